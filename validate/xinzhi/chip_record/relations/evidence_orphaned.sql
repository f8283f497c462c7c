-- rule: evidence-orphaned
-- zh: 证据所证的行“{value}”在 {dataset} 中不存在：编号拼错，或那一行已改名、删去
-- en: the evidence is for “{value}”, which is no row of {dataset}: the id is misspelt, or the row was renamed or removed
-- means_zh: 证据所证的行不存在。
-- means_en: Evidence is given for a row that does not exist.
-- why_zh: 多半是编号拼错，或行已改名、删去：那一行少了证据，这处证据无人使用。
-- why_en: Mostly the id is misspelt, or the row was renamed or removed: a row lacks its evidence, and nobody uses this one.
-- needs: evidence
SELECT 'evidence' AS resource, dataset || '/' || record || '/' || COALESCE(field, '') || '/' || source || '/' || start AS record, 'record' AS "column",
       evidence.record AS value, evidence.dataset AS dataset
FROM evidence
ANTI JOIN records ON records.dataset = evidence.dataset AND records.record = evidence.record
ORDER BY ALL
