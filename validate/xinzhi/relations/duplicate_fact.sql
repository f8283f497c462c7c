-- rule: duplicate-fact
-- zh: 与“{other}”说的是同一件事：只留一行，证据并到其下
-- en: it states the same fact as “{other}”: keep one row and give it the evidence of both
-- means_zh: 两行说的是同一件事：目标或数据的主体、指标、期间、范围与数值全同，或重点工作的地区、年份与中文概述全同。
-- means_en: Two rows state the same fact: targets or indicators agree in subject, metric, period, scope and value, or priorities in region, year and Chinese summary.
-- why_zh: 重复的事实会被数两次。一条事实一行，可以有多处证据。
-- why_en: What stands twice is counted twice. One fact is one row, with as many spans as there are.
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
