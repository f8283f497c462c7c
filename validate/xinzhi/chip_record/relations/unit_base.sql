-- rule: unit-base
-- zh: 基本单位“{value}”的量纲与本单位不同，或它自己不是基本单位
-- en: the base unit “{value}” has another dimension, or is no base unit itself
-- means_zh: 单位的基本单位量纲不同，或自己还有另一个基本单位。
-- means_en: The base of a unit has another dimension, or has a base of its own.
-- why_zh: 换算只走一步，且只在同一量纲之内。
-- why_en: Conversion takes one step, within one dimension.
-- needs: units
SELECT 'units' AS resource, u.id AS record, 'base' AS "column", u.base AS value
FROM units AS u
JOIN units AS b ON b.id = u.base
WHERE b.dimension <> u.dimension OR b.base <> b.id
ORDER BY ALL
