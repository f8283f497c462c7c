-- rule: outcome-before-promise
-- zh: 兑现情况的年份 {value} 不晚于承诺的年份 {promised}
-- en: the outcome is of {value}, which is not after the promise, {promised}
-- means_zh: 兑现情况取自与承诺同年或更早的来源。
-- means_en: An outcome is taken from a source of the promise's own year, or of an earlier one.
-- why_zh: 同年的报告只说打算；兑现与否要看后来的报告。
-- why_en: A report of the same year tells what is intended; whether it was done is for a later one to say.
-- needs: outcomes, promise_years
SELECT 'outcomes' AS resource, o.id AS record, 'year' AS "column", o.year AS value, p.year AS promised
FROM outcomes AS o
JOIN promise_years AS p ON p.dataset = o.dataset AND p.record = o.record
WHERE o.year <= p.year
ORDER BY ALL
