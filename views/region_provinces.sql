-- One row per region that is a province or lies in one, with that province. / 每个省级单位及省内地区一行，含所在的省级单位。
-- needs: region_lineage
-- region: Region; code in regions. / 地区，regions 的代码。
-- province: The province that it is or lies in. / 其自身或所在的省级单位。
CREATE OR REPLACE VIEW region_provinces AS
SELECT l.region, p.code AS province, p.name_zh AS province_zh, p.name_en AS province_en
FROM region_lineage AS l
JOIN regions AS p ON p.code = l.ancestor AND p.level = 'province'
ORDER BY l.region;
