-- rule: articles-overlap
-- zh: 文章与“{other}”在同一文档中重叠
-- en: the article overlaps “{other}” in the same document
-- needs: sources
SELECT 'sources' AS resource, b.id AS record, 'start' AS "column", b.start AS value, a.id AS other
FROM sources AS a
JOIN sources AS b ON a.document = b.document AND (a.start, a.id) < (b.start, b.id) AND b.start < a."end"
ORDER BY ALL
