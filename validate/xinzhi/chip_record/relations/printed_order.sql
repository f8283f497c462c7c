-- rule: printed-order
-- zh: 次序 {value} 不合：“{owner}”所并列的名称须自 1 起连续，且一并填写
-- en: the place {value} does not fit: those that “{owner}” lists run from 1 without gaps, and all of them have one
-- means_zh: 一行所并列的名称，其 `sequence` 未自 1 起连续，或只有一部分填写。
-- means_en: Of the names that one row lists, `sequence` does not run from 1 without gaps, or only some have one.
-- why_zh: 次序是原文的次序；有缺口，多为漏了一个名称。
-- why_en: It is the order of the document; a gap mostly means that a name is missing.
-- unfixed_zh: 次序须照原文
-- unfixed_en: the order is the document's
-- needs: event_organizations, measure_organizations, measure_parks, measure_policies, milestone_organizations, policy_organizations, priority_clusters, priority_organizations, priority_parks, priority_policies, priority_regions, project_organizations, recognition_clusters, recognition_organizations, recognition_parks, recognition_policies, recognition_projects, recognition_regions
WITH listed AS (
    SELECT 'event_organizations' AS resource, event || '/' || organization || '/' || role AS record, event AS owner, sequence, organization AS named FROM event_organizations
    UNION ALL SELECT 'measure_organizations' AS resource, measure || '/' || organization || '/' || role AS record, measure AS owner, sequence, organization AS named FROM measure_organizations
    UNION ALL SELECT 'measure_parks' AS resource, measure || '/' || park AS record, measure AS owner, sequence, park AS named FROM measure_parks
    UNION ALL SELECT 'measure_policies' AS resource, measure || '/' || policy AS record, measure AS owner, sequence, policy AS named FROM measure_policies
    UNION ALL SELECT 'milestone_organizations' AS resource, milestone || '/' || organization || '/' || role AS record, milestone AS owner, sequence, organization AS named FROM milestone_organizations
    UNION ALL SELECT 'policy_organizations' AS resource, policy || '/' || organization || '/' || role AS record, policy AS owner, sequence, organization AS named FROM policy_organizations
    UNION ALL SELECT 'priority_clusters' AS resource, priority || '/' || cluster AS record, priority AS owner, sequence, cluster AS named FROM priority_clusters
    UNION ALL SELECT 'priority_organizations' AS resource, priority || '/' || organization || '/' || role AS record, priority AS owner, sequence, organization AS named FROM priority_organizations
    UNION ALL SELECT 'priority_parks' AS resource, priority || '/' || park AS record, priority AS owner, sequence, park AS named FROM priority_parks
    UNION ALL SELECT 'priority_policies' AS resource, priority || '/' || policy AS record, priority AS owner, sequence, policy AS named FROM priority_policies
    UNION ALL SELECT 'priority_regions' AS resource, priority || '/' || region AS record, priority AS owner, sequence, region AS named FROM priority_regions
    UNION ALL SELECT 'project_organizations' AS resource, project || '/' || organization || '/' || role AS record, project AS owner, sequence, organization AS named FROM project_organizations
    UNION ALL SELECT 'recognition_clusters' AS resource, recognition || '/' || cluster AS record, recognition AS owner, sequence, cluster AS named FROM recognition_clusters
    UNION ALL SELECT 'recognition_organizations' AS resource, recognition || '/' || organization || '/' || role AS record, recognition AS owner, sequence, organization AS named FROM recognition_organizations
    UNION ALL SELECT 'recognition_parks' AS resource, recognition || '/' || park || '/' || role AS record, recognition AS owner, sequence, park AS named FROM recognition_parks
    UNION ALL SELECT 'recognition_policies' AS resource, recognition || '/' || policy AS record, recognition AS owner, sequence, policy AS named FROM recognition_policies
    UNION ALL SELECT 'recognition_projects' AS resource, recognition || '/' || project AS record, recognition AS owner, sequence, project AS named FROM recognition_projects
    UNION ALL SELECT 'recognition_regions' AS resource, recognition || '/' || region AS record, recognition AS owner, sequence, region AS named FROM recognition_regions
),
-- One name may stand in two roles.
numbered AS (
    SELECT *, dense_rank() OVER (PARTITION BY resource, owner ORDER BY sequence NULLS LAST, named) AS expected,
           count(sequence) OVER (PARTITION BY resource, owner) AS filled
    FROM listed
)
SELECT resource, record, 'sequence' AS "column", sequence AS value, owner
FROM numbered
WHERE filled > 0 AND sequence IS DISTINCT FROM expected
QUALIFY row_number() OVER (PARTITION BY resource, owner ORDER BY expected, record) = 1
ORDER BY ALL
