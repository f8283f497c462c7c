-- needs: targets, regional_priorities, projects
-- The year in which each target, priority and project was promised; empty where nothing tells it.
SELECT 'regional_priorities' AS dataset, id AS record, year FROM regional_priorities
UNION ALL
SELECT 'targets', t.id, COALESCE(p.year, year(COALESCE(t.period_start, t.period_end)))
FROM targets AS t LEFT JOIN regional_priorities AS p ON p.id = t.priority
UNION ALL
SELECT 'projects', j.id, COALESCE(p.year, TRY_CAST(left(j.stage_as_of, 4) AS BIGINT))
FROM projects AS j LEFT JOIN regional_priorities AS p ON p.id = j.priority
