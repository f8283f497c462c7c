-- rule: priority-region
-- zh: 地区“{value}”不是所属重点工作的地区“{expected}”，也不在其中
-- en: the region “{value}” is not that of its priority, “{expected}”, nor lies in it
-- means_zh: 目标或项目的地区不是所属重点工作的地区，也不在其中。国家与跨区域范围不检查。
-- means_en: The region of a target or project is not that of its priority, nor inside it. The country and areas are not checked.
-- why_zh: 一地的承诺落在另一地：不是地区填错，就是关联错了。
-- why_en: A commitment of one place would fall to another: the region or the link is wrong.
-- needs: targets, projects, regional_priorities, regions, region_lineage
WITH linked AS (
    SELECT 'targets' AS resource, id, region, priority FROM targets
    UNION ALL SELECT 'projects', id, region, priority FROM projects
)
SELECT linked.resource, linked.id AS record, 'region' AS "column", linked.region AS value, p.region AS expected
FROM linked
JOIN regional_priorities AS p ON p.id = linked.priority
ANTI JOIN region_lineage AS l ON l.region = linked.region AND l.ancestor = p.region
WHERE linked.region IS NOT NULL
  -- a project may reach beyond its region, into an area that the region belongs to
  AND linked.region NOT IN (SELECT code FROM regions WHERE level IN ('area', 'country'))
ORDER BY ALL
