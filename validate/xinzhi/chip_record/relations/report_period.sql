-- rule: report-period
-- zh: period_basis 为 report，期间却不是报告年份 {year} 全年：{value}
-- en: period_basis is report, but the period is not the report's year {year}: {value}
-- means_zh: `period_basis` 为 report 的目标，期间不是所属报告的那一年：末日不是 12 月 31 日，或始日不是 1 月 1 日，或没有报告。
-- means_en: A target whose `period_basis` is report does not cover the year of its report: it does not end on 31 December, starts on another day than 1 January, or has no report.
-- why_zh: report 的意思是：原文没有写期限，按报告所安排的全年计。别的期间须另注依据。
-- why_en: report means: no period is printed, the year that the report sets out is meant. Any other period has another basis.
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
