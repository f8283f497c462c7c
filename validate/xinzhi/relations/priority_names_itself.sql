-- rule: priority-names-itself
-- zh: priority_regions 只记本地区以外的地区：“{value}”是该重点工作自己的地区
-- en: priority_regions lists other places only: “{value}” is the priority's own region
-- needs: priority_regions, regional_priorities
SELECT 'priority_regions' AS resource, l.priority || '/' || l.region AS record, 'region' AS "column", l.region AS value
FROM priority_regions AS l
JOIN regional_priorities AS p ON p.id = l.priority AND p.region = l.region
ORDER BY ALL
