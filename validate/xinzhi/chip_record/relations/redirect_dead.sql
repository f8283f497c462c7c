-- rule: redirect-dead
-- zh: 新编号“{value}”在 {dataset} 中不存在
-- en: the new id “{value}” is no row of {dataset}
-- means_zh: 转向的新编号在该数据集中不存在；“数据集/编号”指另一数据集的行。
-- means_en: The new id of a redirect is no row of the dataset; `dataset/id` stands for a row of another one.
-- why_zh: 转向落空，旧的引用就断了。
-- why_en: The redirect leads nowhere, and old citations break.
-- needs: redirects
SELECT 'redirects' AS resource, r.dataset || '/' || r.old AS record, 'new' AS "column", r."new" AS value, r.dataset AS dataset
FROM redirects AS r
ANTI JOIN records ON records.dataset || '/' || records.record IN (r.dataset || '/' || r."new", r."new")
WHERE r.old <> r."new"  -- else it is the rule redirect-to-itself's business
ORDER BY ALL
