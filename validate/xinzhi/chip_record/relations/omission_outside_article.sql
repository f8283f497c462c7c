-- rule: omission-outside-article
-- zh: 区间 {start}–{end} 不在文章“{source}”（{from_}–{to_}）之内
-- en: the span {start}–{end} is not inside the article “{source}” ({from_}–{to_})
-- means_zh: 略去的区间不在所注文章的范围之内。
-- means_en: The span of an omission is not inside the article that it names.
-- why_zh: 略去说明某处的数字或名称为何不收；位置错了，真正的那一处就无人说明。
-- why_en: An omission says why a numeral or name is left out; at the wrong place, it explains nothing.
-- needs: omissions, sources
SELECT 'omissions' AS resource, source || '/' || e.start || '/' || e."end" AS record, 'start' AS "column", e.start AS value,
       e.start AS start, e."end" AS "end", e.source AS source, sources.start AS from_, sources."end" AS to_
FROM omissions AS e
JOIN sources ON sources.id = e.source
WHERE e.start < sources.start OR e."end" > sources."end"
ORDER BY ALL
