-- rule: passage-outside-article
-- zh: 段落 {start}–{end} 不在文章“{source}”（{from_}–{to_}）之内
-- en: the passage {start}–{end} is not inside the article “{source}” ({from_}–{to_})
-- means_zh: 段落的区间不在所注文章的范围之内。
-- means_en: A passage is not inside the article that it names.
-- why_zh: 那里的文字属于另一篇文章。
-- why_en: The text there belongs to another article.
-- needs: passages, sources
SELECT 'passages' AS resource, p.source || '/' || p.start AS record, 'start' AS "column", p.start AS value,
       p.start AS start, p."end" AS "end", p.source AS source, sources.start AS from_, sources."end" AS to_
FROM passages AS p
JOIN sources ON sources.id = p.source
WHERE p.start < sources.start OR p."end" > sources."end"
ORDER BY ALL
