-- rule: report-without-priority
-- zh: 工作报告“{record}”没有一项重点工作
-- en: no priority is taken from the work report “{record}”
-- needs: work_reports, regional_priorities
SELECT 'work_reports' AS resource, w.id AS record
FROM work_reports AS w
ANTI JOIN regional_priorities AS p ON p.work_report = w.id
ORDER BY ALL
