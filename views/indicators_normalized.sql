-- One row per observed figure, with names and with the figure in the base unit. / 每项数据一行，含名称，并换算到基本单位。
-- needs: named_figures
-- shows: indicators
-- place: Region in which the figure belongs on a map: that of the row, else of its park, project or organisation. / 数字在地图上所属的地区：取本行的地区，否则取园区、项目或机构所在地区。
-- base_value: The figure in the base unit; the lower bound of a range. / 以基本单位计的数值；区间时为下限。
-- base_value_high: The upper bound in the base unit, only where comparator is range. / 以基本单位计的区间上限，仅当 comparator 为 range。
-- base_unit: Unit of the figures in the base unit, as CNY for 亿元. / 换算后数值的单位，如亿元换算为 CNY。
CREATE OR REPLACE VIEW indicators_normalized AS
SELECT i.id, i.policy, i.reported_by, i.region, n.region_zh, n.region_en, i.park, n.park_zh, n.park_en,
       i.organization, n.organization_zh, n.organization_en, i.project, n.project_zh, n.project_en, n.place, n.place_zh, n.place_en,
       i.metric, n.metric_zh, n.metric_en, i.topic, i.value_text, i.comparator, i.value, i.value_high, i.unit, n.unit_zh, n.unit_en,
       n.dimension, n.base_unit, n.base_value, n.base_value_high,
       i.basis, i.period_start, i.period_end, i.period_basis, i.scope_zh, i.scope_en
FROM indicators AS i
JOIN named_figures AS n ON n.dataset = 'indicators' AND n.id = i.id
ORDER BY i.id;
