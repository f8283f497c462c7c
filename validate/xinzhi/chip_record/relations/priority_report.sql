-- rule: priority-report
-- zh: 重点工作的 {column} “{value}”与所在报告的“{expected}”不一致
-- en: the {column} “{value}” of the priority is not its report's, “{expected}”
-- means_zh: 重点工作的地区或年份，与它所在的工作报告不同。
-- means_en: The region or year of a priority is not that of its work report.
-- why_zh: 同一件事写在两处，矛盾时按地区或年份的统计就不可信。
-- why_en: Both say the same thing; if they disagree, counts by region or year cannot be trusted.
-- unfixed_zh: 错的可能是所关联的报告
-- unfixed_en: the link to the report may be what is wrong
-- needs: regional_priorities, work_reports
SELECT 'regional_priorities' AS resource, p.id AS record, 'region' AS "column", p.region AS value, w.region AS expected, w.region AS suggestion
FROM regional_priorities AS p
JOIN work_reports AS w ON w.id = p.work_report
WHERE p.region <> w.region
UNION ALL
SELECT 'regional_priorities', p.id, 'year', CAST(p.year AS VARCHAR), CAST(w.year AS VARCHAR), CAST(w.year AS VARCHAR)
FROM regional_priorities AS p
JOIN work_reports AS w ON w.id = p.work_report
WHERE p.year <> w.year
ORDER BY ALL
