-- rule: deadline-before-report
-- zh: 期限 {value} 早于提出它的 {year} 年报告
-- en: the deadline {value} is before the year of the report that set it, {year}
-- means_zh: 目标的期限早于提出它的工作报告的年份。
-- means_en: The deadline of a target is before the year of the report that set it.
-- why_zh: 报告不会为过去立目标；多半是年份抄错，或那是一项回顾。
-- why_en: A report sets no goals for the past: mostly the year is wrong, or the figure looks back.
-- needs: targets, regional_priorities, work_reports
SELECT 'targets' AS resource, t.id AS record, 'period_end' AS "column", t.period_end AS value, w.year AS year
FROM targets AS t
JOIN regional_priorities AS p ON p.id = t.priority
JOIN work_reports AS w ON w.id = p.work_report
WHERE year(t.period_end) < w.year
ORDER BY ALL
