-- rule: share-out-of-range
-- zh: 占比 {value}% 不在 0 到 100 之间
-- en: a share of {value} % is not between 0 and 100
-- means_zh: 占比（单位 percent、`basis` 为 level）不在 0 到 100 之间。
-- means_en: A share in percent, at a level, is not between 0 and 100.
-- why_zh: 部分不会多于全部；多半是增速，或小数点错了。
-- why_en: A part is no more than the whole: mostly it is a growth rate, or the decimal point is wrong.
-- needs: targets, indicators, metrics
WITH figures AS (
    SELECT 'targets' AS resource, id, metric, unit, basis, value, value_high FROM targets
    UNION ALL SELECT 'indicators', id, metric, unit, basis, value, value_high FROM indicators
)
SELECT resource, figures.id AS record, 'value' AS "column", figures.value AS value
FROM figures
JOIN metrics ON metrics.id = figures.metric
WHERE metrics.nature = 'share' AND figures.unit = 'percent' AND basis = 'level'
  AND NOT (figures.value BETWEEN 0 AND 100 AND COALESCE(figures.value_high, 0) <= 100)
ORDER BY ALL
