-- rule: deadline-before-report
-- zh: 期限 {value} 早于提出它的 {year} 年报告
-- en: the deadline {value} is before the year of the report that set it, {year}
-- needs: targets, regional_priorities, work_reports
SELECT 'targets' AS resource, t.id AS record, 'period_end' AS "column", t.period_end AS value, w.year AS year
FROM targets AS t
JOIN regional_priorities AS p ON p.id = t.priority
JOIN work_reports AS w ON w.id = p.work_report
WHERE year(t.period_end) < w.year
ORDER BY ALL
