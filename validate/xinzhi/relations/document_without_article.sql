-- rule: document-without-article
-- zh: 文档“{record}”没有任何文章
-- en: no article is taken from the document “{record}”
-- needs: documents, sources
SELECT 'documents' AS resource, documents.id AS record
FROM documents
ANTI JOIN sources ON sources.document = documents.id
ORDER BY ALL
