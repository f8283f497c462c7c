-- rule: evidence-orphaned
-- zh: {value} 在 {dataset} 中不存在
-- en: {value} is no row of {dataset}
-- needs: evidence
SELECT 'evidence' AS resource, dataset || '/' || record || '/' || COALESCE(field, '') || '/' || source || '/' || start AS record, 'record' AS "column",
       evidence.record AS value, evidence.dataset AS dataset
FROM evidence
ANTI JOIN records ON records.dataset = evidence.dataset AND records.record = evidence.record
ORDER BY ALL
