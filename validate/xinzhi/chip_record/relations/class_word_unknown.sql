-- rule: class-word-unknown
-- zh: 词“{word}”所指的“{value}”在“{class}”的任何一行里都没有：多半拼错
-- en: no row has “{value}” as its {class}, which class_words gives for the word “{word}”: it is mostly misspelt
-- means_zh: `class_words` 为某词所列的值，没有任何一行使用；`topic` 一类则是 `topics` 里没有这个主题。
-- means_en: No row has the value that `class_words` gives for a word; for the class `topic`, there is no such row in `topics`.
-- why_zh: 指向不存在的值的词，使正确的行受到指责。
-- why_en: A word that points to a value that is none accuses rows that are right.
-- needs: class_words, topics, regional_priorities, organizations, parks, clusters, policies, events, projects
WITH used AS (
    SELECT 'topic' AS class, id AS value FROM topics
    UNION SELECT 'stance', stance FROM regional_priorities
    UNION SELECT 'organization kind', kind FROM organizations
    UNION SELECT 'park kind', kind FROM parks
    UNION SELECT 'cluster kind', kind FROM clusters
    UNION SELECT 'policy kind', kind FROM policies
    UNION SELECT 'event kind', kind FROM events
    UNION SELECT 'project kind', kind FROM projects
)
SELECT 'class_words' AS resource, w.class || '/' || w.word_zh || '/' || w.value AS record, 'value' AS "column",
       w.value AS value, w.class AS class, w.word_zh AS word
FROM class_words AS w
ANTI JOIN used AS u ON u.class = w.class AND u.value = w.value
ORDER BY ALL
