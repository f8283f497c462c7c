-- rule: unused-term
-- zh: 没有任何一行使用“{record}”
-- en: no row uses “{record}”
-- needs: metrics, topics, targets, indicators, policy_terms, priority_topics, measure_topics, milestones
SELECT 'metrics' AS resource, m.id AS record FROM metrics AS m
WHERE m.id NOT IN (SELECT metric FROM targets UNION SELECT metric FROM indicators UNION SELECT metric FROM policy_terms WHERE metric IS NOT NULL)
UNION ALL
SELECT 'topics', t.id FROM topics AS t
WHERE t.id NOT IN (
    SELECT topic FROM priority_topics UNION SELECT topic FROM measure_topics
    UNION SELECT topic FROM targets WHERE topic IS NOT NULL UNION SELECT topic FROM indicators WHERE topic IS NOT NULL
    UNION SELECT topic FROM metrics WHERE topic IS NOT NULL UNION SELECT topic FROM milestones WHERE topic IS NOT NULL
    UNION SELECT broader FROM topics WHERE broader IS NOT NULL
)
ORDER BY ALL
