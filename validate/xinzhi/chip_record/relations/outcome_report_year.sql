-- rule: outcome-report-year
-- zh: 年份 {value} 不是所据报告“{source}”的年份 {suggestion}
-- en: the year {value} is not that of the report in “{source}”, {suggestion}
-- means_zh: 兑现情况的年份，与所据来源中工作报告的年份不同。
-- means_en: The year of an outcome is not that of the work report in its source.
-- why_zh: 年份决定它是哪一年的兑现情况；与来源不合，必有一处错了。
-- why_en: The year says when the promise was looked at again. Where it is not the source's, one of them is wrong.
-- unfixed_zh: 错的可能是来源
-- unfixed_en: the source may be what is wrong
-- needs: outcomes, work_reports, evidence
WITH reports AS (
    SELECT DISTINCT e.source, w.year
    FROM work_reports AS w
    JOIN evidence AS e ON e.dataset = 'work_reports' AND e.record = w.id
)
SELECT 'outcomes' AS resource, o.id AS record, 'year' AS "column", o.year AS value, o.source AS source, max(r.year) AS suggestion
FROM outcomes AS o
JOIN reports AS r ON r.source = o.source
GROUP BY o.id, o.year, o.source
HAVING NOT bool_or(r.year = o.year)
ORDER BY ALL
