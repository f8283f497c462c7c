-- rule: evidence-out-of-scope
-- zh: 证据 {start}–{end} 出自文章“{value}”中范围之外的段落
-- en: the evidence {start}–{end} stands in a passage of “{value}” that is out of scope
-- means_zh: 证据与 `kind` 为 out 的段落重叠，或出自 `in_scope` 为 false 的文章。
-- means_en: Evidence overlaps a passage of the `kind` out, or stands in an article whose `in_scope` is false.
-- why_zh: 范围之外的文字与主题无关，其中的分句、数字和名称也没有逐一核对。
-- why_en: What is out of scope is about something else, and its clauses, numerals and names are not accounted for.
-- needs: evidence, sources, passages
SELECT DISTINCT 'evidence' AS resource, dataset || '/' || record || '/' || COALESCE(field, '') || '/' || e.source || '/' || e.start AS record,
       'source' AS "column", e.source AS value, e.start AS start, e."end" AS "end"
FROM evidence AS e
JOIN sources ON sources.id = e.source
LEFT JOIN passages AS p ON p.source = e.source AND p.kind = 'out' AND p.start < e."end" AND e.start < p."end"
WHERE NOT sources.in_scope OR p.source IS NOT NULL
ORDER BY ALL
