-- rule: parent-elsewhere
-- zh: 上级“{value}”不在同一报告、活动、政策或文章中，或排在本项之后
-- en: the parent “{value}” is set in another report, event, policy or article, or stands behind this priority
-- means_zh: 重点工作的 `parent` 不出自同一处，或其 `sequence` 不在本项之前。
-- means_en: The `parent` of a priority is set elsewhere than the priority, or its `sequence` is not before the priority's.
-- why_zh: 上级是统领本项的标题或句首：同在一处，且在前面。
-- why_en: A parent is the heading or the opening of the sentence that the priority stands under: in the same text, and before it.
-- needs: regional_priorities
SELECT 'regional_priorities' AS resource, p.id AS record, 'parent' AS "column", p.parent AS value
FROM regional_priorities AS p
JOIN regional_priorities AS up ON up.id = p.parent AND up.id <> p.id
WHERE COALESCE(p.work_report, p.event, p.policy, p.source) IS DISTINCT FROM COALESCE(up.work_report, up.event, up.policy, up.source)
   OR up.sequence >= p.sequence
ORDER BY ALL
