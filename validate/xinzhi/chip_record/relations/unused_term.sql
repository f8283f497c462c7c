-- rule: unused-term
-- zh: 没有任何一行使用“{record}”：应关联到用它的行，或删去
-- en: no row uses “{record}”: link it to the rows that need it, or remove it
-- means_zh: 没有任何一行使用某个指标或主题。
-- means_en: No row uses a metric or topic.
-- why_zh: 词表只收用到的词；多半是漏了关联。需要时再添。
-- why_en: Vocabularies hold what is used; mostly a link was forgotten. Add terms when they are needed.
-- needs: metrics, topics, targets, indicators, policy_terms, priority_topics, measure_topics, target_topics, indicator_topics, milestone_topics, project_topics
SELECT 'metrics' AS resource, m.id AS record FROM metrics AS m
WHERE m.id NOT IN (SELECT metric FROM targets UNION SELECT metric FROM indicators UNION SELECT metric FROM policy_terms WHERE metric IS NOT NULL)
UNION ALL
SELECT 'topics', t.id FROM topics AS t
WHERE t.id NOT IN (
    SELECT topic FROM priority_topics UNION SELECT topic FROM measure_topics
    UNION SELECT topic FROM target_topics UNION SELECT topic FROM indicator_topics
    UNION SELECT topic FROM milestone_topics UNION SELECT topic FROM project_topics
    UNION SELECT topic FROM metrics WHERE topic IS NOT NULL
    UNION SELECT broader FROM topics WHERE broader IS NOT NULL
)
ORDER BY ALL
