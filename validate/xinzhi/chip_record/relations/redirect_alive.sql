-- rule: redirect-alive
-- zh: 旧编号“{value}”在 {dataset} 中仍在使用
-- en: the old id “{value}” is still in use in {dataset}
-- means_zh: 已停用的旧编号仍是某行的编号。
-- means_en: An old id that was given up is still the id of a row.
-- why_zh: 编号不得重新使用：旧的引用会指向另一个实体。
-- why_en: Ids are never used again: an old citation would point to another thing.
-- needs: redirects
SELECT 'redirects' AS resource, redirects.dataset || '/' || redirects.old AS record, 'old' AS "column",
       redirects.old AS value, redirects.dataset AS dataset
FROM redirects
JOIN records ON records.dataset = redirects.dataset AND records.record = redirects.old
WHERE redirects.old <> redirects."new"  -- else it is the rule redirect-to-itself's business
ORDER BY ALL
