-- rule: glossary-form-twice
-- zh: “{term_zh}”的英文“{value}”列了不止一次：同一译法要么可用，要么不用
-- en: the form “{value}” of “{term_zh}” is listed more than once: it is either right or to be avoided
-- means_zh: 词汇表的一行中，同一英文译法出现在首选、其他和不用三列中的两处，或在一列中出现两次。
-- means_en: In a row of the glossary, a form stands in two of the columns (preferred, other, to avoid), or twice in one.
-- why_zh: 又可用又不用的译法，谁也无从遵守；重复的译法多半是漏改。
-- why_en: Nobody can follow a form that is both right and wrong; one that is repeated was mostly forgotten in an edit.
-- needs: glossary
WITH cells AS (
    SELECT id, term_zh, 1 AS place, 'term_en' AS "column", term_en AS forms FROM glossary
    UNION ALL SELECT id, term_zh, 2, 'also_en', also_en FROM glossary WHERE also_en IS NOT NULL
    UNION ALL SELECT id, term_zh, 3, 'avoid_en', avoid_en FROM glossary WHERE avoid_en IS NOT NULL
),
listed AS (SELECT id, term_zh, place, "column", unnest(string_split(lower(forms), '; ')) AS form FROM cells)
SELECT 'glossary' AS resource, id AS record, any_value(term_zh) AS term_zh, arg_max("column", place) AS "column", form AS value
FROM listed
GROUP BY id, form
HAVING count(*) > 1
ORDER BY ALL
