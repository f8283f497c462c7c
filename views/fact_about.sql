-- One row per fact that has topics, of its own or inherited, with what it is about. / 每条有主题（自有或继承）的事实一行，说明涉及什么。
-- needs: fact_topics, topic_lineage
-- dataset: Dataset in which the fact stands. / 事实所在的数据集。
-- id: Id of its row there. / 该数据集中的编号。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
-- topics: Its topics, inherited ones too. / 其主题，含继承的主题。
-- topics_zh: Labels of its topics in Chinese. / 主题的中文标签。
-- topics_en: Labels of its topics in English. / 主题的英文标签。
CREATE OR REPLACE VIEW fact_about AS
WITH subjects AS (
    SELECT topic, bool_or(ancestor = 'integrated-circuits') AS of_chips, bool_or(ancestor = 'compute') AS of_compute
    FROM topic_lineage
    GROUP BY topic
)
SELECT f.dataset, f.id,
       CASE WHEN bool_or(s.of_chips) AND bool_or(s.of_compute) THEN 'both'
            WHEN bool_or(s.of_chips) THEN 'chips'
            WHEN bool_or(s.of_compute) THEN 'compute'
            ELSE 'context' END AS about,
       list(t.id ORDER BY t.id) AS topics,
       string_agg(t.label_zh, '、' ORDER BY t.id) AS topics_zh,
       string_agg(t.label_en, ', ' ORDER BY t.id) AS topics_en
FROM fact_topics AS f
JOIN topics AS t ON t.id = f.topic
JOIN subjects AS s ON s.topic = f.topic
GROUP BY ALL
ORDER BY f.dataset, f.id;
