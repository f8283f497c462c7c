-- rule: priority-without-topic
-- zh: 重点工作“{record}”没有主题：在 priority_topics.csv 中至少添一行
-- en: the priority “{record}” has no topic: add at least one row to priority_topics.csv
-- means_zh: 重点工作在 `priority_topics` 中没有主题。
-- means_en: A priority has no topic in `priority_topics`.
-- why_zh: 使用者按主题查找；没有主题的重点工作找不到。
-- why_en: Readers search by topic; a priority without one is never found.
-- needs: regional_priorities, priority_topics
SELECT 'regional_priorities' AS resource, p.id AS record
FROM regional_priorities AS p
ANTI JOIN priority_topics AS t ON t.priority = p.id
ORDER BY ALL
