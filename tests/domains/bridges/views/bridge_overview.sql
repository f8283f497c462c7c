-- One row per bridge, with its district. / 每座桥一行，含所在的区。
CREATE OR REPLACE VIEW bridge_overview AS
SELECT b.id, b.name_zh, b.name_en, b.district, d.name_zh AS district_zh, d.name_en AS district_en, b.opened
FROM bridges AS b
JOIN districts AS d ON d.id = b.district
ORDER BY b.id;
