-- One row per figure of a target or an observation, ordered into series that can be compared: one subject, metric, topics, basis and base unit. / 目标与数据的每个数字一行，排成可比的序列：同一主体、指标、主题、口径与基本单位。
-- needs: named_figures, region_provinces, fact_about
-- series: Names the series; figures of different series cannot be compared. / 序列的名称；不同序列的数字不可比。
-- kind: promise or observation. / promise 为目标，observation 为实绩。
-- dataset: Dataset in which the figure stands. / 数字所在的数据集。
-- id: Id of its row there. / 该数据集中的编号。
-- year: Year in which its period ends; empty where no period is known. / 期间末日所在的年份；期间不明者为空。
-- region: Region that the figure is about; code in regions. / 数字所涉地区，regions 的代码。
-- park: Park that the figure is about. / 数字所涉园区。
-- cluster: Cluster that the figure is about. / 数字所涉集群。
-- organization: Organisation that the figure is about. / 数字所涉机构。
-- project: Project that the figure is about. / 数字所涉项目。
-- metric: What is measured. / 所量度的指标。
-- basis: Whether the figure is a level, an increase, a growth rate … / 水平值、增加量、增速等口径。
-- value_text: The figure as printed. / 原文数字。
-- comparator: How the figure binds. / 数字的约束方式。
-- period_start: First day of the period. / 期间首日（含）。
-- period_end: Last day of the period. / 期间末日（含）。
-- scope_zh: What the figure covers beyond its metric, in Chinese. / 指标之外的限定范围（中文）。
-- scope_en: What the figure covers beyond its metric, in English. / 指标之外的限定范围（英文）。
-- province: Province in which its region lies. / 所属地区所在的省级单位。
-- base_value: The figure in the base unit; the lower bound of a range. / 以基本单位计的数值；区间时为下限。
-- base_value_high: The upper bound in the base unit, only where comparator is range. / 以基本单位计的区间上限，仅当 comparator 为 range。
-- base_unit: Unit of the figures in the base unit, as CNY for 亿元. / 换算后数值的单位，如亿元换算为 CNY。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
CREATE OR REPLACE VIEW series AS
WITH own AS (
    SELECT 'targets' AS dataset, target AS id, string_agg(topic, '+' ORDER BY topic) AS topics FROM target_topics GROUP BY target
    UNION ALL SELECT 'indicators', indicator, string_agg(topic, '+' ORDER BY topic) FROM indicator_topics GROUP BY indicator
),
figures AS (
    SELECT 'promise' AS kind, 'targets' AS dataset, id, region, park, cluster, organization, project, metric, value_text, comparator,
           basis, period_start, period_end, scope_zh, scope_en
    FROM targets
    UNION ALL
    SELECT 'observation', 'indicators', id, region, park, cluster, organization, project, metric, value_text, comparator,
           basis, period_start, period_end, scope_zh, scope_en
    FROM indicators
)
SELECT concat_ws(' · ', f.region, f.park, f.cluster, f.organization, f.project, f.metric, own.topics, f.basis, n.base_unit) AS series,
       year(f.period_end) AS year, f.kind, f.dataset, f.id, f.region, n.region_zh, n.region_en, v.province, f.park, f.cluster,
       f.organization, f.project, f.metric, n.metric_zh, n.metric_en, f.basis, f.value_text, f.comparator,
       n.base_value, n.base_value_high, n.base_unit, f.period_start, f.period_end, f.scope_zh, f.scope_en,
       COALESCE(a.about, 'context') AS about
FROM figures AS f
JOIN named_figures AS n ON n.dataset = f.dataset AND n.id = f.id
LEFT JOIN own ON own.dataset = f.dataset AND own.id = f.id
LEFT JOIN region_provinces AS v ON v.region = n.place
LEFT JOIN fact_about AS a ON a.dataset = f.dataset AND a.id = f.id
ORDER BY series, f.period_end, f.kind, f.id;
