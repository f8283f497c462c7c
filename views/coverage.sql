-- One row per province or region with data, year and topic (top ones, and those of integrated circuits and the digital economy): stated, not in the excerpt, or no source. Absence proves nothing. / 每个省级或有数据的地区、年份与主题（一级主题及集成电路、数字经济的下位主题）一行：已述、摘录未见或无来源；未见不等于没有。
-- needs: topic_lineage
-- region: Region; code in regions. / 地区，regions 的代码。
-- known: stated: a commitment names the topic; not in the excerpt: there is a report, and what we have of it does not; no source: there is no report. / stated：有承诺涉及该主题；not in the excerpt：有报告而所得摘录未见；no source：没有报告。
-- priorities: Commitments of the year's work report that concern the topic or a narrower one. / 当年工作报告中涉及该主题或其下位主题的承诺数。
CREATE OR REPLACE VIEW coverage AS
WITH years AS (SELECT DISTINCT year FROM work_reports),
places AS (
    SELECT code FROM regions WHERE level = 'province'
    UNION SELECT region FROM work_reports
),
stated AS (
    SELECT p.region, p.year, l.ancestor AS topic, count(DISTINCT p.id) AS priorities
    FROM regional_priorities AS p
    JOIN priority_topics AS t ON t.priority = p.id
    JOIN topic_lineage AS l ON l.topic = t.topic
    WHERE p.work_report IS NOT NULL
    GROUP BY ALL
)
SELECT places.code AS region, r.name_zh AS region_zh, r.name_en AS region_en, years.year,
       t.id AS topic, t.label_zh AS topic_zh, t.label_en AS topic_en,
       CASE WHEN s.priorities > 0 THEN 'stated'
            WHEN w.id IS NOT NULL THEN 'not in the excerpt'
            ELSE 'no source' END AS known,
       COALESCE(s.priorities, 0) AS priorities
FROM places
CROSS JOIN years
CROSS JOIN (SELECT * FROM topics WHERE broader IS NULL OR broader IN ('integrated-circuits', 'digital-economy')) AS t
JOIN regions AS r ON r.code = places.code
LEFT JOIN work_reports AS w ON w.region = places.code AND w.year = years.year
LEFT JOIN stated AS s ON s.region = places.code AND s.year = years.year AND s.topic = t.id
ORDER BY places.code, years.year, t.id;
