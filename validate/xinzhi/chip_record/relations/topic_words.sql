-- rule: topic-words
-- zh: “{record}”的主题“{value}”（{label}）在该行及其所承接的文字中没有依据：既无标签，也无 class_words 为它所列的词（{known}）；改用文字所说的主题，或把文字所用的词补入 class_words
-- en: nothing in the words of “{record}”, or in those that it inherits, names the topic “{value}” (“{label}”): neither its label nor a word that class_words lists for it (“{known}”); take the topic that the words name, or add the word that they use to class_words
-- means_zh: 某行有某个主题，而该行的文字、其所承接的重点工作、政策、项目、主体、指标的文字里，既没有主题的标签，也没有 `class_words` 为该主题所列的词。`class_words` 未列词的主题不查。
-- means_en: A row has a topic that neither its words nor those of its priority, policy, project, subject or metric name: they hold neither the topic's label nor a word that `class_words` lists for it. Topics without words in `class_words` are not asked about.
-- why_zh: 主题出自文字，不出自对企业或事物的了解；选错或多选的主题，使该行出现在不该出现的检索结果里。
-- why_en: A topic follows from words, not from what one knows; one that was slipped or added shows the row to readers who did not ask for it.
-- needs: class_words, class_texts, topics, priority_topics, measure_topics, target_topics, indicator_topics, milestone_topics, project_topics, metrics
WITH tags AS (
    SELECT 'priority_topics' AS resource, priority || '/' || topic AS record, 'regional_priorities' AS owner, priority AS id, topic FROM priority_topics
    UNION ALL SELECT 'measure_topics', measure || '/' || topic, 'policy_measures', measure, topic FROM measure_topics
    UNION ALL SELECT 'target_topics', target || '/' || topic, 'targets', target, topic FROM target_topics
    UNION ALL SELECT 'indicator_topics', indicator || '/' || topic, 'indicators', indicator, topic FROM indicator_topics
    UNION ALL SELECT 'milestone_topics', milestone || '/' || topic, 'milestones', milestone, topic FROM milestone_topics
    UNION ALL SELECT 'project_topics', project || '/' || topic, 'projects', project, topic FROM project_topics
    UNION ALL SELECT 'metrics', id, 'metrics', id, topic FROM metrics WHERE topic IS NOT NULL
), known AS (
    SELECT value AS topic, list(lower(word_zh) ORDER BY word_zh) AS words FROM class_words WHERE class = 'topic' GROUP BY value
)
SELECT g.resource, g.record, 'topic' AS "column", g.topic AS value, t.label_zh AS label,
       array_to_string(k.words[:5], '、') || CASE WHEN len(k.words) > 5 THEN '…' ELSE '' END AS known
FROM tags AS g
JOIN topics AS t ON t.id = g.topic
JOIN known AS k ON k.topic = g.topic
JOIN class_texts AS x ON x.resource = g.owner AND x.record = g.id
WHERE NOT contains(x.words, lower(t.label_zh)) AND len(list_filter(k.words, lambda w: contains(x.words, w))) = 0
ORDER BY ALL
