-- One row per figure inside a policy, with the policy, its newest state and the figure in the base unit. / 政策中的每个数字一行，含政策及其最新状态，并换算到基本单位。
-- needs: named_figures, fact_about, policy_overview
-- shows: policy_terms
-- topics: Its topics, inherited ones too. / 其主题，含继承的主题。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
-- base_value: The figure in the base unit; the lower bound of a range. / 以基本单位计的数值；区间时为下限。
-- base_value_high: The upper bound in the base unit, only where comparator is range. / 以基本单位计的区间上限，仅当 comparator 为 range。
-- base_unit: Unit of the figures in the base unit, as CNY for 亿元. / 换算后数值的单位，如亿元换算为 CNY。
CREATE OR REPLACE VIEW terms_normalized AS
SELECT t.id, t.policy, y.title_zh AS policy_zh, y.title_en AS policy_en, y.state, y.region, r.name_zh AS region_zh, r.name_en AS region_en,
       t.measure, t.kind, COALESCE(a.about, 'context') AS about, a.topics, t.metric, n.metric_zh, n.metric_en,
       t.value_text, t.comparator, t.value, t.value_high, t.unit, n.unit_zh, n.unit_en,
       n.dimension, n.base_unit, n.base_value, n.base_value_high,
       t.part_of, t.period_start, t.period_end, t.scope_zh, t.scope_en
FROM policy_terms AS t
JOIN policy_overview AS y ON y.id = t.policy
JOIN regions AS r ON r.code = y.region
JOIN named_figures AS n ON n.dataset = 'policy_terms' AND n.id = t.id
LEFT JOIN fact_about AS a ON a.dataset = 'policy_terms' AND a.id = t.id
ORDER BY t.policy, t.id;
