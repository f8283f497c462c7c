-- rule: priority-names-itself
-- zh: priority_regions 只记本地区以外的地区：“{value}”是该重点工作自己的地区，请删去此行
-- en: priority_regions lists other places only: “{value}” is the priority's own region; remove the row
-- means_zh: `priority_regions` 列出了重点工作自己的地区。
-- means_en: `priority_regions` lists the priority's own region.
-- why_zh: 此表只记重点工作提到的其他地方；自己的地区已在 `regional_priorities` 中，列两次会重复计数。
-- why_en: The table lists other places that a priority names; its own region stands in `regional_priorities`, and would count twice.
-- needs: priority_regions, regional_priorities
SELECT 'priority_regions' AS resource, l.priority || '/' || l.region AS record, 'region' AS "column", l.region AS value
FROM priority_regions AS l
JOIN regional_priorities AS p ON p.id = l.priority AND p.region = l.region
ORDER BY ALL
