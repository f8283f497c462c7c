-- One row per award, designation or bid, with the names of who holds or seeks it. / 每项荣誉、认定或申报一行，含获得或申请者的名称。
-- needs: region_provinces
-- shows: recognitions
-- province: Province in which its region lies. / 所属地区所在的省级单位。
-- sources: Articles that the row rests on. / 本行所据的文章。
CREATE OR REPLACE VIEW recognition_overview AS
SELECT f.id, f.organization, o.name_zh AS organization_zh, o.name_en AS organization_en,
       f.park, k.name_zh AS park_zh, k.name_en AS park_en, f.project, j.name_zh AS project_zh, j.name_en AS project_en,
       f.region, r.name_zh AS region_zh, r.name_en AS region_en, f.cluster, c.name_zh AS cluster_zh, c.name_en AS cluster_en, v.province,
       f.award_zh, f.award_en, f.awarded_by, b.name_zh AS awarded_by_zh, b.name_en AS awarded_by_en, f.event, f.year, f.batch, f.status,
       (SELECT list(DISTINCT v.source ORDER BY v.source) FROM evidence AS v
        WHERE v.dataset = 'recognitions' AND v.record = f.id) AS sources
FROM recognitions AS f
LEFT JOIN organizations AS o ON o.id = f.organization
LEFT JOIN parks AS k ON k.id = f.park
LEFT JOIN projects AS j ON j.id = f.project
LEFT JOIN clusters AS c ON c.id = f.cluster
LEFT JOIN regions AS r ON r.code = f.region
LEFT JOIN region_provinces AS v ON v.region = f.region
LEFT JOIN organizations AS b ON b.id = f.awarded_by
ORDER BY f.id;
