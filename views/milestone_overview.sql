-- One row per milestone, with the names of what it is about. / 每个里程碑一行，含所涉主体的名称。
-- needs: fact_about, region_provinces
-- shows: milestones
-- province: Province in which its region lies. / 所属地区所在的省级单位。
-- topics: Its topics, inherited ones too. / 其主题，含继承的主题。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
-- sources: Articles that the row rests on. / 本行所据的文章。
CREATE OR REPLACE VIEW milestone_overview AS
SELECT f.id, f.organization, o.name_zh AS organization_zh, o.name_en AS organization_en,
       f.park, k.name_zh AS park_zh, k.name_en AS park_en, f.cluster, c.name_zh AS cluster_zh, c.name_en AS cluster_en, f.project, j.name_zh AS project_zh, j.name_en AS project_en,
       f.region, r.name_zh AS region_zh, r.name_en AS region_en, v.province,
       COALESCE(a.about, 'context') AS about, a.topics, f.technology_zh, f.technology_en, f.stage, f.reached, f.expected, f.policy, f.summary_zh, f.summary_en,
       (SELECT list(DISTINCT v.source ORDER BY v.source) FROM evidence AS v
        WHERE v.dataset = 'milestones' AND v.record = f.id) AS sources
FROM milestones AS f
LEFT JOIN organizations AS o ON o.id = f.organization
LEFT JOIN parks AS k ON k.id = f.park
LEFT JOIN clusters AS c ON c.id = f.cluster
LEFT JOIN projects AS j ON j.id = f.project
LEFT JOIN regions AS r ON r.code = f.region
LEFT JOIN region_provinces AS v ON v.region = f.region
LEFT JOIN fact_about AS a ON a.dataset = 'milestones' AND a.id = f.id
ORDER BY f.id;
