-- One row per topic and each topic above it, itself included. / 每个主题与其各级上位主题（含自身）一行。
-- topic: Topic. / 主题。
-- ancestor: The topic itself or one above it. / 该主题自身或其上位主题。
-- steps: Levels between the two; 0 for the topic itself. / 两者相隔的层数；自身为 0。
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
