-- rule: duplicate-name
-- zh: 名称“{value}”与“{other}”相同：是一个实体则合并，是两个则须区分
-- en: the name “{value}” is also that of “{other}”: merge them if they are one, tell them apart if they are two
-- means_zh: 两个机构、两个园区、同一地区的两个集群，或同一地区的两个项目，中文名称相同。
-- means_en: Two organisations, two parks, two clusters of a region, or two projects of a region have the same Chinese name.
-- why_zh: 若是一个实体，其数据被分成了两份；若是两个，须在名称上区分。
-- why_en: If they are one, its data is split in two; if they are two, their names have to tell them apart.
-- needs: organizations, parks, clusters, projects
WITH named AS (
    SELECT 'organizations' AS resource, id, name_zh, NULL AS region FROM organizations
    UNION ALL SELECT 'parks', id, name_zh, NULL FROM parks
    UNION ALL SELECT 'projects', id, name_zh, region FROM projects
    UNION ALL SELECT 'clusters', id, name_zh, region FROM clusters
)
SELECT b.resource, b.id AS record, 'name_zh' AS "column", b.name_zh AS value, a.id AS other
FROM named AS a
JOIN named AS b ON a.resource = b.resource AND a.name_zh = b.name_zh AND a.region IS NOT DISTINCT FROM b.region AND a.id < b.id
ORDER BY ALL
