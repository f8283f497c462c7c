-- rule: reports-interleave
-- zh: “{record}”的证据处在另一份报告“{other}”的重点工作之间：报告在文章中各占一段
-- en: the evidence of “{record}” stands among the priorities of another report, “{other}”: in an article each report has a passage of its own
-- means_zh: 同一文章中，一份报告的某项重点工作，其证据落在另一份报告各项重点工作的证据之间。
-- means_en: In one article, the evidence of a priority of one report stands between those of another report's priorities.
-- why_zh: 文章逐份转述报告；证据落在别的报告之中，不是区间指错，就是挂错了报告。
-- why_en: Articles go through reports one by one. Evidence amid another report's is the wrong span, or the priority is under the wrong report.
-- needs: regional_priorities, work_reports, evidence
WITH placed AS (
    SELECT p.id, p.work_report, e.source, e.start
    FROM regional_priorities AS p
    JOIN evidence AS e ON e.dataset = 'regional_priorities' AND e.record = p.id
    WHERE p.work_report IS NOT NULL
),
-- The neighbours of each span: where both belong to one other report, the span is astray.
neighbours AS (
    SELECT *, lag(work_report) OVER article AS before, lead(work_report) OVER article AS behind
    FROM placed
    WINDOW article AS (PARTITION BY source ORDER BY start, id)
),
runs AS (
    SELECT *, count(*) OVER (PARTITION BY source, work_report) AS size FROM neighbours
)
SELECT 'regional_priorities' AS resource, id AS record, 'work_report' AS "column", work_report AS value, before AS other
FROM runs
WHERE before = behind AND before <> work_report AND size > 1
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start) = 1
ORDER BY ALL
