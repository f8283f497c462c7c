-- rule: passages-overlap
-- zh: 段落始于 {value}，而同一文章中始于 {other} 的段落到 {ends} 才结束：两者重叠
-- en: the passage starts at {value}, and the one that starts at {other} in the same article ends at {ends} only: they overlap
-- means_zh: 同一文章中的两个段落有重叠的字符。
-- means_en: Two passages of one article share characters.
-- why_zh: 每个字只属于一个段落，否则不知道它在不在范围之内。
-- why_en: Each character belongs to one passage; otherwise nobody can tell whether it is in scope.
-- needs: passages
SELECT 'passages' AS resource, b.source || '/' || b.start AS record, 'start' AS "column", b.start AS value, a.start AS other, a."end" AS ends
FROM passages AS a
JOIN passages AS b ON a.source = b.source AND a.start < b.start AND b.start < a."end"
ORDER BY ALL
