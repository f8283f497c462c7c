-- rule: outcome-unread
-- zh: verdict 为 not reported，来源“{value}”却不是全文：摘录未见，不等于报告未提
-- en: the verdict is not reported, but the source “{value}” is no full text: what an excerpt lacks, the report may have
-- means_zh: `verdict` 为 not reported 的兑现情况，其来源的 `completeness` 不是 full。
-- means_en: An outcome whose `verdict` is not reported has a source whose `completeness` is not full.
-- why_zh: 只有通读过全文，才能说没有提到。
-- why_en: Only who has read all of a text can say what it does not mention.
-- needs: outcomes, sources
SELECT 'outcomes' AS resource, o.id AS record, 'source' AS "column", o.source AS value
FROM outcomes AS o
JOIN sources AS s ON s.id = o.source
WHERE o.verdict = 'not reported' AND s.completeness <> 'full'
ORDER BY ALL
