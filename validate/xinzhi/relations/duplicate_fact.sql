-- rule: duplicate-fact
-- zh: 与“{other}”说的是同一件事：主体、指标、期间、范围与数值都相同
-- en: it states the same fact as “{other}”: subject, metric, period, scope and value are the same
-- needs: targets, indicators, regional_priorities
WITH figures AS (
    SELECT 'targets' AS resource, id,
           concat_ws('|', kind, region, park, organization, project, metric, topic, comparator, value, value_high, unit, basis,
                     period_start, period_end, scope_zh, priority, policy) AS fact
    FROM targets
    UNION ALL
    SELECT 'indicators', id,
           concat_ws('|', region, park, organization, project, metric, topic, comparator, value, value_high, unit, basis,
                     period_start, period_end, scope_zh)
    FROM indicators
    UNION ALL
    SELECT 'regional_priorities', id, concat_ws('|', region, year, summary_zh) FROM regional_priorities
)
SELECT resource, id AS record, first_value(id) OVER same AS other
FROM figures
WINDOW same AS (PARTITION BY resource, fact ORDER BY id)
QUALIFY row_number() OVER same > 1
ORDER BY ALL
