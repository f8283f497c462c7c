-- rule: inferences-orphaned
-- zh: 推断所说的行“{value}”在 {dataset} 中不存在：编号拼错，或那一行已改名、删去
-- en: the inference is for “{value}”, which is no row of {dataset}: the id is misspelt, or the row was renamed or removed
-- means_zh: 推断所说的行不存在。
-- means_en: An inference is given for a row that does not exist.
-- why_zh: 多半是编号拼错，或行已改名、删去：那一行少了依据。
-- why_en: Mostly the id is misspelt, or the row was renamed or removed: the row that is meant lacks its basis.
-- needs: inferences
SELECT 'inferences' AS resource, dataset || '/' || record || '/' || field AS record, 'record' AS "column",
       inferences.record AS value, inferences.dataset AS dataset
FROM inferences
ANTI JOIN records ON records.dataset = inferences.dataset AND records.record = inferences.record
ORDER BY ALL
