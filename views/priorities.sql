-- One row per regional priority, with its report, topics and named organisations in both languages. / 每项重点工作一行，含报告、主题与点名机构（双语）。
-- shows: regional_priorities
-- set_at_zh: Report, event or policy in which the commitment was made, in Chinese. / 作出承诺的报告、活动或政策（中文）。
-- set_at_en: Report, event or policy in which the commitment was made, in English. / 作出承诺的报告、活动或政策（英文）。
-- topics: Topics of the commitment. / 承诺的主题。
-- topics_zh: Labels of its topics in Chinese. / 主题的中文标签。
-- topics_en: Labels of its topics in English. / 主题的英文标签。
-- organizations_zh: Organisations that it names, in Chinese. / 点名的机构（中文）。
-- organizations_en: Organisations that it names, in English. / 点名的机构（英文）。
-- parks_zh: Parks that it names, in Chinese. / 点名的园区（中文）。
-- parks_en: Parks that it names, in English. / 点名的园区（英文）。
-- sources: Articles that the row rests on. / 本行所据的文章。
CREATE OR REPLACE VIEW priorities AS
WITH topic_names AS (
    SELECT l.priority,
           list(t.id ORDER BY t.id) AS topics,
           string_agg(t.label_zh, '、' ORDER BY t.id) AS topics_zh,
           string_agg(t.label_en, ', ' ORDER BY t.id) AS topics_en
    FROM priority_topics AS l
    JOIN topics AS t ON t.id = l.topic
    GROUP BY l.priority
),
organization_names AS (
    SELECT l.priority,
           string_agg(DISTINCT o.name_zh, '、' ORDER BY o.name_zh) AS organizations_zh,
           string_agg(DISTINCT o.name_en, ', ' ORDER BY o.name_en) AS organizations_en
    FROM priority_organizations AS l
    JOIN organizations AS o ON o.id = l.organization
    GROUP BY l.priority
),
park_names AS (
    SELECT l.priority,
           string_agg(p.name_zh, '、' ORDER BY p.id) AS parks_zh,
           string_agg(p.name_en, ', ' ORDER BY p.id) AS parks_en
    FROM priority_parks AS l
    JOIN parks AS p ON p.id = l.park
    GROUP BY l.priority
)
SELECT p.id, p.region, r.name_zh AS region_zh, r.name_en AS region_en, p.year, p.set_in,
       p.work_report, p.event, p.policy,
       COALESCE(w.session_zh, CASE WHEN w.id IS NOT NULL THEN w.year || '年政府工作报告' END, e.name_zh, y.title_zh) AS set_at_zh,
       COALESCE(w.session_en, CASE WHEN w.id IS NOT NULL THEN 'Government work report ' || w.year END, e.name_en, y.title_en) AS set_at_en,
       w.delivered, w.speaker_zh, w.speaker_en,
       p.sequence, p.stance, p.summary_zh, p.summary_en,
       t.topics, t.topics_zh, t.topics_en,
       o.organizations_zh, o.organizations_en, k.parks_zh, k.parks_en,
       (SELECT list(DISTINCT v.source ORDER BY v.source) FROM evidence AS v
        WHERE v.dataset = 'regional_priorities' AND v.record = p.id) AS sources
FROM regional_priorities AS p
JOIN regions AS r ON r.code = p.region
LEFT JOIN work_reports AS w ON w.id = p.work_report
LEFT JOIN events AS e ON e.id = p.event
LEFT JOIN policies AS y ON y.id = p.policy
LEFT JOIN topic_names AS t ON t.priority = p.id
LEFT JOIN organization_names AS o ON o.priority = p.id
LEFT JOIN park_names AS k ON k.priority = p.id
ORDER BY p.region, p.year, p.set_in, set_at_zh, p.sequence;
