-- rule: parent-cycle
-- zh: “{record}”的上级链条成环：{chain}
-- en: the chain of parents of “{record}” runs in a circle: {chain}
-- means_zh: 上级链条成环：沿主题、机构、园区、政策或重点工作的上级逐级而上，会回到自己。
-- means_en: The parents of a topic, organisation, park, policy or priority lead back to itself.
-- why_zh: 沿上级逐级汇总的查询到不了顶层。
-- why_en: Queries that climb from parent to parent never reach the top.
-- needs: topics, organizations, parks, policies, regional_priorities
WITH RECURSIVE parents AS (
    SELECT 'topics' AS resource, id, broader AS parent, 'broader' AS "column" FROM topics
    UNION ALL SELECT 'organizations', id, parent, 'parent' FROM organizations
    UNION ALL SELECT 'parks', id, parent, 'parent' FROM parks
    UNION ALL SELECT 'policies', id, parent, 'parent' FROM policies
    UNION ALL SELECT 'regional_priorities', id, parent, 'parent' FROM regional_priorities
    -- Regions cannot run in a circle: the rule region-parent asks for a parent of a higher level.
),
-- A row that is its own parent is the rule own-parent's business.
steps AS (
    SELECT resource, id AS record, parent AS reached, "column", [id, parent] AS path
    FROM parents WHERE parent IS NOT NULL AND parent <> id
    UNION ALL
    SELECT steps.resource, record, parents.parent, steps."column", list_append(path, parents.parent)
    FROM steps
    JOIN parents ON parents.resource = steps.resource AND parents.id = steps.reached
    WHERE parents.parent IS NOT NULL AND parents.parent <> parents.id AND steps.reached <> record AND len(path) < 50
)
-- One finding per circle: at its first member.
SELECT resource, record, "column", path[2] AS value, array_to_string(path, ' → ') AS chain
FROM steps
WHERE reached = record AND record = list_min(path)
ORDER BY ALL
