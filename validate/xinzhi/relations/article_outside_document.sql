-- rule: article-outside-document
-- zh: 文章的末尾 {value} 超出文档“{document}”的 {characters} 个字符
-- en: the article ends at {value}, beyond the {characters} characters of “{document}”
-- needs: sources, documents
SELECT 'sources' AS resource, sources.id AS record, 'end' AS "column", sources."end" AS value,
       documents.id AS document, documents.characters AS characters
FROM sources
JOIN documents ON documents.id = sources.document
WHERE sources."end" > documents.characters
ORDER BY ALL
