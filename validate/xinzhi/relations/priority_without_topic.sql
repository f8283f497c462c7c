-- rule: priority-without-topic
-- zh: 重点工作“{record}”没有主题
-- en: the priority “{record}” has no topic
-- needs: regional_priorities, priority_topics
SELECT 'regional_priorities' AS resource, p.id AS record
FROM regional_priorities AS p
ANTI JOIN priority_topics AS t ON t.priority = p.id
ORDER BY ALL
