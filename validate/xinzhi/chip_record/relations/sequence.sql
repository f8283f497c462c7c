-- rule: sequence
-- zh: 次序 {value} 应为 {suggestion}：同一上级之下自 1 起连续
-- en: the sequence {value} should be {suggestion}: it runs from 1 without gaps under each parent
-- means_zh: 同一报告、活动、政策或文章之下，`sequence` 没有自 1 起连续。
-- means_en: Under one report, event, policy or article, `sequence` does not run from 1 without gaps.
-- why_zh: 次序是原文的次序；有缺口，说明漏了一项或删后没有重排。
-- why_en: It is the order of the document; a gap means that one is missing, or that the rest was not renumbered.
-- unfixed_zh: 次序须照原文；缺口可能是漏了一项
-- unfixed_en: the order is the document's; a gap may be a priority that is missing
-- needs: regional_priorities, policy_measures
WITH sequenced AS (
    SELECT 'regional_priorities' AS resource, id, COALESCE(work_report, event, policy, source) AS parent, sequence FROM regional_priorities
    UNION ALL SELECT 'policy_measures', id, policy, sequence FROM policy_measures
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY resource, parent ORDER BY sequence, id) AS expected FROM sequenced
)
-- The first row that is out of step; those behind it follow from it.
SELECT resource, id AS record, 'sequence' AS "column", sequence AS value, expected AS suggestion
FROM numbered
WHERE sequence <> expected
QUALIFY row_number() OVER (PARTITION BY resource, parent ORDER BY expected) = 1
ORDER BY ALL
