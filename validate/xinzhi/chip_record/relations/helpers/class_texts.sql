-- needs: regional_priorities, priority_policies, priority_clusters, policies, clusters, policy_measures, projects, parks, organizations, metrics, targets, indicators, milestones, milestone_organizations
-- The words that tell a topic: those of the row, and those of what it inherits from or is about.
WITH RECURSIVE chain AS (
    SELECT id, id AS above FROM regional_priorities
    UNION  -- not ALL: parents in a circle are the rule parent-cycle's business
    SELECT c.id, p.parent FROM chain AS c JOIN regional_priorities AS p ON p.id = c.above WHERE p.parent IS NOT NULL
), words AS (
    SELECT p.id, p.summary_zh AS words FROM regional_priorities AS p
    UNION ALL SELECT p.id, o.title_zh FROM regional_priorities AS p JOIN policies AS o ON o.id = p.policy
    UNION ALL SELECT l.priority, o.title_zh FROM priority_policies AS l JOIN policies AS o ON o.id = l.policy
    UNION ALL SELECT l.priority, c.name_zh FROM priority_clusters AS l JOIN clusters AS c ON c.id = l.cluster
), of_priorities AS (
    SELECT c.id, string_agg(w.words, ' ') AS words FROM chain AS c JOIN words AS w ON w.id = c.above GROUP BY c.id
), figures AS (
    SELECT 'targets' AS resource, id, metric, scope_zh, priority, policy, project, organization, park, cluster FROM targets
    UNION ALL
    SELECT 'indicators', id, metric, scope_zh, NULL, policy, project, organization, park, cluster FROM indicators
), partners AS (
    SELECT l.milestone, string_agg(o.name_zh, ' ') AS names
    FROM milestone_organizations AS l JOIN organizations AS o ON o.id = l.organization
    GROUP BY l.milestone
)
SELECT 'regional_priorities' AS resource, id AS record, lower(words) AS words FROM of_priorities
UNION ALL
SELECT 'policy_measures', m.id, lower(concat_ws(' ', m.summary_zh, m.theme_zh, o.title_zh))
FROM policy_measures AS m LEFT JOIN policies AS o ON o.id = m.policy
UNION ALL
SELECT 'projects', r.id, lower(concat_ws(' ', r.name_zh, k.name_zh, p.words))
FROM projects AS r LEFT JOIN parks AS k ON k.id = r.park LEFT JOIN of_priorities AS p ON p.id = r.priority
UNION ALL
SELECT f.resource, f.id, lower(concat_ws(' ', f.scope_zh, m.label_zh, m.definition_zh, p.words, o.title_zh, r.name_zh, g.name_zh, k.name_zh, c.name_zh))
FROM figures AS f
LEFT JOIN metrics AS m ON m.id = f.metric
LEFT JOIN of_priorities AS p ON p.id = f.priority
LEFT JOIN policies AS o ON o.id = f.policy
LEFT JOIN projects AS r ON r.id = f.project
LEFT JOIN organizations AS g ON g.id = f.organization
LEFT JOIN parks AS k ON k.id = f.park
LEFT JOIN clusters AS c ON c.id = f.cluster
UNION ALL
SELECT 'milestones', s.id, lower(concat_ws(' ', s.summary_zh, s.technology_zh, o.title_zh, r.name_zh, g.name_zh, k.name_zh, c.name_zh, t.names))
FROM milestones AS s
LEFT JOIN policies AS o ON o.id = s.policy
LEFT JOIN projects AS r ON r.id = s.project
LEFT JOIN organizations AS g ON g.id = s.organization
LEFT JOIN parks AS k ON k.id = s.park
LEFT JOIN clusters AS c ON c.id = s.cluster
LEFT JOIN partners AS t ON t.milestone = s.id
UNION ALL
SELECT 'metrics', id, lower(concat_ws(' ', label_zh, definition_zh)) FROM metrics
