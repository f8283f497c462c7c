-- rule: source-without-fact
-- zh: 收录的文章“{record}”没有一条事实：应录入其事实，或将 in_scope 改为 false
-- en: no fact is taken from the article “{record}”, though it is in scope: enter its facts, or set in_scope to false
-- means_zh: `in_scope` 为 true 的文章没有一处证据。
-- means_en: An article whose `in_scope` is true has no evidence.
-- why_zh: 要么漏了其中的事实，要么它不该收录。
-- why_en: Either its facts were forgotten, or it is out of scope.
-- needs: sources, evidence
SELECT 'sources' AS resource, sources.id AS record, 'in_scope' AS "column"
FROM sources
ANTI JOIN evidence ON evidence.source = sources.id
WHERE sources.in_scope
ORDER BY ALL
