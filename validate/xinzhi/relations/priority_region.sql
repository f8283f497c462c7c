-- rule: priority-region
-- zh: 地区“{value}”不是所属重点工作的地区“{expected}”，也不在其中
-- en: the region “{value}” is not that of its priority, “{expected}”, nor lies in it
-- needs: targets, projects, regional_priorities, regions
WITH RECURSIVE within AS (
    SELECT code, code AS ancestor FROM regions
    UNION
    SELECT within.code, regions.parent
    FROM within
    JOIN regions ON regions.code = within.ancestor
    WHERE regions.parent IS NOT NULL AND regions.parent <> regions.code
)
, linked AS (
    SELECT 'targets' AS resource, id, region, priority FROM targets
    UNION ALL SELECT 'projects', id, region, priority FROM projects
)
SELECT linked.resource, linked.id AS record, 'region' AS "column", linked.region AS value, p.region AS expected
FROM linked
JOIN regional_priorities AS p ON p.id = linked.priority
ANTI JOIN within ON within.code = linked.region AND within.ancestor = p.region
WHERE linked.region IS NOT NULL
  -- a project may reach beyond its region, into an area that the region belongs to
  AND linked.region NOT IN (SELECT code FROM regions WHERE level IN ('area', 'country'))
ORDER BY ALL
