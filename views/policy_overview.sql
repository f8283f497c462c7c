-- One row per policy or programme, with its issuer, status, measures and figures. / 每项政策或计划一行，含发布机构、状态、措施数与数字。
-- shows: policies without title_en_basis
-- measures: Number of its measures. / 措施数。
-- terms: Its figures, each with its kind. / 政策中的数字及其类别。
-- targets: Number of targets that it sets. / 提出的目标数。
-- priorities: Number of commitments that name it. / 提及它的承诺数。
CREATE OR REPLACE VIEW policy_overview AS
SELECT y.id, y.title_zh, y.title_en, y.kind, y.status, y.region, r.name_zh AS region_zh, r.name_en AS region_en,
       y.issuer, o.name_zh AS issuer_zh, o.name_en AS issuer_en, y.issued, y.issued_basis, y.period_start, y.period_end,
       y.parent, u.title_zh AS parent_zh, u.title_en AS parent_en,
       (SELECT count(*) FROM policy_measures AS m WHERE m.policy = y.id) AS measures,
       (SELECT string_agg(t.kind || ': ' || t.value_text, '; ' ORDER BY t.id) FROM policy_terms AS t WHERE t.policy = y.id) AS terms,
       (SELECT count(*) FROM targets AS t WHERE t.policy = y.id) AS targets,
       (SELECT count(*) FROM priority_policies AS l WHERE l.policy = y.id) AS priorities,
       y.note_en
FROM policies AS y
JOIN regions AS r ON r.code = y.region
LEFT JOIN organizations AS o ON o.id = y.issuer
LEFT JOIN policies AS u ON u.id = y.parent
ORDER BY y.region, y.id;
