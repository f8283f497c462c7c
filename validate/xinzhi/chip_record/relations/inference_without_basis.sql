-- rule: inference-without-basis
-- zh: {column} 标为 inferred，但 inferences.csv 没有写明依据
-- en: {column} is marked as inferred, but inferences.csv does not say from what
-- means_zh: 日期或期间标为 inferred，而 `inferences` 中没有说明依据的行。
-- means_en: A date or period is marked as inferred, and `inferences` has no row that says from what.
-- why_zh: 推断须能复核：没有依据的推断只是猜测。
-- why_en: An inference can be checked; without its basis it is a guess.
-- needs: work_reports, events, policies, targets, indicators, inferences
WITH inferred AS (
    SELECT 'work_reports' AS resource, id, 'delivered' AS "column" FROM work_reports WHERE delivered_basis = 'inferred'
    UNION ALL SELECT 'events', id, 'held' FROM events WHERE held_basis = 'inferred'
    UNION ALL SELECT 'policies', id, 'issued' FROM policies WHERE issued_basis = 'inferred'
    UNION ALL SELECT 'targets', id, 'period_end' FROM targets WHERE period_basis = 'inferred'
    UNION ALL SELECT 'indicators', id, 'period_end' FROM indicators WHERE period_basis = 'inferred'
)
SELECT inferred.resource, inferred.id AS record, inferred."column"
FROM inferred
ANTI JOIN inferences AS i ON i.dataset = inferred.resource AND i.record = inferred.id AND i.field = inferred."column"
ORDER BY ALL
