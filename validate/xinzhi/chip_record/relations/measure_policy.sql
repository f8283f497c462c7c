-- rule: measure-policy
-- zh: 措施“{value}”属于另一项政策“{expected}”
-- en: the measure “{value}” belongs to another policy, “{expected}”
-- means_zh: 条款的 `measure` 属于另一项政策，而不是条款的 `policy`。
-- means_en: The `measure` of a term belongs to a policy other than the term's `policy`.
-- why_zh: 两列说的是同一处出处，矛盾时不知道金额归哪项政策。
-- why_en: Both columns tell where the figure stands; if they disagree, nobody knows whose money it is.
-- needs: policy_terms, policy_measures
SELECT 'policy_terms' AS resource, t.id AS record, 'measure' AS "column", t.measure AS value, m.policy AS expected
FROM policy_terms AS t
JOIN policy_measures AS m ON m.id = t.measure
WHERE m.policy <> t.policy
ORDER BY ALL
