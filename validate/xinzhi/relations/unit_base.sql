-- rule: unit-base
-- zh: 基本单位“{value}”的量纲与本单位不同，或它自己不是基本单位
-- en: the base unit “{value}” has another dimension, or is no base unit itself
-- needs: units
SELECT 'units' AS resource, u.id AS record, 'base' AS "column", u.base AS value
FROM units AS u
JOIN units AS b ON b.id = u.base
WHERE b.dimension <> u.dimension OR b.base <> b.id
ORDER BY ALL
