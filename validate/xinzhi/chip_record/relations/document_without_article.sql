-- rule: document-without-article
-- zh: 文档“{record}”没有任何文章：在 sources.csv 中登记其文章
-- en: no article is taken from the document “{record}”: register its articles in sources.csv
-- means_zh: 登记的文档没有任何文章。
-- means_en: No article is taken from a registered document.
-- why_zh: 文档的每个字都属于某篇文章；没有文章的文档无人引用。
-- why_en: Every character of a document belongs to an article; a document without one is cited by nothing.
-- needs: documents, sources
SELECT 'documents' AS resource, documents.id AS record
FROM documents
ANTI JOIN sources ON sources.document = documents.id
ORDER BY ALL
