-- rule: inferences-field-unknown
-- zh: {dataset} 没有名为“{value}”的列
-- en: {dataset} has no column “{value}”
-- means_zh: 推断所说的列在该数据集中不存在。
-- means_en: An inference names a column that the dataset does not have.
-- why_zh: 多半是列名拼错，或列已改名：真正的那一格少了依据。
-- why_en: Mostly the name is misspelt, or the column was renamed: the cell that is meant lacks its basis.
-- needs: inferences
SELECT 'inferences' AS resource, dataset || '/' || record || '/' || field AS record, 'field' AS "column",
       inferences.field AS value, inferences.dataset AS dataset
FROM inferences
ANTI JOIN fields ON fields.dataset = inferences.dataset AND fields.field = inferences.field
WHERE inferences.field IS NOT NULL
ORDER BY ALL
