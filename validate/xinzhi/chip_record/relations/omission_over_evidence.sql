-- rule: omission-over-evidence
-- zh: 略去的 {start}–{end} 与 {dataset}/{proved} 的证据 {from_}–{to_} 重叠
-- en: the omission {start}–{end} overlaps the evidence of {dataset}/{proved}, {from_}–{to_}
-- means_zh: 略去的区间与某行的证据有重叠的字符。
-- means_en: An omission shares characters with a span of evidence.
-- why_zh: 同样的字不能既已收录，又已略去：叠在证据上的略去会掩盖漏掉的事实。
-- why_en: The same words cannot be recorded and left out: an omission over evidence hides the facts that were forgotten.
-- needs: omissions, evidence
SELECT 'omissions' AS resource, o.source || '/' || o.start || '/' || o."end" AS record, 'start' AS "column", o.start AS value,
       o.start AS start, o."end" AS "end", min_by(e.dataset, (e.start, e.dataset, e.record)) AS dataset,
       min_by(e.record, (e.start, e.dataset, e.record)) AS proved, min(e.start) AS from_,
       min_by(e."end", (e.start, e.dataset, e.record)) AS to_
FROM omissions AS o
JOIN evidence AS e ON e.source = o.source AND e.start < o."end" AND o.start < e."end"
GROUP BY o.source, o.start, o."end"
ORDER BY ALL
