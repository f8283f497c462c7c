-- One row per target and observation of the same subject, metric, topics and basis, or per target where nothing was observed yet; same_period says whether the periods overlap. / 每项目标与同一主体、指标、主题、口径的数据成对一行，尚无数据的目标独占一行；same_period 表示期间是否重叠。
-- needs: targets_normalized, indicators_normalized
-- target: Id of the target. / 目标的编号。
-- indicator: Id of the observation; empty where there is none yet. / 数据的编号；尚无数据者为空。
-- same_period: Whether the two periods overlap; empty without an observation. / 两个期间是否重叠；尚无数据者为空。
CREATE OR REPLACE VIEW target_outcomes AS
WITH of_targets AS (SELECT target, list(topic ORDER BY topic) AS topics FROM target_topics GROUP BY target),
of_indicators AS (SELECT indicator, list(topic ORDER BY topic) AS topics FROM indicator_topics GROUP BY indicator)
SELECT t.id AS target, i.id AS indicator,
       t.region, t.region_zh, t.region_en, t.park, t.cluster, t.organization, t.project, t.metric, t.metric_zh, t.metric_en, t.about, t.topics, t.basis,
       t.value_text AS target_text, t.comparator, t.base_value AS target_value, t.base_value_high AS target_value_high,
       i.value_text AS observed_text, i.base_value AS observed_value, t.base_unit,
       t.period_start AS target_start, t.period_end AS target_end, i.period_start AS observed_start, i.period_end AS observed_end,
       CASE WHEN i.id IS NOT NULL
            THEN COALESCE(i.period_end >= COALESCE(t.period_start, t.period_end) AND COALESCE(i.period_start, i.period_end) <= t.period_end, FALSE)
       END AS same_period,
       t.scope_en AS target_scope_en, i.scope_en AS observed_scope_en
FROM targets_normalized AS t
LEFT JOIN of_targets AS a ON a.target = t.id
LEFT JOIN (indicators_normalized AS i LEFT JOIN of_indicators AS b ON b.indicator = i.id)
  ON i.metric = t.metric
 AND i.basis = t.basis
 AND i.base_unit = t.base_unit
 AND b.topics IS NOT DISTINCT FROM a.topics
 AND i.region IS NOT DISTINCT FROM t.region
 AND i.park IS NOT DISTINCT FROM t.park
 AND i.cluster IS NOT DISTINCT FROM t.cluster
 AND i.organization IS NOT DISTINCT FROM t.organization
 AND i.project IS NOT DISTINCT FROM t.project
ORDER BY t.id, i.id;
