-- rule: press-report-source
-- zh: 证据在“{found}”，不在所填的文章“{value}”
-- en: the evidence stands in “{found}”, not in the article named, “{value}”
-- means_zh: `set_in` 为 press report 的重点工作，其证据在另一篇文章中。
-- means_en: The evidence of a priority whose `set_in` is press report stands in another article than its `source`.
-- why_zh: 文章就是出处：证据在别处，不是文章填错，就是区间指错。
-- why_en: The article is where it was set. With evidence elsewhere, the article or the span is wrong.
-- unfixed_zh: 错的可能是证据
-- unfixed_en: the evidence may be what is wrong
-- needs: regional_priorities, evidence
SELECT 'regional_priorities' AS resource, p.id AS record, 'source' AS "column", p.source AS value, min(e.source) AS found,
       min(e.source) AS suggestion
FROM regional_priorities AS p
JOIN evidence AS e ON e.dataset = 'regional_priorities' AND e.record = p.id
WHERE p.source IS NOT NULL AND e.source <> p.source
GROUP BY ALL
ORDER BY ALL
