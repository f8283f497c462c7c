-- rule: orphaned-entity
-- zh: “{record}”除证据外没有任何一行提到它：应加上关联，或删去此行
-- en: no row but its evidence mentions “{record}”: link it to what it takes part in, or remove it
-- means_zh: 机构、园区、集群或政策除证据外没有任何一行提到它。
-- means_en: No row but its evidence mentions an organisation, park, cluster or policy.
-- why_zh: 只有名字的实体不说明任何事；多半是漏了关联。
-- why_en: An entity with nothing but a name tells nothing; mostly a link was forgotten.
-- needs: measure_organizations, policy_organizations, milestone_organizations, measure_parks, measure_policies, park_roster, priority_organizations, project_organizations, event_organizations, recognitions, recognition_organizations, recognition_parks, recognition_clusters, recognition_policies, milestones, targets, indicators, policies, organizations, parks, projects, priority_parks, priority_clusters, clusters, priority_policies, regional_priorities, policy_terms, policy_measures
WITH used AS (
    SELECT 'organizations' AS resource, organization AS id FROM park_roster
    UNION SELECT 'organizations', organization FROM priority_organizations
    UNION SELECT 'organizations', organization FROM project_organizations
    UNION SELECT 'organizations', organization FROM event_organizations
    UNION SELECT 'organizations', organization FROM recognition_organizations
    UNION SELECT 'organizations', awarded_by FROM recognitions
    UNION SELECT 'organizations', organization FROM milestones
    UNION SELECT 'organizations', organization FROM targets
    UNION SELECT 'organizations', set_by FROM targets
    UNION SELECT 'organizations', organization FROM indicators
    UNION SELECT 'organizations', reported_by FROM indicators
    UNION SELECT 'organizations', issuer FROM policies
    UNION SELECT 'organizations', parent FROM organizations
    UNION SELECT 'organizations', organization FROM measure_organizations
    UNION SELECT 'organizations', organization FROM policy_organizations
    UNION SELECT 'organizations', organization FROM milestone_organizations
    UNION SELECT 'parks', park FROM measure_parks
    UNION SELECT 'policies', policy FROM measure_policies
    UNION SELECT 'policies', policy FROM indicators
    UNION SELECT 'policies', policy FROM milestones
    UNION SELECT 'parks', park FROM park_roster
    UNION SELECT 'parks', park FROM priority_parks
    UNION SELECT 'parks', park FROM targets
    UNION SELECT 'parks', park FROM indicators
    UNION SELECT 'parks', park FROM projects
    UNION SELECT 'parks', park FROM recognition_parks
    UNION SELECT 'parks', park FROM milestones
    UNION SELECT 'parks', parent FROM parks
    UNION SELECT 'clusters', cluster FROM priority_clusters
    UNION SELECT 'clusters', cluster FROM targets
    UNION SELECT 'clusters', cluster FROM indicators
    UNION SELECT 'clusters', cluster FROM milestones
    UNION SELECT 'clusters', cluster FROM recognition_clusters
    UNION SELECT 'policies', policy FROM recognition_policies
    UNION SELECT 'policies', policy FROM priority_policies
    UNION SELECT 'policies', policy FROM regional_priorities
    UNION SELECT 'policies', policy FROM targets
    UNION SELECT 'policies', policy FROM policy_terms
    UNION SELECT 'policies', policy FROM policy_measures
    UNION SELECT 'policies', policy FROM projects
    UNION SELECT 'policies', parent FROM policies
)
SELECT f.dataset AS resource, f.record
FROM facts AS f
ANTI JOIN used ON used.resource = f.dataset AND used.id = f.record
WHERE f.dataset IN ('organizations', 'parks', 'clusters', 'policies')
ORDER BY ALL
