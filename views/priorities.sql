-- One row per regional priority, with its report, topics and named organisations in both languages. / 每项重点工作一行，含报告、主题与点名机构（双语）。
-- needs: fact_about, region_provinces
-- shows: regional_priorities
-- province: Province in which its region lies. / 所属地区所在的省级单位。
-- set_at_zh: Report, event, policy or article in which the commitment was made, in Chinese. / 作出承诺的报告、活动、政策或文章（中文）。
-- set_at_en: Report, event, policy or article in which the commitment was made, in English. / 作出承诺的报告、活动、政策或文章（英文）。
-- parent_zh: The commitment that it details, in Chinese. / 所细化的承诺（中文）。
-- parent_en: The commitment that it details, in English. / 所细化的承诺（英文）。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
-- topics: Topics of the commitment. / 承诺的主题。
-- topics_zh: Labels of its topics in Chinese. / 主题的中文标签。
-- topics_en: Labels of its topics in English. / 主题的英文标签。
-- organizations_zh: Organisations that it names, in Chinese. / 点名的机构（中文）。
-- organizations_en: Organisations that it names, in English. / 点名的机构（英文）。
-- parks_zh: Parks that it names, in Chinese. / 点名的园区（中文）。
-- parks_en: Parks that it names, in English. / 点名的园区（英文）。
-- clusters_zh: Clusters that it names, in Chinese. / 点名的集群（中文）。
-- clusters_en: Clusters that it names, in English. / 点名的集群（英文）。
-- sources: Articles that the row rests on. / 本行所据的文章。
CREATE OR REPLACE VIEW priorities AS
WITH organization_names AS (
    SELECT l.priority,
           string_agg(o.name_zh, '、' ORDER BY l.sequence, o.id) AS organizations_zh,
           string_agg(o.name_en, ', ' ORDER BY l.sequence, o.id) AS organizations_en
    FROM (SELECT priority, organization, min(sequence) AS sequence FROM priority_organizations GROUP BY ALL) AS l
    JOIN organizations AS o ON o.id = l.organization
    GROUP BY l.priority
),
park_names AS (
    SELECT l.priority,
           string_agg(p.name_zh, '、' ORDER BY l.sequence, p.id) AS parks_zh,
           string_agg(p.name_en, ', ' ORDER BY l.sequence, p.id) AS parks_en
    FROM priority_parks AS l
    JOIN parks AS p ON p.id = l.park
    GROUP BY l.priority
),
cluster_names AS (
    SELECT l.priority,
           string_agg(c.name_zh, '、' ORDER BY l.sequence, c.id) AS clusters_zh,
           string_agg(c.name_en, ', ' ORDER BY l.sequence, c.id) AS clusters_en
    FROM priority_clusters AS l
    JOIN clusters AS c ON c.id = l.cluster
    GROUP BY l.priority
)
SELECT p.id, p.region, r.name_zh AS region_zh, r.name_en AS region_en, v.province, p.year, p.set_in,
       p.work_report, p.event, p.policy, p.source,
       COALESCE(w.session_zh, CASE WHEN w.id IS NOT NULL THEN w.year || '年政府工作报告' END, e.name_zh, y.title_zh, s.title_zh) AS set_at_zh,
       COALESCE(w.session_en, CASE WHEN w.id IS NOT NULL THEN 'Government work report ' || w.year END, e.name_en, y.title_en, s.title_en) AS set_at_en,
       w.delivered, w.speaker_zh, w.speaker_en,
       p.sequence, p.parent, u.summary_zh AS parent_zh, u.summary_en AS parent_en,
       p.voice, p.verb_zh, p.stance, p.summary_zh, p.summary_en,
       COALESCE(t.about, 'context') AS about, t.topics, t.topics_zh, t.topics_en,
       o.organizations_zh, o.organizations_en, k.parks_zh, k.parks_en, c.clusters_zh, c.clusters_en,
       (SELECT list(DISTINCT v.source ORDER BY v.source) FROM evidence AS v
        WHERE v.dataset = 'regional_priorities' AND v.record = p.id) AS sources
FROM regional_priorities AS p
JOIN regions AS r ON r.code = p.region
LEFT JOIN work_reports AS w ON w.id = p.work_report
LEFT JOIN events AS e ON e.id = p.event
LEFT JOIN policies AS y ON y.id = p.policy
LEFT JOIN sources AS s ON s.id = p.source
LEFT JOIN regional_priorities AS u ON u.id = p.parent
LEFT JOIN region_provinces AS v ON v.region = p.region
LEFT JOIN fact_about AS t ON t.dataset = 'regional_priorities' AND t.id = p.id
LEFT JOIN organization_names AS o ON o.priority = p.id
LEFT JOIN park_names AS k ON k.priority = p.id
LEFT JOIN cluster_names AS c ON c.priority = p.id
ORDER BY p.region, p.year, p.set_in, set_at_zh, p.sequence;
