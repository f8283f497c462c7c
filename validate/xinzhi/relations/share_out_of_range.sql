-- rule: share-out-of-range
-- zh: 占比 {value}% 不在 0 到 100 之间
-- en: a share of {value} % is not between 0 and 100
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
