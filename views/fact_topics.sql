-- One row per fact and topic: its own, and those that it inherits from its priority, measure, project or metric. / 每条事实与主题一行：自有的主题，以及从所属重点工作、措施、项目或指标继承的主题。
-- dataset: Dataset in which the fact stands. / 事实所在的数据集。
-- id: Id of its row there. / 该数据集中的编号。
-- topic: Topic of the fact. / 事实的主题。
-- inherited: Whether the fact has the topic only from what it belongs to. / 是否仅从所属的行继承而来。
CREATE OR REPLACE VIEW fact_topics AS
WITH own AS (
    SELECT 'regional_priorities' AS dataset, priority AS id, topic FROM priority_topics
    UNION ALL SELECT 'policy_measures', measure, topic FROM measure_topics
    UNION ALL SELECT 'targets', target, topic FROM target_topics
    UNION ALL SELECT 'indicators', indicator, topic FROM indicator_topics
    UNION ALL SELECT 'milestones', milestone, topic FROM milestone_topics
    UNION ALL SELECT 'projects', project, topic FROM project_topics
),
of_projects AS (
    SELECT id AS project, topic FROM own WHERE dataset = 'projects'
    UNION SELECT j.id, t.topic FROM projects AS j JOIN priority_topics AS t ON t.priority = j.priority
),
given AS (
    SELECT dataset, id, topic, FALSE AS inherited FROM own
    UNION ALL SELECT 'projects', project, topic, TRUE FROM of_projects
    UNION ALL SELECT 'targets', f.id, t.topic, TRUE FROM targets AS f JOIN priority_topics AS t ON t.priority = f.priority
    UNION ALL SELECT 'policy_terms', f.id, t.topic, TRUE FROM policy_terms AS f JOIN measure_topics AS t ON t.measure = f.measure
    UNION ALL SELECT 'targets', f.id, t.topic, TRUE FROM targets AS f JOIN of_projects AS t ON t.project = f.project
    UNION ALL SELECT 'indicators', f.id, t.topic, TRUE FROM indicators AS f JOIN of_projects AS t ON t.project = f.project
    UNION ALL SELECT 'milestones', f.id, t.topic, TRUE FROM milestones AS f JOIN of_projects AS t ON t.project = f.project
    UNION ALL SELECT 'recognitions', f.id, t.topic, TRUE FROM recognitions AS f JOIN of_projects AS t ON t.project = f.project
    UNION ALL SELECT 'targets', f.id, m.topic, TRUE FROM targets AS f JOIN metrics AS m ON m.id = f.metric
    UNION ALL SELECT 'indicators', f.id, m.topic, TRUE FROM indicators AS f JOIN metrics AS m ON m.id = f.metric
    UNION ALL SELECT 'policy_terms', f.id, m.topic, TRUE FROM policy_terms AS f JOIN metrics AS m ON m.id = f.metric
)
SELECT dataset, id, topic, bool_and(inherited) AS inherited
FROM given
WHERE topic IS NOT NULL
GROUP BY ALL
ORDER BY dataset, id, topic;
