-- rule: evidence-field-unknown
-- zh: {dataset} 没有名为“{value}”的列
-- en: {dataset} has no column “{value}”
-- needs: evidence
SELECT 'evidence' AS resource, dataset || '/' || record || '/' || field || '/' || source || '/' || start AS record, 'field' AS "column",
       evidence.field AS value, evidence.dataset AS dataset
FROM evidence
ANTI JOIN fields ON fields.dataset = evidence.dataset AND fields.field = evidence.field
WHERE evidence.field IS NOT NULL
ORDER BY ALL
