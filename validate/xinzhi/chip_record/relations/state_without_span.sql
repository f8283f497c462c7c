-- rule: state-without-span
-- zh: “{record}”所说的来源“{value}”中没有{owner}“{of}”的证据
-- en: the source “{value}” holds no evidence of the {owner} “{of}” whose state it is said to tell
-- means_zh: policy_states 或 project_stages 的一行所举的来源中，没有该政策或项目的任何证据。
-- means_en: A row of policy_states or project_stages names a source that holds no span of the policy or project.
-- why_zh: 状态由来源所说；来源中没有一处提到它，多半是填错了来源。
-- why_en: A state is what a source says of something. Where no span of it stands there, the source is most often another.
-- needs: policy_states, project_stages, evidence
WITH told AS (
    SELECT 'policy_states' AS resource, 'policy' AS owner, 'policies' AS dataset, policy AS of, source FROM policy_states
    UNION ALL SELECT 'project_stages', 'project', 'projects', project, source FROM project_stages
)
SELECT t.resource, concat_ws('/', t.of, t.source) AS record, 'source' AS "column", t.source AS value, t.owner, t.of
FROM told AS t
ANTI JOIN evidence AS e ON e.dataset = t.dataset AND e.record = t.of AND e.source = t.source
ORDER BY ALL
