-- rule: unit-dimension
-- zh: 单位“{value}”（{found}）与指标“{metric}”（{expected}）的量纲不符
-- en: the unit “{value}” ({found}) does not fit the metric “{metric}” ({expected})
-- means_zh: 数的单位与指标的量纲不符。`basis` 为 yoy、annual-growth、increase、difference、multiple、growth-multiple 时，也可用比率、百分点或倍数。
-- means_en: The unit of a figure does not fit the dimension of its metric. With the `basis` yoy, annual-growth, increase, difference, multiple or growth-multiple, ratios, percentage points and multiples fit too.
-- why_zh: 营业收入不以家计：不是单位填错，就是指标选错。
-- why_en: Revenue is not counted in enterprises: the unit or the metric is wrong.
-- needs: targets, indicators, policy_terms, metrics, units
WITH figures AS (
    SELECT 'targets' AS resource, id, metric, unit, basis FROM targets
    UNION ALL SELECT 'indicators', id, metric, unit, basis FROM indicators
    UNION ALL SELECT 'policy_terms', id, metric, unit, 'level' FROM policy_terms
)
SELECT resource, figures.id AS record, 'unit' AS "column", figures.unit AS value, metrics.id AS metric,
       units.dimension AS found, metrics.dimension AS expected
FROM figures
JOIN metrics ON metrics.id = figures.metric
JOIN units ON units.id = figures.unit
WHERE units.dimension <> metrics.dimension
  -- growth and change may be told as a ratio, a difference of ratios or a multiple
  AND NOT (basis IN ('yoy', 'annual-growth', 'increase', 'difference', 'multiple', 'growth-multiple') AND units.dimension IN ('ratio', 'difference', 'multiple'))
ORDER BY ALL
