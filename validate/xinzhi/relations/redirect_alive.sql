-- rule: redirect-alive
-- zh: 旧编号“{value}”在 {dataset} 中仍在使用
-- en: the old id “{value}” is still in use in {dataset}
-- needs: redirects
SELECT 'redirects' AS resource, redirects.dataset || '/' || redirects.old AS record, 'old' AS "column",
       redirects.old AS value, redirects.dataset AS dataset
FROM redirects
JOIN records ON records.dataset = redirects.dataset AND records.record = redirects.old
WHERE redirects.old <> redirects."new"  -- else it is the rule redirect-to-itself's business
ORDER BY ALL
