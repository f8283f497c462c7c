-- One row per figure inside a policy, with the policy and its status and the figure in the base unit. / 政策中的每个数字一行，含政策及其状态，并换算到基本单位。
-- shows: policy_terms
-- base_value: The figure in the base unit; the lower bound of a range. / 以基本单位计的数值；区间时为下限。
-- base_value_high: The upper bound in the base unit, only where comparator is range. / 以基本单位计的区间上限，仅当 comparator 为 range。
-- base_unit: Unit of the figures in the base unit, as CNY for 亿元. / 换算后数值的单位，如亿元换算为 CNY。
CREATE OR REPLACE VIEW terms_normalized AS
SELECT t.id, t.policy, y.title_zh AS policy_zh, y.title_en AS policy_en, y.status, y.region, r.name_zh AS region_zh, r.name_en AS region_en,
       t.measure, t.kind, t.metric, m.label_zh AS metric_zh, m.label_en AS metric_en,
       t.value_text, t.comparator, t.value, t.value_high, t.unit, u.label_zh AS unit_zh, u.label_en AS unit_en,
       u.dimension, u.base AS base_unit,
       CAST(CAST(t.value AS DECIMAL(20, 6)) * CAST(u.factor AS DECIMAL(28, 10)) AS DOUBLE) AS base_value,
       CAST(CAST(t.value_high AS DECIMAL(20, 6)) * CAST(u.factor AS DECIMAL(28, 10)) AS DOUBLE) AS base_value_high,
       t.part_of, t.period_start, t.period_end, t.scope_zh, t.scope_en
FROM policy_terms AS t
JOIN policies AS y ON y.id = t.policy
JOIN regions AS r ON r.code = y.region
LEFT JOIN metrics AS m ON m.id = t.metric
JOIN units AS u ON u.id = t.unit
ORDER BY t.policy, t.id;
