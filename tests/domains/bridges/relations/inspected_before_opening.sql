-- rule: inspected-before-opening
-- zh: 检查于 {value}，而桥 {opened} 年才通车
-- en: inspected on {value}, and the bridge was opened in {opened} only
-- means_zh: 检查早于桥的通车。
-- means_en: An inspection is older than the bridge.
-- why_zh: 没有通车的桥无从检查：日期或所指的桥有误。
-- why_en: There was nothing to inspect: the date or the bridge is wrong.
-- needs: inspections, opened_bridges
SELECT 'inspections' AS resource, i.id AS record, 'inspected' AS "column", i.inspected AS value, b.opened AS opened
FROM inspections AS i
JOIN opened_bridges AS b ON b.id = i.bridge
WHERE year(i.inspected) < b.opened
ORDER BY ALL
