-- rule: scope-disagrees
-- zh: 文章“{record}”的 in_scope 为 {value}，与其段落不符
-- en: in_scope of the article “{record}” is {value}, which is not what its passages say
-- means_zh: `in_scope` 为 false 的文章有 scope 或 context 段落，或为 true 的文章只有 out 段落。
-- means_en: An article whose `in_scope` is false has a passage of scope or context, or one whose `in_scope` is true has none.
-- why_zh: 是否收录由段落决定；两处说法不一，统计与引用就不知听谁的。
-- why_en: Passages decide what facts are taken from; where the two disagree, counts and citations go by one or the other.
-- needs: sources, passages
SELECT 'sources' AS resource, sources.id AS record, 'in_scope' AS "column"
FROM sources
JOIN passages ON passages.source = sources.id
GROUP BY sources.id, sources.in_scope
HAVING sources.in_scope <> bool_or(passages.kind <> 'out')
ORDER BY ALL
