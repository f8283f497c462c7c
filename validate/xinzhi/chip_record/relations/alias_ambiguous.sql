-- rule: alias-ambiguous
-- zh: “{value}”同时是“{other}”的名称：一个写法只能指一个实体
-- en: “{value}” is also the name of “{other}”: one form can point to one entity only
-- means_zh: 一个别名同时是某个机构（园区）的中文名称。
-- means_en: An alias is also the Chinese name of an organisation, or of a park.
-- why_zh: 一个写法若指两个实体，文中出现时就不知道是谁。
-- why_en: If one form points to two entities, nobody can tell which one a text means.
-- needs: organization_aliases, organizations, park_aliases, parks
SELECT 'organization_aliases' AS resource, a.alias AS record, 'alias' AS "column", a.alias AS value, o.id AS other
FROM organization_aliases AS a
JOIN organizations AS o ON o.name_zh = a.alias
UNION ALL
SELECT 'park_aliases', a.alias, 'alias', a.alias, p.id
FROM park_aliases AS a
JOIN parks AS p ON p.name_zh = a.alias
ORDER BY ALL
