-- needs: regions
-- Each region with itself and every region above it, as in the view of this name; a region that is its own parent, which
-- the rule own-parent reports, ends there.
WITH RECURSIVE lineage AS (
    SELECT code AS region, code AS ancestor FROM regions
    UNION
    SELECT lineage.region, regions.parent
    FROM lineage
    JOIN regions ON regions.code = lineage.ancestor
    WHERE regions.parent IS NOT NULL AND regions.parent <> regions.code
)
SELECT region, ancestor FROM lineage
