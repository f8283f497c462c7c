-- rule: inferences-field-unknown
-- zh: {dataset} 没有名为“{value}”的列
-- en: {dataset} has no column “{value}”
-- needs: inferences
SELECT 'inferences' AS resource, dataset || '/' || record || '/' || field AS record, 'field' AS "column",
       inferences.field AS value, inferences.dataset AS dataset
FROM inferences
ANTI JOIN fields ON fields.dataset = inferences.dataset AND fields.field = inferences.field
WHERE inferences.field IS NOT NULL
ORDER BY ALL
