-- rule: away-from-its-parent
-- zh: 证据离 {column} “{value}”的证据甚远（超过 150 字），或在另一篇文章
-- en: the evidence is far from that of its {column}, “{value}”: more than 150 characters, or in another article
-- means_zh: 目标或项目的证据，不在它所属的重点工作的证据附近；政策条款的证据，不在它所属的措施的证据附近。附近指同一文章、相距不超过 150 个字符。
-- means_en: The evidence of a target or project is not close to that of the priority that it belongs to, or that of a policy term not close to its measure's. Close means in the same article, at most 150 characters apart.
-- why_zh: 数字与提出它的那句话在一处；相距很远，多为挂错了重点工作或区间指错。
-- why_en: A figure stands with the sentence that sets it. Far away from it, the wrong priority was chosen, or the wrong span.
-- needs: targets, projects, policy_terms, regional_priorities, policy_measures, evidence
WITH belonging AS (
    SELECT 'targets' AS resource, id, 'priority' AS "column", priority AS parent, 'regional_priorities' AS owner FROM targets
    UNION ALL SELECT 'projects', id, 'priority', priority, 'regional_priorities' FROM projects
    UNION ALL SELECT 'policy_terms', id, 'measure', measure, 'policy_measures' FROM policy_terms
)
SELECT b.resource, b.id AS record, b."column", b.parent AS value
FROM belonging AS b
WHERE b.parent IS NOT NULL
  AND EXISTS (SELECT 1 FROM evidence AS e WHERE e.dataset = b.resource AND e.record = b.id)
  AND EXISTS (SELECT 1 FROM evidence AS e WHERE e.dataset = b.owner AND e.record = b.parent)
  AND NOT EXISTS (
    SELECT 1
    FROM evidence AS e
    JOIN evidence AS f ON f.source = e.source AND f.start - 150 <= e."end" AND e.start <= f."end" + 150
    WHERE e.dataset = b.resource AND e.record = b.id AND f.dataset = b.owner AND f.record = b.parent
  )
ORDER BY ALL
