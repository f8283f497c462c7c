-- rule: source-without-fact
-- zh: 收录的文章“{record}”没有一条事实
-- en: no fact is taken from the article “{record}”, though it is in scope
-- needs: sources, evidence
SELECT 'sources' AS resource, sources.id AS record, 'in_scope' AS "column"
FROM sources
ANTI JOIN evidence ON evidence.source = sources.id
WHERE sources.in_scope
ORDER BY ALL
