-- One row per park, with its region, the park it lies in, its other names, and how much is known about it. / 每个园区一行，含地区、上级园区、别名与已知情况。
-- shows: parks without name_en_basis
-- aliases: Other names, joined by 、. / 其他名称，以顿号相连。
-- listed: Number of organisations that a source places in it. / 来源列入该园区的机构数。
-- projects: Number of projects in it. / 园内项目数。
-- priorities: Number of commitments that name it. / 点名它的承诺数。
-- recognitions: Number of its awards, designations and bids. / 荣誉、认定与申报数。
CREATE OR REPLACE VIEW park_directory AS
SELECT p.id, p.name_zh, p.name_en, p.kind, p.region, r.name_zh AS region_zh, r.name_en AS region_en,
       p.status, p.parent, u.name_zh AS parent_zh, u.name_en AS parent_en,
       (SELECT string_agg(a.alias, '、' ORDER BY a.alias) FROM park_aliases AS a WHERE a.park = p.id) AS aliases,
       (SELECT count(*) FROM park_roster AS l WHERE l.park = p.id) AS listed,
       (SELECT count(*) FROM projects AS j WHERE j.park = p.id) AS projects,
       (SELECT count(*) FROM priority_parks AS l WHERE l.park = p.id) AS priorities,
       (SELECT count(DISTINCT g.recognition) FROM recognition_parks AS g WHERE g.park = p.id) AS recognitions,
       p.note_en
FROM parks AS p
JOIN regions AS r ON r.code = p.region
LEFT JOIN parks AS u ON u.id = p.parent
ORDER BY p.region, p.id;
