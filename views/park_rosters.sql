-- One row per organisation that a source places in a park; most lists are open. / 来源所述的园区与机构，每对一行；名单多未列尽。
-- shows: park_roster
CREATE OR REPLACE VIEW park_rosters AS
SELECT l.id, l.park, p.name_zh AS park_zh, p.name_en AS park_en, p.region, r.name_zh AS region_zh, r.name_en AS region_en,
       l.organization, o.name_zh AS organization_zh, o.name_en AS organization_en, o.kind, l.role,
       l.since, l.until, l.as_of, l.listing, l.note_en
FROM park_roster AS l
JOIN parks AS p ON p.id = l.park
JOIN regions AS r ON r.code = p.region
JOIN organizations AS o ON o.id = l.organization
ORDER BY p.region, l.park, l.organization;
