-- One row per target, with names and with its figure in the base unit (亿元 → CNY). / 每项目标一行，含名称，并换算到基本单位。
-- needs: named_figures, fact_about, region_provinces
-- shows: targets
-- place: Region in which the figure belongs on a map: that of the row, else of its park, cluster, project or organisation. / 数字在地图上所属的地区：取本行的地区，否则取园区、集群、项目或机构所在地区。
-- province: Province in which that region lies. / 该地区所在的省级单位。
-- topics: Its topics, inherited ones too. / 其主题，含继承的主题。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
-- base_value: The figure in the base unit; the lower bound of a range. / 以基本单位计的数值；区间时为下限。
-- base_value_high: The upper bound in the base unit, only where comparator is range. / 以基本单位计的区间上限，仅当 comparator 为 range。
-- base_unit: Unit of the figures in the base unit, as CNY for 亿元. / 换算后数值的单位，如亿元换算为 CNY。
CREATE OR REPLACE VIEW targets_normalized AS
SELECT t.id, t.kind, t.priority, t.policy, t.set_by, t.region, n.region_zh, n.region_en, t.park, n.park_zh, n.park_en, t.cluster, n.cluster_zh, n.cluster_en,
       t.organization, n.organization_zh, n.organization_en, t.project, n.project_zh, n.project_en, n.place, n.place_zh, n.place_en, v.province,
       t.metric, n.metric_zh, n.metric_en, COALESCE(a.about, 'context') AS about, a.topics, t.value_text, t.comparator, t.value, t.value_high, t.unit, n.unit_zh, n.unit_en,
       n.dimension, n.base_unit, n.base_value, n.base_value_high,
       t.basis, t.period_start, t.period_end, t.period_basis, t.scope_zh, t.scope_en
FROM targets AS t
JOIN named_figures AS n ON n.dataset = 'targets' AND n.id = t.id
LEFT JOIN fact_about AS a ON a.dataset = 'targets' AND a.id = t.id
LEFT JOIN region_provinces AS v ON v.region = n.place
ORDER BY t.id;
