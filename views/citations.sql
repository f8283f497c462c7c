-- One row per evidence span of a record, with a citation in both languages. / 每条记录的每处证据一行，附双语引文。
-- shows: evidence
-- citation_zh: Citation in Chinese. / 中文引文。
-- citation_en: Citation in English. / 英文引文。
CREATE OR REPLACE VIEW citations AS
SELECT e.dataset, e.record, e.field, e.source, e.start, e."end", d.id AS document, d.sha256 AS document_sha256, e.sha256 AS span_sha256,
       concat_ws('，', COALESCE(s.author_zh, s.publisher_zh), '《' || s.title_zh || '》', CASE WHEN s.author_zh IS NOT NULL THEN s.publisher_zh END,
                 COALESCE(s.published || CASE WHEN s.published_basis = 'inferred' THEN '（推定）' ELSE '' END, '日期未印'), '文档 ' || d.id, s.url, '字符 ' || e.start || '–' || e."end", '载芯志数据包 ' || e.dataset || '/' || e.record) AS citation_zh,
       concat_ws(', ', COALESCE(s.author_zh, s.publisher_en), '“' || s.title_en || '”', CASE WHEN s.author_zh IS NOT NULL THEN s.publisher_en END,
                 COALESCE(s.published || CASE WHEN s.published_basis = 'inferred' THEN ' (inferred)' ELSE '' END, 'n.d.'), 'document ' || d.id, s.url, 'characters ' || e.start || '–' || e."end", 'in Xinzhi, ' || e.dataset || '/' || e.record) AS citation_en
FROM evidence AS e
JOIN sources AS s ON s.id = e.source
JOIN documents AS d ON d.id = s.document
ORDER BY e.dataset, e.record, e.source, e.start;
