-- One row per observed figure, with names and with the figure in the base unit. / 每项数据一行，含名称，并换算到基本单位。
-- needs: named_figures, fact_about, region_provinces
-- shows: indicators
-- place: Region in which the figure belongs on a map: that of the row, else of its park, cluster, project or organisation. / 数字在地图上所属的地区：取本行的地区，否则取园区、集群、项目或机构所在地区。
-- province: Province in which that region lies. / 该地区所在的省级单位。
-- topics: Its topics, inherited ones too. / 其主题，含继承的主题。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
-- base_value: The figure in the base unit; the lower bound of a range. / 以基本单位计的数值；区间时为下限。
-- base_value_high: The upper bound in the base unit, only where comparator is range. / 以基本单位计的区间上限，仅当 comparator 为 range。
-- base_unit: Unit of the figures in the base unit, as CNY for 亿元. / 换算后数值的单位，如亿元换算为 CNY。
CREATE OR REPLACE VIEW indicators_normalized AS
SELECT i.id, i.policy, i.reported_by, i.region, n.region_zh, n.region_en, i.park, n.park_zh, n.park_en, i.cluster, n.cluster_zh, n.cluster_en,
       i.organization, n.organization_zh, n.organization_en, i.project, n.project_zh, n.project_en, n.place, n.place_zh, n.place_en, v.province,
       i.metric, n.metric_zh, n.metric_en, COALESCE(a.about, 'context') AS about, a.topics, i.value_text, i.comparator, i.value, i.value_high, i.unit, n.unit_zh, n.unit_en,
       n.dimension, n.base_unit, n.base_value, n.base_value_high,
       i.basis, i.period_start, i.period_end, i.period_basis, i.scope_zh, i.scope_en
FROM indicators AS i
JOIN named_figures AS n ON n.dataset = 'indicators' AND n.id = i.id
LEFT JOIN fact_about AS a ON a.dataset = 'indicators' AND a.id = i.id
LEFT JOIN region_provinces AS v ON v.region = n.place
ORDER BY i.id;
