-- rule: report-period
-- zh: period_basis 为 report，期间却不是报告年份 {year} 全年：{value}
-- en: period_basis is report, but the period is not the report's year {year}: {value}
-- needs: targets, regional_priorities, work_reports
SELECT 'targets' AS resource, t.id AS record, 'period_basis' AS "column",
       COALESCE(CAST(t.period_start AS VARCHAR), '') || '–' || COALESCE(CAST(t.period_end AS VARCHAR), '') AS value,
       w.year AS year
FROM targets AS t
LEFT JOIN regional_priorities AS p ON p.id = t.priority
LEFT JOIN work_reports AS w ON w.id = p.work_report
WHERE t.period_basis = 'report'
  AND (w.year IS NULL OR t.period_end IS DISTINCT FROM make_date(w.year, 12, 31)
       OR COALESCE(t.period_start, make_date(w.year, 1, 1)) <> make_date(w.year, 1, 1))
ORDER BY ALL
