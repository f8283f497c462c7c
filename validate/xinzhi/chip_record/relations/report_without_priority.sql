-- rule: report-without-priority
-- zh: 工作报告“{record}”没有一项重点工作：应录入其重点工作，或删去此行
-- en: no priority is taken from the work report “{record}”: enter its priorities, or remove the row
-- means_zh: 没有一项重点工作取自此工作报告。
-- means_en: No priority is taken from a work report.
-- why_zh: 收录报告是为了其中的重点工作；没有则是漏录。
-- why_en: Reports are registered for their priorities; without any, something was forgotten.
-- needs: work_reports, regional_priorities
SELECT 'work_reports' AS resource, w.id AS record
FROM work_reports AS w
ANTI JOIN regional_priorities AS p ON p.work_report = w.id
ORDER BY ALL
