-- rule: article-outside-document
-- zh: 文章的末尾 {value} 超出文档“{document}”的 {characters} 个字符
-- en: the article ends at {value}, beyond the {characters} characters of “{document}”
-- means_zh: 文章的末尾超出了文档的字符数。
-- means_en: An article ends beyond the last character of its document.
-- why_zh: 那里没有文字；不是位置错了，就是登记的字符数错了。
-- why_en: There is no text there: the offset or the registered number of characters is wrong.
-- needs: sources, documents
SELECT 'sources' AS resource, sources.id AS record, 'end' AS "column", sources."end" AS value,
       documents.id AS document, documents.characters AS characters
FROM sources
JOIN documents ON documents.id = sources.document
WHERE sources."end" > documents.characters
ORDER BY ALL
