-- rule: evidence-out-of-scope
-- zh: 证据出自不收录的文章“{value}”
-- en: the evidence stands in an article that is out of scope, “{value}”
-- means_zh: 证据出自 `in_scope` 为 false 的文章。
-- means_en: Evidence stands in an article whose `in_scope` is false.
-- why_zh: 不收录的文章与集成电路无关，其数字和名称也没有逐一核对。
-- why_en: Articles out of scope are not about integrated circuits, and their names are not accounted for.
-- needs: evidence, sources
SELECT 'evidence' AS resource, dataset || '/' || record || '/' || COALESCE(field, '') || '/' || source || '/' || e.start AS record,
       'source' AS "column", e.source AS value
FROM evidence AS e
JOIN sources ON sources.id = e.source
WHERE NOT sources.in_scope
ORDER BY ALL
