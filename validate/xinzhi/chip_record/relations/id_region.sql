-- rule: id-region
-- zh: id 以“{slug}”开头，地区却是“{value}”，而非“{expected}”或其上下级
-- en: the id opens with “{slug}”, but the region is “{value}”: neither “{expected}” nor a part of it nor what it is part of
-- means_zh: id 以某省或某市的英文名开头，而该行的地区既不是它，也不是其上级或下级。跨区域范围除外。
-- means_en: The id opens with the English name of a province or a city, and the row's region is not that one, none of its parts and nothing that it is part of. Areas across regions are left aside.
-- why_zh: id 与地区代码各说一遍地区；两者不合，必有一处错了。
-- why_en: The id and the code both say which region is meant. Where they differ, one of them is wrong.
-- needs: targets, indicators, projects, milestones, recognitions, parks, clusters, policies, events, regional_priorities, work_reports, regions, region_lineage
WITH slugs AS (
    SELECT code, lower(regexp_replace(name_en, '[^A-Za-z]+', '-', 'g')) AS slug
    FROM regions WHERE level IN ('province', 'prefecture')
),
identified AS (
    -- A target that is part of a commitment is held to the commitment's region by priority-region.
    SELECT 'targets' AS resource, id, region FROM targets WHERE priority IS NULL
    UNION ALL SELECT 'indicators', id, region FROM indicators
    UNION ALL SELECT 'projects', id, region FROM projects
    UNION ALL SELECT 'milestones', id, region FROM milestones
    UNION ALL SELECT 'recognitions', id, region FROM recognitions
    UNION ALL SELECT 'parks', id, region FROM parks
    UNION ALL SELECT 'clusters', id, region FROM clusters
    UNION ALL SELECT 'policies', id, region FROM policies
    UNION ALL SELECT 'events', id, region FROM events
    UNION ALL SELECT 'regional_priorities', id, region FROM regional_priorities WHERE set_in <> 'work report'
    UNION ALL SELECT 'work_reports', id, region FROM work_reports
),
-- The opening of each id, up to its first hyphens.
openings AS (
    SELECT resource, id, region, array_to_string(list_slice(parts, 1, n), '-') AS slug
    FROM (SELECT *, string_split(id, '-') AS parts FROM identified), generate_series(1, 3) AS counted(n)
    WHERE n < len(parts) AND region IS NOT NULL
),
meant AS (
    SELECT o.resource, o.id, o.region, slugs.slug, slugs.code,
           EXISTS (SELECT 1 FROM region_lineage AS l WHERE l.region = o.region AND l.ancestor = slugs.code)
           OR EXISTS (SELECT 1 FROM region_lineage AS l WHERE l.region = slugs.code AND l.ancestor = o.region) AS fits
    FROM openings AS o
    JOIN slugs ON slugs.slug = o.slug
    JOIN regions AS r ON r.code = o.region AND r.level NOT IN ('area', 'country')
)
-- Some names are those of several regions: any of them will do.
SELECT resource, id AS record, 'region' AS "column", region AS value, max_by(slug, length(slug)) AS slug, max_by(code, length(slug)) AS expected
FROM meant
GROUP BY resource, id, region
HAVING NOT bool_or(fits)
ORDER BY ALL
