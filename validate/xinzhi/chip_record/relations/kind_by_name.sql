-- rule: kind-by-name
-- zh: 名称“{name}”含“{word}”，按 class_words，kind 应为 {expected}，而非“{value}”
-- en: the name “{name}” has the word “{word}”, which by class_words goes with the kind {expected}, not “{value}”
-- means_zh: 机构、园区、集群、政策、事件或项目的 `kind` 与其中文名称里的词不符。`class_words` 列出各词对应的类别；长词之内的短词不计，有几个词时，合其中之一即可；不含所列之词的不查。
-- means_en: The `kind` of an organisation, park, cluster, policy, event or project does not go with the words of its Chinese name. `class_words` lists the kinds of words; a word within a longer one does not count, of several words one is enough, and names without any are not asked about.
-- why_zh: 类别是使用者筛选的依据；名称已说明的，不必再凭印象。
-- why_en: Readers filter by kind; where the name tells, it need not be guessed.
-- unfixed_zh: 名称里的词不止一个时，定类别的可能是另一个
-- unfixed_en: where a name has several words, another one may decide
-- needs: class_words, organizations, parks, clusters, policies, events, projects
WITH named AS (
    SELECT 'organizations' AS resource, 'organization kind' AS class, id, kind, name_zh AS name FROM organizations
    UNION ALL SELECT 'parks', 'park kind', id, kind, name_zh FROM parks
    UNION ALL SELECT 'clusters', 'cluster kind', id, kind, name_zh FROM clusters
    UNION ALL SELECT 'policies', 'policy kind', id, kind, title_zh FROM policies
    UNION ALL SELECT 'events', 'event kind', id, kind, name_zh FROM events
    UNION ALL SELECT 'projects', 'project kind', id, kind, name_zh FROM projects
), words AS (
    SELECT class, word_zh, list(value ORDER BY value) AS kinds FROM class_words GROUP BY class, word_zh
), found AS (
    SELECT n.resource, n.id, n.kind, n.name, w.word_zh, w.kinds
    FROM named AS n
    JOIN words AS w ON w.class = n.class AND contains(n.name, w.word_zh)
), longest AS (
    SELECT f.*
    FROM found AS f
    WHERE NOT EXISTS (
        FROM found AS g
        WHERE g.resource = f.resource AND g.id = f.id AND g.word_zh <> f.word_zh AND contains(g.word_zh, f.word_zh)
    )
), told AS (
    SELECT resource, id, kind, name, string_agg(word_zh, '、' ORDER BY word_zh) AS word,
           list_sort(list_distinct(flatten(list(kinds)))) AS kinds
    FROM longest
    GROUP BY resource, id, kind, name
)
SELECT resource, id AS record, 'kind' AS "column", kind AS value, name, word, array_to_string(kinds, ' / ') AS expected,
       CASE WHEN len(kinds) = 1 THEN kinds[1] END AS suggestion
FROM told
WHERE NOT list_contains(kinds, kind)
ORDER BY ALL
