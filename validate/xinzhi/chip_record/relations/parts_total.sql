-- rule: parts-total
-- zh: 各部分之和为 {sum}，不等于所述总数 {value}（单位 {unit}）
-- en: the parts add up to {sum}, not to the stated total {value} ({unit})
-- means_zh: 以 `part_of` 相连的各部分，换算成同一单位后之和不等于总数。
-- means_en: The parts that `part_of` ties to a total do not add up to it, all in one unit.
-- why_zh: 要么漏了一部分，要么某个数抄错了。
-- why_en: A part is missing, or a figure was copied wrongly.
-- needs: policy_terms, units
WITH parts AS (
    SELECT t.part_of, SUM(CAST(t.value AS DECIMAL(38, 6)) * CAST(u.factor AS DECIMAL(20, 6))) AS sum
    FROM policy_terms AS t JOIN units AS u ON u.id = t.unit
    WHERE t.part_of IS NOT NULL AND t.part_of <> t.id
    GROUP BY t.part_of
)
-- The sum is told in the unit of the total.
SELECT 'policy_terms' AS resource, t.id AS record, 'value' AS "column", t.unit AS unit,
       format('{:.15g}', CAST(parts.sum AS DOUBLE) / u.factor) AS sum, format('{:.15g}', t.value) AS value
FROM parts
JOIN policy_terms AS t ON t.id = parts.part_of
JOIN units AS u ON u.id = t.unit
WHERE CAST(t.value AS DECIMAL(38, 6)) * CAST(u.factor AS DECIMAL(20, 6)) <> parts.sum
ORDER BY ALL
