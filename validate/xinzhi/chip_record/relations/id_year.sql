-- rule: id-year
-- zh: id 中的年份是 {expected}，{column} 却是 {value}
-- en: the year in the id is {expected}, but {column} is {value}
-- means_zh: id 含有年份，而本行的年份或期间既不是、也不含这一年。
-- means_en: The id has a year in it, and the row's year or period neither is that year nor contains it.
-- why_zh: id 与日期各说一遍年份；两者不合，必有一处错了。
-- why_en: The id and the date both say the year. Where they differ, one of them is wrong.
-- needs: targets, indicators, regional_priorities, work_reports
WITH dated AS (
    SELECT 'targets' AS resource, id, 'period_end' AS "column", CAST(period_end AS VARCHAR) AS value,
           year(COALESCE(period_start, period_end)) AS first, year(period_end) AS last FROM targets
    UNION ALL SELECT 'indicators', id, 'period_end', CAST(period_end AS VARCHAR), year(COALESCE(period_start, period_end)), year(period_end)
    FROM indicators
    UNION ALL SELECT 'regional_priorities', id, 'year', CAST(year AS VARCHAR), year, year FROM regional_priorities WHERE set_in <> 'work report'
    UNION ALL SELECT 'work_reports', id, 'year', CAST(year AS VARCHAR), year, year FROM work_reports
),
named AS (
    SELECT *, TRY_CAST(regexp_extract(id, '(?:^|-)((?:19|20)\d\d)(?:-|$)', 1) AS BIGINT) AS expected FROM dated
)
SELECT resource, id AS record, "column", value, expected
FROM named
WHERE expected IS NOT NULL AND last IS NOT NULL AND NOT (expected BETWEEN first AND last)
ORDER BY ALL
