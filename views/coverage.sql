-- One row per province or region with data, year and topic (top ones, and those of integrated circuits, the digital economy and computing power): what is known of it. / 每个省级或有数据的地区、年份与主题（一级主题及集成电路、数字经济、算力的下位主题）一行：对它知道什么。
-- needs: topic_lineage, fact_topics, region_lineage
-- region: Region; code in regions. / 地区，regions 的代码。
-- known: stated: the year's report names the topic, in a commitment or in another fact; read in full and not mentioned: the whole report was read for it, and is silent; not in the excerpt: there is a report, and what was recorded of it does not name the topic; other sources only: there is no report, but something else of the region and year; no source: there is nothing. / stated：当年报告的承诺或其他事实涉及该主题；read in full and not mentioned：已为此通读报告全文而未提；not in the excerpt：有报告而所录部分未见；other sources only：没有报告，但有该地区当年的其他来源；no source：没有任何来源。
-- priorities: Commitments of the year's work report that concern the topic or a narrower one. / 当年工作报告中涉及该主题或其下位主题的承诺数。
-- other_facts: Targets, observed figures, milestones and projects of the report that concern it. / 该报告中涉及该主题的目标、数据、里程碑与项目数。
-- other_priorities: Commitments of the year in other sources that concern it. / 当年其他来源中涉及该主题的承诺数。
CREATE OR REPLACE VIEW coverage AS
WITH years AS (SELECT DISTINCT year FROM work_reports),
places AS (
    SELECT code FROM regions WHERE level = 'province'
    UNION SELECT region FROM work_reports
),
stated AS (
    SELECT p.region, p.year, l.ancestor AS topic,
           count(DISTINCT p.id) FILTER (p.work_report IS NOT NULL) AS priorities,
           count(DISTINCT p.id) FILTER (p.work_report IS NULL) AS other_priorities
    FROM regional_priorities AS p
    JOIN priority_topics AS t ON t.priority = p.id
    JOIN topic_lineage AS l ON l.topic = t.topic
    GROUP BY ALL
),
-- What was read of each report: a report may stand in several articles.
reports AS (
    SELECT w.region, w.year, bool_or(s.completeness = 'full' AND s.reading = 'whole') AS whole, bool_or(s.completeness = 'full') AS in_full
    FROM work_reports AS w
    LEFT JOIN evidence AS e ON e.dataset = 'work_reports' AND e.record = w.id
    LEFT JOIN sources AS s ON s.id = e.source
    GROUP BY ALL
),
of_reports AS (
    SELECT w.region, w.year, e.source
    FROM work_reports AS w
    JOIN evidence AS e ON e.dataset = 'work_reports' AND e.record = w.id
    GROUP BY ALL
),
placed AS (
    SELECT 'targets' AS dataset, t.id, COALESCE(t.region, c.region) AS region FROM targets AS t LEFT JOIN clusters AS c ON c.id = t.cluster
    UNION ALL SELECT 'indicators', i.id, COALESCE(i.region, c.region) FROM indicators AS i LEFT JOIN clusters AS c ON c.id = i.cluster
    UNION ALL SELECT 'milestones', m.id, COALESCE(m.region, c.region) FROM milestones AS m LEFT JOIN clusters AS c ON c.id = m.cluster
    UNION ALL SELECT 'projects', id, region FROM projects
),
-- An article may hold several reports: a fact belongs to that of its region, or of the region around it.
mentioned AS (
    SELECT r.region, r.year, l.ancestor AS topic, count(DISTINCT (f.dataset, f.id)) AS facts
    FROM of_reports AS r
    JOIN evidence AS e ON e.source = r.source
    JOIN placed AS f ON f.dataset = e.dataset AND f.id = e.record
    JOIN region_lineage AS g ON g.region = f.region AND g.ancestor = r.region
    JOIN fact_topics AS t ON t.dataset = f.dataset AND t.id = f.id
    JOIN topic_lineage AS l ON l.topic = t.topic
    GROUP BY ALL
),
others AS (
    SELECT DISTINCT region, year FROM regional_priorities WHERE work_report IS NULL
    UNION SELECT region, year(period_end) FROM indicators WHERE region IS NOT NULL
    UNION SELECT region, TRY_CAST(left(issued, 4) AS BIGINT) FROM policies
    UNION SELECT region, TRY_CAST(left(held, 4) AS BIGINT) FROM events
),
-- A text whose sentences in scope are recorded was read for these topics only.
in_scope AS (SELECT DISTINCT topic FROM topic_lineage WHERE ancestor IN ('integrated-circuits', 'compute'))
SELECT places.code AS region, r.name_zh AS region_zh, r.name_en AS region_en, years.year,
       t.id AS topic, t.label_zh AS topic_zh, t.label_en AS topic_en,
       CASE WHEN s.priorities > 0 OR m.facts > 0 THEN 'stated'
            WHEN w.whole OR (w.in_full AND t.id IN (FROM in_scope)) THEN 'read in full and not mentioned'
            WHEN w.region IS NOT NULL THEN 'not in the excerpt'
            WHEN o.region IS NOT NULL THEN 'other sources only'
            ELSE 'no source' END AS known,
       COALESCE(s.priorities, 0) AS priorities, COALESCE(m.facts, 0) AS other_facts, COALESCE(s.other_priorities, 0) AS other_priorities
FROM places
CROSS JOIN years
CROSS JOIN (SELECT * FROM topics WHERE broader IS NULL OR broader IN ('integrated-circuits', 'digital-economy', 'compute')) AS t
JOIN regions AS r ON r.code = places.code
LEFT JOIN reports AS w ON w.region = places.code AND w.year = years.year
LEFT JOIN others AS o ON o.region = places.code AND o.year = years.year
LEFT JOIN stated AS s ON s.region = places.code AND s.year = years.year AND s.topic = t.id
LEFT JOIN mentioned AS m ON m.region = places.code AND m.year = years.year AND m.topic = t.id
ORDER BY places.code, years.year, t.id;
