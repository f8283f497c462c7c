-- rule: outcome-subject
-- zh: 兑现情况所说的“{value}”在 {dataset} 中不存在
-- en: the outcome is of “{value}”, which is no row of {dataset}
-- means_zh: 兑现情况所说的目标、重点工作或项目不存在。
-- means_en: An outcome is given for a target, priority or project that does not exist.
-- why_zh: 多半是编号拼错，或那一行已改名、删去：承诺与结果就此分离。
-- why_en: Mostly the id is misspelt, or the row was renamed or removed: promise and outcome come apart.
-- needs: outcomes
SELECT 'outcomes' AS resource, o.id AS record, 'record' AS "column", o.record AS value, o.dataset AS dataset
FROM outcomes AS o
ANTI JOIN records ON records.dataset = o.dataset AND records.record = o.record
ORDER BY ALL
