-- rule: recognition-of-nobody
-- zh: “{record}”没有获得者，也没有地区：在 recognition_organizations 等表中加上获得者，未具名则填写所属地区
-- en: “{record}” has no recipient and no region: name the recipient in recognition_organizations or one of its like, or give the region where the source names none
-- means_zh: 某项荣誉在 recognition_* 各表中没有一行，所属地区也为空。
-- means_en: A recognition has no row in any of the tables recognition_*, and no region.
-- why_zh: 不知属于谁的荣誉，无从查找，也无从统计。
-- why_en: An award that is nobody's can be neither found nor counted.
-- needs: recognitions, recognition_recipients
SELECT 'recognitions' AS resource, r.id AS record, 'region' AS "column"
FROM recognitions AS r
ANTI JOIN recognition_recipients AS l ON l.recognition = r.id
WHERE r.region IS NULL
ORDER BY ALL
