-- cite(dataset, record): the citations of one record, a line each. / cite（数据集，主键）：一条记录的引文，每处一行。
-- needs: citations
CREATE OR REPLACE MACRO cite(of_dataset, of_record) AS (
    SELECT string_agg(citation_en || ' / ' || citation_zh, chr(10) ORDER BY source, start)
    FROM citations
    WHERE dataset = of_dataset AND record = of_record
);
