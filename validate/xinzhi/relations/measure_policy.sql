-- rule: measure-policy
-- zh: 措施“{value}”属于另一项政策“{expected}”
-- en: the measure “{value}” belongs to another policy, “{expected}”
-- needs: policy_terms, policy_measures
SELECT 'policy_terms' AS resource, t.id AS record, 'measure' AS "column", t.measure AS value, m.policy AS expected
FROM policy_terms AS t
JOIN policy_measures AS m ON m.id = t.measure
WHERE m.policy <> t.policy
ORDER BY ALL
