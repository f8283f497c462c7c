-- rule: evidence-outside-article
-- zh: 区间 {start}–{end} 不在文章“{source}”（{from_}–{to_}）之内
-- en: the span {start}–{end} is not inside the article “{source}” ({from_}–{to_})
-- means_zh: 证据的区间不在所注文章的范围之内。
-- means_en: A span of evidence is not inside the article that it cites.
-- why_zh: 这段文字属于另一篇文章，引用就指错了出处。
-- why_en: The text belongs to another article, so a citation would name the wrong source.
-- needs: evidence, sources
SELECT 'evidence' AS resource, dataset || '/' || record || '/' || COALESCE(field, '') || '/' || source || '/' || e.start AS record, 'start' AS "column", e.start AS value,
       e.start AS start, e."end" AS "end", e.source AS source, sources.start AS from_, sources."end" AS to_
FROM evidence AS e
JOIN sources ON sources.id = e.source
WHERE e.start < sources.start OR e."end" > sources."end"
ORDER BY ALL
