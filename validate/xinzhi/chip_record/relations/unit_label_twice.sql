-- rule: unit-label-twice
-- zh: 写法“{value}”既属于单位“{unit}”，又属于“{other}”
-- en: the label “{value}” stands for the unit “{unit}”, and for “{other}” as well
-- means_zh: 一种单位写法（不分大小写）属于两个单位，或在 `units` 与 `unit_spellings` 中各有一次。
-- means_en: A label of a unit, whatever its case, stands for two units, or stands in `units` and in `unit_spellings`.
-- why_zh: 数字后印的是这个写法，就不知道是哪个单位。
-- why_en: A figure that is printed with it could be in either.
-- needs: units, unit_spellings
WITH labels AS (
    SELECT 'units' AS resource, id AS record, label_zh, id AS unit FROM units
    UNION ALL SELECT 'unit_spellings', label_zh, label_zh, unit FROM unit_spellings
)
SELECT b.resource AS resource, b.record AS record, 'label_zh' AS "column", b.label_zh AS value, b.unit AS unit, a.unit AS other
FROM labels AS a
JOIN labels AS b ON lower(a.label_zh) = lower(b.label_zh) AND (a.resource, a.record) > (b.resource, b.record)
    AND (a.resource <> b.resource OR a.label_zh <> b.label_zh)  -- the same label twice in one table breaks its key
ORDER BY ALL
