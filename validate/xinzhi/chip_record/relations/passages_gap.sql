-- rule: passages-gap
-- zh: 文章“{record}”中 {from_}–{to_} 不属于任何段落
-- en: {from_}–{to_} of the article “{record}” belong to no passage
-- means_zh: 文章中有一段文字不属于任何段落。
-- means_en: A part of an article belongs to no passage.
-- why_zh: 段落铺满文章：没有交代的文字，不知道是不是读过。
-- why_en: Passages tile an article: of what belongs to none, nobody knows whether it was read.
-- needs: sources, passages
WITH borders AS (
    SELECT source, max("end") OVER (PARTITION BY source ORDER BY start ROWS UNBOUNDED PRECEDING) AS from_,
           lead(start) OVER (PARTITION BY source ORDER BY start) AS to_
    FROM passages
    UNION ALL
    SELECT id, start, (SELECT min(p.start) FROM passages AS p WHERE p.source = sources.id) FROM sources
)
SELECT 'sources' AS resource, sources.id AS record, 'start' AS "column", borders.from_ AS from_, COALESCE(borders.to_, sources."end") AS to_
FROM borders
JOIN sources ON sources.id = borders.source
WHERE borders.from_ < COALESCE(borders.to_, sources."end")
ORDER BY ALL
