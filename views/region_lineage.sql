-- One row per region and each region above it, itself included. / 每个地区与其各级上级地区（含自身）一行。
-- region: Region. / 地区。
-- ancestor: The region itself or one above it. / 该地区自身或其上级地区。
-- steps: Levels between the two; 0 for the region itself. / 两者相隔的层数；自身为 0。
CREATE OR REPLACE VIEW region_lineage AS
WITH RECURSIVE lineage AS (
    SELECT code AS region, code AS ancestor, 0 AS steps FROM regions
    UNION
    SELECT lineage.region, regions.parent, steps + 1
    FROM lineage
    JOIN regions ON regions.code = lineage.ancestor
    WHERE regions.parent IS NOT NULL AND steps < 20
)
SELECT * FROM lineage ORDER BY region, steps;
