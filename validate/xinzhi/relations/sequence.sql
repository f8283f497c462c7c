-- rule: sequence
-- zh: 次序 {value} 应为 {suggestion}：同一上级之下自 1 起连续
-- en: the sequence {value} should be {suggestion}: it runs from 1 without gaps under each parent
-- needs: regional_priorities, policy_measures
WITH sequenced AS (
    SELECT 'regional_priorities' AS resource, id, COALESCE(work_report, event, policy) AS parent, sequence FROM regional_priorities
    UNION ALL SELECT 'policy_measures', id, policy, sequence FROM policy_measures
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY resource, parent ORDER BY sequence, id) AS expected FROM sequenced
)
-- The first row that is out of step; those behind it follow from it.
SELECT resource, id AS record, 'sequence' AS "column", sequence AS value, expected AS suggestion
FROM numbered
WHERE sequence <> expected
QUALIFY row_number() OVER (PARTITION BY resource, parent ORDER BY expected) = 1
ORDER BY ALL
