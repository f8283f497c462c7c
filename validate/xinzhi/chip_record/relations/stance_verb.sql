-- rule: stance-verb
-- zh: 动词“{verb}”（按 class_words 中的“{word}”）的 stance 应为 {expected}，而非“{value}”
-- en: the verb “{verb}” (by “{word}” in class_words) goes with the stance {expected}, not “{value}”
-- means_zh: 重点工作的 `stance` 与其动词不符。`class_words` 列出各动词对应的 stance：开头的加快、加速、提速不计，以最长的开头为准，所以两个动词连用时由第一个决定；动词未列入的不查。
-- means_en: The `stance` of a priority does not go with its verb. `class_words` lists the stances of verbs; `加快`, `加速` and `提速` in front do not count, and the longest listed beginning of the verb does, so that of two verbs the first decides. Verbs that it does not list are not asked about.
-- why_zh: stance 是我们对动词的归类；同一个动词一时归此、一时归彼，各地就无法比较。
-- why_en: A stance is our class of a verb: regions cannot be compared where one verb is classed now this way and now that.
-- unfixed_zh: 错的可能是 verb_zh
-- unfixed_en: verb_zh may be what is wrong
-- needs: class_words, regional_priorities
WITH verbs AS (
    SELECT id, stance, verb_zh, regexp_replace(verb_zh, '^(加快|加速|提速)…?(.+)$', '\2') AS verb
    FROM regional_priorities
    WHERE verb_zh IS NOT NULL
), words AS (
    SELECT word_zh, list(value ORDER BY value) AS stances FROM class_words WHERE class = 'stance' GROUP BY word_zh
), told AS (
    SELECT v.id, v.stance, v.verb_zh, arg_max(w.word_zh, len(w.word_zh)) AS word, arg_max(w.stances, len(w.word_zh)) AS stances
    FROM verbs AS v
    JOIN words AS w ON starts_with(v.verb, w.word_zh)
    GROUP BY v.id, v.stance, v.verb_zh
)
SELECT 'regional_priorities' AS resource, id AS record, 'stance' AS "column", stance AS value, verb_zh AS verb, word,
       array_to_string(stances, ' / ') AS expected, CASE WHEN len(stances) = 1 THEN stances[1] END AS suggestion
FROM told
WHERE NOT list_contains(stances, stance)
ORDER BY ALL
