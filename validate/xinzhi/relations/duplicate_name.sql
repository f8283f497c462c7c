-- rule: duplicate-name
-- zh: 名称“{value}”与“{other}”相同：是一个实体则合并，是两个则须区分
-- en: the name “{value}” is also that of “{other}”: merge them if they are one, tell them apart if they are two
-- needs: organizations, parks, projects
WITH named AS (
    SELECT 'organizations' AS resource, id, name_zh, NULL AS region FROM organizations
    UNION ALL SELECT 'parks', id, name_zh, NULL FROM parks
    UNION ALL SELECT 'projects', id, name_zh, region FROM projects
)
SELECT b.resource, b.id AS record, 'name_zh' AS "column", b.name_zh AS value, a.id AS other
FROM named AS a
JOIN named AS b ON a.resource = b.resource AND a.name_zh = b.name_zh AND a.region IS NOT DISTINCT FROM b.region AND a.id < b.id
ORDER BY ALL
