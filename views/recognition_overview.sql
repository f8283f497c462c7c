-- One row per award, designation or bid, with the names of who holds or seeks it. / 每项荣誉、认定或申报一行，含获得或申请者的名称。
-- needs: recognition_recipients, region_provinces
-- shows: recognitions
-- recipients: Ids of those that hold or seek it; recognition_recipients says of which dataset, and who else has a part in it. / 获得或申请者的编号；所属数据集与其他相关方见 recognition_recipients。
-- recipients_zh: Their names in Chinese, joined by 、; empty where the source names none. / 其中文名称，以顿号相连；来源未具名者为空。
-- recipients_en: Their names in English, joined by commas. / 其英文名称，以逗号相连。
-- province: Province in which its region lies. / 所属地区所在的省级单位。
-- sources: Articles that the row rests on. / 本行所据的文章。
CREATE OR REPLACE VIEW recognition_overview AS
SELECT f.id, l.recipients, l.recipients_zh, l.recipients_en, f.region, r.name_zh AS region_zh, r.name_en AS region_en, v.province,
       f.award_zh, f.award_en, f.awarded_by, b.name_zh AS awarded_by_zh, b.name_en AS awarded_by_en, f.event, f.year, f.batch, f.status,
       (SELECT list(DISTINCT v.source ORDER BY v.source) FROM evidence AS v
        WHERE v.dataset = 'recognitions' AND v.record = f.id) AS sources
FROM recognitions AS f
LEFT JOIN (
    SELECT recognition, list(id ORDER BY dataset, sequence, id) AS recipients, string_agg(name_zh, '、' ORDER BY dataset, sequence, id) AS recipients_zh,
           string_agg(name_en, ', ' ORDER BY dataset, sequence, id) AS recipients_en
    FROM recognition_recipients WHERE role = 'recipient' GROUP BY ALL
) AS l ON l.recognition = f.id
LEFT JOIN regions AS r ON r.code = f.region
LEFT JOIN region_provinces AS v ON v.region = f.region
LEFT JOIN organizations AS b ON b.id = f.awarded_by
ORDER BY f.id;
