-- rule: inferences-orphaned
-- zh: {value} 在 {dataset} 中不存在
-- en: {value} is no row of {dataset}
-- needs: inferences
SELECT 'inferences' AS resource, dataset || '/' || record || '/' || field AS record, 'record' AS "column",
       inferences.record AS value, inferences.dataset AS dataset
FROM inferences
ANTI JOIN records ON records.dataset = inferences.dataset AND records.record = inferences.record
ORDER BY ALL
