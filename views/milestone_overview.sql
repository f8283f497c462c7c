-- One row per milestone, with the names of what it is about. / 每个里程碑一行，含所涉主体的名称。
-- shows: milestones
-- sources: Articles that the row rests on. / 本行所据的文章。
CREATE OR REPLACE VIEW milestone_overview AS
SELECT f.id, f.organization, o.name_zh AS organization_zh, o.name_en AS organization_en,
       f.park, k.name_zh AS park_zh, k.name_en AS park_en, f.project, j.name_zh AS project_zh, j.name_en AS project_en,
       f.region, r.name_zh AS region_zh, r.name_en AS region_en,
       f.topic, f.technology_zh, f.technology_en, f.stage, f.reached, f.expected, f.policy, f.summary_zh, f.summary_en,
       (SELECT list(DISTINCT v.source ORDER BY v.source) FROM evidence AS v
        WHERE v.dataset = 'milestones' AND v.record = f.id) AS sources
FROM milestones AS f
LEFT JOIN organizations AS o ON o.id = f.organization
LEFT JOIN parks AS k ON k.id = f.park
LEFT JOIN projects AS j ON j.id = f.project
LEFT JOIN regions AS r ON r.code = f.region
ORDER BY f.id;
