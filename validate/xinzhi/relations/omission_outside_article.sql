-- rule: omission-outside-article
-- zh: 区间 {start}–{end} 不在文章“{source}”（{from_}–{to_}）之内
-- en: the span {start}–{end} is not inside the article “{source}” ({from_}–{to_})
-- needs: omissions, sources
SELECT 'omissions' AS resource, source || '/' || e.start || '/' || e."end" AS record, 'start' AS "column", e.start AS value,
       e.start AS start, e."end" AS "end", e.source AS source, sources.start AS from_, sources."end" AS to_
FROM omissions AS e
JOIN sources ON sources.id = e.source
WHERE e.start < sources.start OR e."end" > sources."end"
ORDER BY ALL
