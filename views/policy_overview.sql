-- One row per policy or programme, with its issuer, newest state, measures and figures. / 每项政策或计划一行，含发布机构、最新状态、措施数与数字。
-- shows: policies without title_en_basis
-- state: State in the newest source that tells one (policy_states has all of them); of several that are equally new, the one that is furthest along. / 最新来源所述的状态（历次见 policy_states）；同样新者取进展最远的一个。
-- state_as_of: Date of that state. / 该状态所指日期。
-- measures: Number of its measures. / 措施数。
-- terms: Its figures, each with its kind. / 政策中的数字及其类别。
-- targets: Number of targets that it sets. / 提出的目标数。
-- priorities: Number of commitments that name it. / 提及它的承诺数。
CREATE OR REPLACE VIEW policy_overview AS
WITH along(state, place) AS (
    VALUES
        ('to be issued', 1),
        ('draft', 2),
        ('issued', 3),
        ('to be carried out', 4),
        ('launched', 5),
        ('being carried out', 6),
        ('to be completed', 7),
        ('largely completed', 8),
        ('expiring', 9)
),
newest AS (
    SELECT t.policy, t.state, t.as_of
    FROM policy_states AS t
    JOIN along AS a ON a.state = t.state
    QUALIFY row_number() OVER (PARTITION BY t.policy ORDER BY t.as_of DESC NULLS LAST, a.place DESC) = 1
)
SELECT y.id, y.title_zh, y.title_en, y.kind, n.state, n.as_of AS state_as_of, y.region, r.name_zh AS region_zh, r.name_en AS region_en,
       y.issuer, o.name_zh AS issuer_zh, o.name_en AS issuer_en, y.issued, y.issued_basis, y.period_start, y.period_end,
       y.parent, u.title_zh AS parent_zh, u.title_en AS parent_en,
       (SELECT count(*) FROM policy_measures AS m WHERE m.policy = y.id) AS measures,
       (SELECT string_agg(t.kind || ': ' || t.value_text, '; ' ORDER BY t.id) FROM policy_terms AS t WHERE t.policy = y.id) AS terms,
       (SELECT count(*) FROM targets AS t WHERE t.policy = y.id) AS targets,
       (SELECT count(*) FROM priority_policies AS l WHERE l.policy = y.id) AS priorities,
       y.note_en
FROM policies AS y
JOIN regions AS r ON r.code = y.region
LEFT JOIN newest AS n ON n.policy = y.id
LEFT JOIN organizations AS o ON o.id = y.issuer
LEFT JOIN policies AS u ON u.id = y.parent
ORDER BY y.region, y.id;
