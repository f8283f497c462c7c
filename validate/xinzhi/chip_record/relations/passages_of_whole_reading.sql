-- rule: passages-of-whole-reading
-- zh: 文章“{record}”整篇收录（reading 为 whole），却分为 {found} 段：应只有一段，或按句收录
-- en: the article “{record}” is read as a whole, but has {found} passages: it has one, or is read by sentences
-- means_zh: `reading` 为 whole 的文章有不止一个段落。
-- means_en: An article whose `reading` is whole has more than one passage.
-- why_zh: 整篇收录的文章，每个分句都要交代；分段会使其中一部分无人过问。
-- why_en: Of an article that is read as a whole every clause is accounted for; passages out of scope would hide some.
-- needs: sources, passages
SELECT 'sources' AS resource, sources.id AS record, 'reading' AS "column", count(*) AS found
FROM sources
JOIN passages ON passages.source = sources.id
WHERE sources.reading = 'whole'
GROUP BY sources.id
HAVING count(*) > 1
ORDER BY ALL
