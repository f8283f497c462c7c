-- rule: evidence-out-of-scope
-- zh: 证据出自不收录的文章“{value}”
-- en: the evidence stands in an article that is out of scope, “{value}”
-- needs: evidence, sources
SELECT 'evidence' AS resource, dataset || '/' || record || '/' || COALESCE(field, '') || '/' || source || '/' || e.start AS record,
       'source' AS "column", e.source AS value
FROM evidence AS e
JOIN sources ON sources.id = e.source
WHERE NOT sources.in_scope
ORDER BY ALL
