-- One row per organisation, with its other names and everything that mentions it counted. / 每个机构一行，含别名与各类提及次数。
-- shows: organizations
-- aliases: Other names, joined by 、. / 其他名称，以顿号相连。
-- parks_zh: Parks in which a source places it, in Chinese. / 来源所述其所在园区（中文）。
-- parks_en: Parks in which a source places it, in English. / 来源所述其所在园区（英文）。
-- projects: Number of projects that it takes part in. / 参与的项目数。
-- priorities: Number of commitments that name it. / 点名它的承诺数。
-- milestones: Number of its milestones. / 里程碑数。
-- indicators: Number of observed figures about it. / 相关数据条数。
-- targets: Number of targets about it. / 相关目标条数。
-- recognitions: Number of its awards, designations and bids. / 荣誉、认定与申报数。
-- policies_issued: Number of policies that it issued. / 发布的政策数。
CREATE OR REPLACE VIEW organization_profile AS
SELECT o.id, o.name_zh, o.name_en, o.name_en_basis, o.kind, o.parent, u.name_zh AS parent_zh, u.name_en AS parent_en,
       o.region, r.name_zh AS region_zh, r.name_en AS region_en,
       (SELECT string_agg(a.alias, '、' ORDER BY a.alias) FROM organization_aliases AS a WHERE a.organization = o.id) AS aliases,
       (SELECT string_agg(DISTINCT p.name_zh, '、' ORDER BY p.name_zh)
        FROM park_roster AS l JOIN parks AS p ON p.id = l.park WHERE l.organization = o.id) AS parks_zh,
       (SELECT string_agg(DISTINCT p.name_en, ', ' ORDER BY p.name_en)
        FROM park_roster AS l JOIN parks AS p ON p.id = l.park WHERE l.organization = o.id) AS parks_en,
       (SELECT count(DISTINCT l.project) FROM project_organizations AS l WHERE l.organization = o.id) AS projects,
       (SELECT count(DISTINCT l.priority) FROM priority_organizations AS l WHERE l.organization = o.id) AS priorities,
       (SELECT count(*) FROM milestones AS m WHERE m.organization = o.id) AS milestones,
       (SELECT count(*) FROM indicators AS i WHERE i.organization = o.id) AS indicators,
       (SELECT count(*) FROM targets AS t WHERE o.id IN (t.organization, t.set_by)) AS targets,
       (SELECT count(DISTINCT g.recognition) FROM recognition_organizations AS g WHERE g.organization = o.id) AS recognitions,
       (SELECT count(*) FROM policies AS y WHERE y.issuer = o.id) AS policies_issued
FROM organizations AS o
LEFT JOIN organizations AS u ON u.id = o.parent
LEFT JOIN regions AS r ON r.code = o.region
ORDER BY o.id;
