-- rule: outcome-verdict
-- zh: verdict 为“{value}”，而目标为 {comparator} {promised}、数据为 {observed}（{unit}）：应为 {expected}
-- en: the verdict is {value}, but the target is {comparator} {promised} and the indicator {observed} ({unit}): that is {expected}
-- means_zh: 目标与数据的指标、口径和单位一致，两个数所得的结论却不是 `verdict`。目标为“以上”“超”（ge、gt）的，高出多少都是 met；目标为确数、约数、区间或上限的，超过才是 exceeded。名次以小为好。
-- means_en: Target and indicator have the same metric, basis and base unit, and the two figures give another verdict than `verdict`. A target of at least or more than so much (ge, gt) is met by whatever lies above it; exceeded is a target that names a value, a range or a ceiling. Of ranks, the lower one is better.
-- why_zh: 数字说得清的，不由人说。
-- why_en: What figures decide is nobody's to judge.
-- needs: outcomes, targets, indicators, units
WITH compared AS (
    SELECT o.id, o.verdict, t.comparator, u.dimension, u.base, i.comparator AS seen,
           t.value * u.factor AS promised, COALESCE(t.value_high, t.value) * u.factor AS promised_high, i.value * v.factor AS observed
    FROM outcomes AS o
    JOIN targets AS t ON o.dataset = 'targets' AND t.id = o.record
    JOIN indicators AS i ON i.id = o.indicator AND i.metric = t.metric AND i.basis = t.basis
    JOIN units AS u ON u.id = t.unit
    JOIN units AS v ON v.id = i.unit AND v.base = u.base
    WHERE o.verdict IN ('met', 'exceeded', 'missed')
),
-- How far above what was promised, in parts of it; below is negative. Within a range is neither.
placed AS (
    SELECT *,
           CASE WHEN observed BETWEEN promised AND promised_high THEN 0
                WHEN observed > promised_high THEN (observed - promised_high) / greatest(abs(promised_high), 1e-12)
                ELSE (observed - promised) / greatest(abs(promised), 1e-12)
           END * if(dimension = 'rank' OR comparator IN ('le', 'lt'), -1, 1) AS above
    FROM compared
    -- More than what was seen may be anything above it.
    WHERE seen IN ('eq', 'approx') OR (seen IN ('ge', 'gt') AND observed >= promised AND dimension <> 'rank' AND comparator NOT IN ('le', 'lt'))
),
judged AS (
    SELECT *,
           -- Doubles of different units differ in their last digits; 左右 leaves a twentieth.
           CASE WHEN comparator = 'approx' AND abs(above) < 0.05 THEN ['met', if(above < 0, 'missed', 'exceeded')]
                WHEN abs(above) < 1e-9 AND comparator IN ('gt', 'lt') AND seen = 'eq' THEN ['missed']
                WHEN above < -1e-9 THEN ['missed']
                -- 以上 promises no more than to get there.
                WHEN comparator IN ('ge', 'gt') THEN ['met']
                WHEN abs(above) < 1e-9 THEN if(seen = 'gt', ['met', 'exceeded'], ['met'])
                WHEN comparator IN ('eq', 'range', 'approx') THEN ['exceeded']
                -- A ceiling is kept below it, too.
                ELSE ['met', 'exceeded']
           END AS verdicts
    FROM placed
)
SELECT 'outcomes' AS resource, id AS record, 'verdict' AS "column", verdict AS value, comparator AS comparator,
       format('{:.15g}', promised) AS promised, format('{:.15g}', observed) AS observed,
       base AS unit, array_to_string(verdicts, ' / ') AS expected
FROM judged
WHERE NOT list_contains(verdicts, verdict)
ORDER BY ALL
