-- One row per fact and topic: its own, those of its metric and of its project; where it has none of these, those of its priority or measure. / 每条事实与主题一行：自有的主题、指标和项目的主题；都没有时，取所属重点工作或措施的主题。
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
-- A sentence lists projects and figures of many subjects: what has topics of its own has none of its neighbours'.
of_metrics AS (
    SELECT 'targets' AS dataset, f.id, m.topic FROM targets AS f JOIN metrics AS m ON m.id = f.metric WHERE m.topic IS NOT NULL
    UNION ALL SELECT 'indicators', f.id, m.topic FROM indicators AS f JOIN metrics AS m ON m.id = f.metric WHERE m.topic IS NOT NULL
    UNION ALL SELECT 'policy_terms', f.id, m.topic FROM policy_terms AS f JOIN metrics AS m ON m.id = f.metric WHERE m.topic IS NOT NULL
),
of_projects AS (
    SELECT id AS project, topic FROM own WHERE dataset = 'projects'
    UNION
    SELECT j.id, t.topic FROM projects AS j JOIN priority_topics AS t ON t.priority = j.priority
    WHERE j.id NOT IN (SELECT id FROM own WHERE dataset = 'projects')
),
near AS (
    SELECT dataset, id, topic, FALSE AS inherited FROM own
    UNION ALL SELECT dataset, id, topic, TRUE FROM of_metrics
    UNION ALL SELECT 'projects', project, topic, TRUE FROM of_projects
    UNION ALL SELECT 'targets', f.id, t.topic, TRUE FROM targets AS f JOIN of_projects AS t ON t.project = f.project
    UNION ALL SELECT 'indicators', f.id, t.topic, TRUE FROM indicators AS f JOIN of_projects AS t ON t.project = f.project
    UNION ALL SELECT 'milestones', f.id, t.topic, TRUE FROM milestones AS f JOIN of_projects AS t ON t.project = f.project
    UNION ALL SELECT 'recognitions', f.recognition, t.topic, TRUE FROM recognition_projects AS f JOIN of_projects AS t ON t.project = f.project
),
around AS (
    SELECT 'targets' AS dataset, f.id, t.topic FROM targets AS f JOIN priority_topics AS t ON t.priority = f.priority
    UNION ALL SELECT 'policy_terms', f.id, t.topic FROM policy_terms AS f JOIN measure_topics AS t ON t.measure = f.measure
),
given AS (
    SELECT dataset, id, topic, inherited FROM near
    UNION ALL SELECT dataset, id, topic, TRUE FROM around WHERE (dataset, id) NOT IN (SELECT (dataset, id) FROM near)
)
SELECT dataset, id, topic, bool_and(inherited) AS inherited
FROM given
GROUP BY ALL
ORDER BY dataset, id, topic;
