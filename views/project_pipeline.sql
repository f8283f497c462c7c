-- One row per project, with its stage, place, participants and the commitment that names it. / 每个项目一行，含阶段、地点、参与方与所属重点工作。
-- needs: fact_about, region_provinces
-- shows: projects without name_en_basis
-- province: Province in which its region lies. / 所属地区所在的省级单位。
-- topics: Its topics, inherited ones too. / 其主题，含继承的主题。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
-- participants_zh: Organisations that take part, each with its role, in Chinese. / 参与机构及其角色（中文）。
-- participants_en: Organisations that take part, each with its role, in English. / 参与机构及其角色（英文）。
CREATE OR REPLACE VIEW project_pipeline AS
SELECT j.id, j.name_zh, j.name_en, j.kind, j.region, r.name_zh AS region_zh, r.name_en AS region_en, v.province,
       COALESCE(a.about, 'context') AS about, a.topics,
       j.park, k.name_zh AS park_zh, k.name_en AS park_en, j.stage, j.stage_as_of, j.started, j.expected_completion,
       (SELECT string_agg(o.name_zh || ' (' || l.role || ')', '、' ORDER BY l.role, l.sequence, o.id)
        FROM project_organizations AS l JOIN organizations AS o ON o.id = l.organization WHERE l.project = j.id) AS participants_zh,
       (SELECT string_agg(o.name_en || ' (' || l.role || ')', ', ' ORDER BY l.role, l.sequence, o.id)
        FROM project_organizations AS l JOIN organizations AS o ON o.id = l.organization WHERE l.project = j.id) AS participants_en,
       j.priority, p.summary_zh AS priority_zh, p.summary_en AS priority_en, j.policy, j.note_en
FROM projects AS j
JOIN regions AS r ON r.code = j.region
LEFT JOIN region_provinces AS v ON v.region = j.region
LEFT JOIN fact_about AS a ON a.dataset = 'projects' AND a.id = j.id
LEFT JOIN parks AS k ON k.id = j.park
LEFT JOIN regional_priorities AS p ON p.id = j.priority
ORDER BY j.region, j.stage, j.id;
