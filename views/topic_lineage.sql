-- One row per topic and each topic above it, itself included. / 每个主题与其各级上位主题（含自身）一行。
CREATE OR REPLACE VIEW topic_lineage AS
WITH RECURSIVE lineage AS (
    SELECT id AS topic, id AS ancestor, 0 AS steps FROM topics
    UNION
    SELECT lineage.topic, topics.broader, steps + 1
    FROM lineage
    JOIN topics ON topics.id = lineage.ancestor
    WHERE topics.broader IS NOT NULL AND steps < 20
)
SELECT * FROM lineage ORDER BY topic, steps;
