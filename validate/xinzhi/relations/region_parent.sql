-- rule: region-parent
-- zh: “{record}”的上级“{value}”不合：级别应更高，代码前缀应一致
-- en: the parent “{value}” of “{record}” does not fit: it is to be of a higher level and to share the code's prefix
-- needs: regions
WITH ranked AS (
    SELECT *, list_position(['country', 'area', 'province', 'prefecture', 'county'], level) AS rank FROM regions
)
SELECT 'regions' AS resource, r.code AS record, 'parent' AS "column", COALESCE(r.parent, '') AS value
FROM ranked AS r
LEFT JOIN ranked AS p ON p.code = r.parent
WHERE (r.level IN ('province', 'prefecture', 'county') AND r.parent IS NULL)
   OR (p.rank >= r.rank AND p.code <> r.code)  -- a region that is its own parent is the rule own-parent's business
   OR (p.level = 'province' AND left(p.code, 2) <> left(r.code, 2))
   OR (p.level = 'prefecture' AND left(p.code, 4) <> left(r.code, 4))
ORDER BY ALL
