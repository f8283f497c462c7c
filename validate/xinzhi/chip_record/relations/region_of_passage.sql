-- rule: region-of-passage
-- zh: 证据在“{report}”的一段之内，地区却是“{value}”，而非“{expected}”或其上下级
-- en: the evidence stands in the passage of “{report}”, but the region is “{value}”: neither “{expected}” nor a part of it nor what it is part of
-- means_zh: 某事实的证据处在一份工作报告各项重点工作的证据之间，而其地区既不是该报告的地区，也不是其上级或下级；跨区域范围与推断的地区除外。
-- means_en: The evidence of a fact stands between those of one report's priorities, but its region is not the report's, none of its parts and nothing that it is part of. Areas across regions and inferred regions are left aside.
-- why_zh: 一个地区的报告讲的是本地区；地区不合，多为代码填错。
-- why_en: A region's report is about that region. Another one is most often a wrong code.
-- needs: targets, indicators, projects, milestones, recognitions, parks, clusters, organizations, policies, events, regional_priorities, evidence, inferences, regions, region_lineage
WITH passages AS (
    SELECT e.source, p.work_report, p.region, min(e.start) AS opens, max(e."end") AS closes
    FROM regional_priorities AS p
    JOIN evidence AS e ON e.dataset = 'regional_priorities' AND e.record = p.id
    WHERE p.work_report IS NOT NULL
    GROUP BY ALL
),
-- Where passages overlap, a span is astray: the rule reports-interleave's business.
apart AS (
    SELECT a.*
    FROM passages AS a
    WHERE NOT EXISTS (
        SELECT 1 FROM passages AS b
        WHERE b.source = a.source AND b.work_report <> a.work_report AND b.opens < a.closes AND a.opens < b.closes
    )
),
facts_with_region AS (
    SELECT 'targets' AS dataset, id, region FROM targets
    UNION ALL SELECT 'indicators', id, region FROM indicators
    UNION ALL SELECT 'projects', id, region FROM projects
    UNION ALL SELECT 'milestones', id, region FROM milestones
    UNION ALL SELECT 'recognitions', id, region FROM recognitions
    UNION ALL SELECT 'parks', id, region FROM parks
    UNION ALL SELECT 'clusters', id, region FROM clusters
    UNION ALL SELECT 'organizations', id, region FROM organizations
    UNION ALL SELECT 'policies', id, region FROM policies
    UNION ALL SELECT 'events', id, region FROM events
)
SELECT f.dataset AS resource, f.id AS record, 'region' AS "column", f.region AS value, s.region AS expected, s.work_report AS report
FROM facts_with_region AS f
JOIN evidence AS e ON e.dataset = f.dataset AND e.record = f.id
JOIN apart AS s ON s.source = e.source AND e.start >= s.opens AND e."end" <= s.closes
JOIN regions AS r ON r.code = f.region AND r.level NOT IN ('area', 'country')
ANTI JOIN region_lineage AS below ON below.region = f.region AND below.ancestor = s.region
ANTI JOIN region_lineage AS above ON above.region = s.region AND above.ancestor = f.region
ANTI JOIN inferences AS i ON i.dataset = f.dataset AND i.record = f.id AND i.field = 'region'
-- A priority in the wrong place is the rule priority-region's business.
WHERE NOT (f.dataset IN ('targets', 'projects') AND f.id IN (
    SELECT id FROM targets WHERE priority IS NOT NULL UNION ALL SELECT id FROM projects WHERE priority IS NOT NULL))
QUALIFY row_number() OVER (PARTITION BY f.dataset, f.id ORDER BY s.work_report) = 1
ORDER BY ALL
