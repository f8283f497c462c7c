-- One row per observed figure, with names and with the figure in the base unit. / 每项数据一行，含名称，并换算到基本单位。
-- shows: indicators
-- place: Region in which the figure belongs on a map: that of the row, else of its park, project or organisation. / 数字在地图上所属的地区：取本行的地区，否则取园区、项目或机构所在地区。
-- base_value: The figure in the base unit; the lower bound of a range. / 以基本单位计的数值；区间时为下限。
-- base_value_high: The upper bound in the base unit, only where comparator is range. / 以基本单位计的区间上限，仅当 comparator 为 range。
-- base_unit: Unit of the figures in the base unit, as CNY for 亿元. / 换算后数值的单位，如亿元换算为 CNY。
CREATE OR REPLACE VIEW indicators_normalized AS
SELECT f.id, f.policy, f.reported_by, f.region, r.name_zh AS region_zh, r.name_en AS region_en,
       f.park, k.name_zh AS park_zh, k.name_en AS park_en,
       f.organization, o.name_zh AS organization_zh, o.name_en AS organization_en,
       f.project, j.name_zh AS project_zh, j.name_en AS project_en,
       -- Where the figure belongs on a map; apart from region, so that a zone's figure is not its city's.
       COALESCE(f.region, k.region, j.region, o.region) AS place, l.name_zh AS place_zh, l.name_en AS place_en,
       f.metric, m.label_zh AS metric_zh, m.label_en AS metric_en, f.topic,
       f.value_text, f.comparator, f.value, f.value_high, f.unit, u.label_zh AS unit_zh, u.label_en AS unit_en,
       u.dimension, u.base AS base_unit,
       -- exact decimals: a double would turn 1.1 × 10⁸ into 110000000.00000001
       CAST(CAST(f.value AS DECIMAL(20, 6)) * CAST(u.factor AS DECIMAL(28, 10)) AS DOUBLE) AS base_value,
       CAST(CAST(f.value_high AS DECIMAL(20, 6)) * CAST(u.factor AS DECIMAL(28, 10)) AS DOUBLE) AS base_value_high,
       f.basis, f.period_start, f.period_end, f.period_basis, f.scope_zh, f.scope_en
FROM indicators AS f
LEFT JOIN regions AS r ON r.code = f.region
LEFT JOIN parks AS k ON k.id = f.park
LEFT JOIN organizations AS o ON o.id = f.organization
LEFT JOIN projects AS j ON j.id = f.project
LEFT JOIN regions AS l ON l.code = COALESCE(f.region, k.region, j.region, o.region)
JOIN metrics AS m ON m.id = f.metric
JOIN units AS u ON u.id = f.unit
ORDER BY f.id;
