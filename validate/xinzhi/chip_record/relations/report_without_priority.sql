-- rule: report-without-priority
-- zh: 工作报告“{record}”没有一项重点工作：应录入其重点工作，或删去此行
-- en: no priority is taken from the work report “{record}”: enter its priorities, or remove the row
-- means_zh: 没有一项重点工作取自此工作报告。通读全文而只收录范围之内句子（`reading` 为 scope sentences）的报告，可以一项没有：未提也是发现。
-- means_en: No priority is taken from a work report. A report that was read for its sentences in scope (`reading`) may have none: silence is a finding, too.
-- why_zh: 收录报告是为了其中的重点工作；没有则是漏录。
-- why_en: Reports are registered for their priorities; without any, something was forgotten.
-- needs: work_reports, regional_priorities, evidence, sources
SELECT 'work_reports' AS resource, w.id AS record
FROM work_reports AS w
ANTI JOIN regional_priorities AS p ON p.work_report = w.id
WHERE NOT EXISTS (
    SELECT 1 FROM evidence AS e JOIN sources AS s ON s.id = e.source
    WHERE e.dataset = 'work_reports' AND e.record = w.id AND s.reading = 'scope sentences'
)
ORDER BY ALL
