-- One row per figure of a target, an observation or a policy, with the names of what it is about and in the base unit (亿元 → CNY). / 目标、数据与政策中的每个数字一行，含所涉主体的名称，并换算到基本单位。
-- dataset: Dataset in which the figure stands: targets, indicators or policy_terms. / 数字所在的数据集：targets、indicators 或 policy_terms。
-- id: Id of its row there. / 该数据集中的编号。
-- place: Region in which the figure belongs on a map: that of the row, else of its park, cluster, project or organisation. / 数字在地图上所属的地区：取本行的地区，否则取园区、集群、项目或机构所在地区。
-- base_value: The figure in the base unit; the lower bound of a range. / 以基本单位计的数值；区间时为下限。
-- base_value_high: The upper bound in the base unit, only where comparator is range. / 以基本单位计的区间上限，仅当 comparator 为 range。
-- base_unit: Unit of the figures in the base unit, as CNY for 亿元. / 换算后数值的单位，如亿元换算为 CNY。
CREATE OR REPLACE VIEW named_figures AS
WITH figures AS (
    SELECT 'targets' AS dataset, id, region, park, cluster, organization, project, metric, unit, value, value_high FROM targets
    UNION ALL SELECT 'indicators', id, region, park, cluster, organization, project, metric, unit, value, value_high FROM indicators
    UNION ALL SELECT 'policy_terms', id, NULL, NULL, NULL, NULL, NULL, metric, unit, value, value_high FROM policy_terms
)
SELECT f.dataset, f.id, r.name_zh AS region_zh, r.name_en AS region_en, k.name_zh AS park_zh, k.name_en AS park_en,
       c.name_zh AS cluster_zh, c.name_en AS cluster_en,
       o.name_zh AS organization_zh, o.name_en AS organization_en, j.name_zh AS project_zh, j.name_en AS project_en,
       -- Where the figure belongs on a map; apart from region, so that a zone's figure is not its city's.
       COALESCE(f.region, k.region, c.region, j.region, o.region) AS place, l.name_zh AS place_zh, l.name_en AS place_en,
       m.label_zh AS metric_zh, m.label_en AS metric_en, u.label_zh AS unit_zh, u.label_en AS unit_en, u.dimension, u.base AS base_unit,
       -- exact decimals: a double would turn 1.1 × 10⁸ into 110000000.00000001
       CAST(CAST(f.value AS DECIMAL(20, 6)) * CAST(u.factor AS DECIMAL(28, 10)) AS DOUBLE) AS base_value,
       CAST(CAST(f.value_high AS DECIMAL(20, 6)) * CAST(u.factor AS DECIMAL(28, 10)) AS DOUBLE) AS base_value_high
FROM figures AS f
LEFT JOIN regions AS r ON r.code = f.region
LEFT JOIN parks AS k ON k.id = f.park
LEFT JOIN clusters AS c ON c.id = f.cluster
LEFT JOIN organizations AS o ON o.id = f.organization
LEFT JOIN projects AS j ON j.id = f.project
LEFT JOIN regions AS l ON l.code = COALESCE(f.region, k.region, c.region, j.region, o.region)
LEFT JOIN metrics AS m ON m.id = f.metric
JOIN units AS u ON u.id = f.unit
ORDER BY f.dataset, f.id;
