-- rule: evidence-field-unknown
-- zh: {dataset} 没有名为“{value}”的列
-- en: {dataset} has no column “{value}”
-- means_zh: 证据所证的列在该数据集中不存在。
-- means_en: Evidence names a column that the dataset does not have.
-- why_zh: 这处证据证明不了任何单元格；多半是列名拼错，或列已改名。
-- why_en: It proves no cell: mostly the name is misspelt, or the column was renamed.
-- needs: evidence
SELECT 'evidence' AS resource, dataset || '/' || record || '/' || field || '/' || source || '/' || start AS record, 'field' AS "column",
       evidence.field AS value, evidence.dataset AS dataset
FROM evidence
ANTI JOIN fields ON fields.dataset = evidence.dataset AND fields.field = evidence.field
WHERE evidence.field IS NOT NULL
ORDER BY ALL
