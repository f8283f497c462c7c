-- rule: articles-overlap
-- zh: 文章始于 {value}，而同一文档中的“{other}”到 {ends} 才结束：两者重叠
-- en: the article starts at {value}, and “{other}” in the same document ends at {ends} only: they overlap
-- means_zh: 同一文档中的两篇文章有重叠的字符。
-- means_en: Two articles of one document share characters.
-- why_zh: 每个字只属于一篇文章，否则一处证据有两个出处。
-- why_en: Each character belongs to one article; otherwise a span has two sources.
-- needs: sources
SELECT 'sources' AS resource, b.id AS record, 'start' AS "column", b.start AS value, a.id AS other, a."end" AS ends
FROM sources AS a
JOIN sources AS b ON a.document = b.document AND (a.start, a.id) < (b.start, b.id) AND b.start < a."end"
ORDER BY ALL
