-- rule: district-without-bridge
-- zh: 区“{record}”没有通车的桥
-- en: the district “{record}” has no bridge that is open
-- means_zh: 词表中的区没有一座通车的桥。
-- means_en: A district of the vocabulary has no bridge that is open.
-- why_zh: 词表只收用到的词。
-- why_en: Vocabularies hold what is used.
-- severity: warning
-- needs: districts, opened_bridges
SELECT 'districts' AS resource, d.id AS record
FROM districts AS d
ANTI JOIN opened_bridges AS b ON b.district = d.id
ORDER BY ALL
