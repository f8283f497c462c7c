-- rule: outcome-scope
-- zh: verdict 为“{verdict}”，而数据“{value}”的{what_zh}与目标不同：口径不同者应为 other scope
-- en: the verdict is {verdict}, but the {what_en} of the indicator “{value}” is not the target's: of another scope, it is other scope
-- means_zh: 对目标的结论为 met、exceeded 或 missed，所据数据的指标或主体（地区、园区、集群、机构、项目）却与目标不同。
-- means_en: The verdict on a target is met, exceeded or missed, but the indicator that it stands on has another metric or is about somebody else: another region, park, cluster, organisation or project.
-- why_zh: 智能算力不是全部算力，一市的数不是全省的数：口径不同，说不上达到与否。
-- why_en: AI compute is not all compute, and a city's figure is not its province's. What is not the same can be neither met nor missed.
-- needs: outcomes, targets, indicators
WITH compared AS (
    SELECT o.id, o.indicator, o.verdict, t.metric <> i.metric AS of_another_metric,
           row(t.region, t.park, t.cluster, t.organization, t.project) IS DISTINCT FROM
           row(i.region, i.park, i.cluster, i.organization, i.project) AS of_another_subject
    FROM outcomes AS o
    JOIN targets AS t ON o.dataset = 'targets' AND t.id = o.record
    JOIN indicators AS i ON i.id = o.indicator
    WHERE o.verdict IN ('met', 'exceeded', 'missed')
)
SELECT 'outcomes' AS resource, id AS record, 'indicator' AS "column", indicator AS value, verdict AS verdict,
       CASE WHEN of_another_metric THEN '指标' ELSE '主体' END AS what_zh,
       CASE WHEN of_another_metric THEN 'metric' ELSE 'subject' END AS what_en
FROM compared
WHERE of_another_metric OR of_another_subject
ORDER BY ALL
