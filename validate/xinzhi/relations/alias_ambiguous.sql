-- rule: alias-ambiguous
-- zh: “{value}”同时是“{other}”的名称：一个写法只能指一个实体
-- en: “{value}” is also the name of “{other}”: one form can point to one entity only
-- needs: organization_aliases, organizations, park_aliases, parks
SELECT 'organization_aliases' AS resource, a.alias AS record, 'alias' AS "column", a.alias AS value, o.id AS other
FROM organization_aliases AS a
JOIN organizations AS o ON o.name_zh = a.alias
UNION ALL
SELECT 'park_aliases', a.alias, 'alias', a.alias, p.id
FROM park_aliases AS a
JOIN parks AS p ON p.name_zh = a.alias
ORDER BY ALL
