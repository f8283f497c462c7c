-- rule: region-parent
-- zh: “{record}”的上级“{value}”不合：省、地、县级须有上级，上级级别应更高，代码前缀应一致
-- en: the parent “{value}” of “{record}” does not fit: provinces, prefectures and counties have a parent of a higher level that shares the code's prefix
-- means_zh: 省、地、县级的地区没有上级，或上级的级别不高于它，或上级的代码前缀与它不同。
-- means_en: A province, prefecture or county has no parent, or its parent is not of a higher level, or does not share the prefix of its code.
-- why_zh: 按省汇总时会漏掉或算错地方。
-- why_en: Totals by province would miss places or count them in the wrong one.
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
