-- One row per region, year and topic that a commitment or policy measure of the region concerns; narrower topics count for broader ones; the year is empty where the source does not tell it. / 每个地区、年份与主题一行，统计涉及的重点工作与政策措施；下位主题计入上位主题；来源未写明年份的，年份为空。
-- needs: topic_lineage
-- region: Region; code in regions. / 地区，regions 的代码。
-- year: Year of the commitment, or in which the policy was issued; empty where the source does not tell it. / 承诺的年份或政策发布的年份；来源未写明者为空。
-- topic: Topic; what concerns a narrower one counts too. / 主题；下位主题的条目计入。
-- priorities: Number of commitments that concern it. / 涉及该主题的承诺数。
-- measures: Number of policy measures that concern it. / 涉及该主题的政策措施数。
CREATE OR REPLACE VIEW topic_by_region AS
WITH stated AS (
    SELECT p.region, p.year, l.ancestor AS topic, p.id AS priority, NULL AS measure
    FROM regional_priorities AS p
    JOIN priority_topics AS t ON t.priority = p.id
    JOIN topic_lineage AS l ON l.topic = t.topic
    UNION
    SELECT y.region, TRY_CAST(left(y.issued, 4) AS BIGINT), l.ancestor, NULL, m.id
    FROM policy_measures AS m
    JOIN policies AS y ON y.id = m.policy
    JOIN measure_topics AS t ON t.measure = m.id
    JOIN topic_lineage AS l ON l.topic = t.topic
)
SELECT s.region, r.name_zh AS region_zh, r.name_en AS region_en, s.year,
       s.topic, t.label_zh AS topic_zh, t.label_en AS topic_en, t.broader,
       count(DISTINCT s.priority) AS priorities,
       count(DISTINCT s.measure) AS measures
FROM stated AS s
JOIN regions AS r ON r.code = s.region
JOIN topics AS t ON t.id = s.topic
GROUP BY ALL
ORDER BY s.region, s.year, s.topic;
