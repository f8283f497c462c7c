-- One row per fact of any kind: who, where, when, what, its figure in the base unit, its topics, and where it stands. The first view to open. / 每条事实（不论类别）一行：谁、何地、何时、何事、以基本单位计的数字、主题与出处；最先打开的视图。
-- needs: named_figures, fact_about, recognition_recipients, region_provinces
-- kind: What kind of fact: commitment, target, indicator, milestone, project, recognition, measure, term, roster, event or report. / 事实的类别：承诺、目标、数据、里程碑、项目、荣誉、措施、政策数字、名录、事件或报告。
-- dataset: Dataset in which the fact stands. / 事实所在的数据集。
-- id: Id of its row there; cite(dataset, id) has its citations. / 该数据集中的编号；引文见 cite(dataset, id)。
-- region: Region where it belongs: its own, else that of its park, cluster, project, policy or organisation. / 所属地区：取本行的地区，否则取园区、集群、项目、政策或机构所在地区。
-- province: Province in which its region lies. / 所属地区所在的省级单位。
-- province_zh: Its name in Chinese. / 其中文名称。
-- province_en: Its name in English. / 其英文名称。
-- year: Year of the commitment, or in which the period ends; empty where nothing tells it. / 承诺的年份或期间末日所在的年份；无从得知者为空。
-- time: Date or period as recorded, mostly in EDTF. / 所录的日期或期间，多为 EDTF。
-- text_zh: What it says, in Chinese. / 内容（中文）。
-- text_en: What it says, in English. / 内容（英文）。
-- value_text: The figure as printed. / 原文数字。
-- comparator: How the figure binds. / 数字的约束方式。
-- basis: What the figure is: a level, an increase, growth on the year before …; empty where there is none. / 数字的性质：水平值、增加量、同比增速等；没有数字者为空。
-- base_value: The figure in the base unit; the lower bound of a range. / 以基本单位计的数值；区间时为下限。
-- base_value_high: The upper bound in the base unit, only where comparator is range. / 以基本单位计的区间上限，仅当 comparator 为 range。
-- base_unit: Unit of the figures in the base unit, as CNY for 亿元. / 换算后数值的单位，如亿元换算为 CNY。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
-- topics: Its topics, inherited ones too. / 其主题，含继承的主题。
-- voice: Who speaks, where that is recorded. / 谁在说话，有记录时才有。
-- sources: Articles that the row rests on. / 本行所据的文章。
CREATE OR REPLACE VIEW facts AS
WITH bases(basis, shown_zh, shown_en) AS (
    -- A level goes without saying.
    VALUES
        ('increase', '（增加量）', ' (increase)'),
        ('yoy', '（同比增速）', ' (growth on the year before)'),
        ('cumulative', '（累计）', ' (cumulative)'),
        ('annual', '（年度值）', ' (per year)'),
        ('difference', '（差值）', ' (difference)'),
        ('multiple', '（为基期的倍数）', ' (multiple of the base)'),
        ('growth-multiple', '（比基期增长的倍数）', ' (growth as a multiple of the base)'),
        ('annual-growth', '（年均增速）', ' (average growth per year)')
),
stages(stage, shown_zh) AS (
    VALUES
        ('planned', '谋划'),
        ('to be landed', '推动落地'),
        ('to start', '拟开工'),
        ('started', '已开工'),
        ('launched', '科研项目已启动'),
        ('being advanced', '推进中'),
        ('under construction', '在建'),
        ('to be completed', '拟建成投产'),
        ('ramping up', '稳产爬坡'),
        ('completed', '建成、通线'),
        ('in operation', '运营、投产')
),
told AS (
    SELECT 'commitment' AS kind, 'regional_priorities' AS dataset, id, region, CAST(year AS BIGINT) AS year, CAST(year AS VARCHAR) AS time,
           summary_zh AS text_zh, summary_en AS text_en, NULL AS value_text, NULL AS comparator, NULL AS basis, voice
    FROM regional_priorities
    UNION ALL
    SELECT 'target', 'targets', t.id, n.place, year(t.period_end), concat_ws('/', t.period_start, t.period_end),
           concat_ws('：', concat(n.metric_zh, b.shown_zh), t.scope_zh), concat_ws(': ', concat(n.metric_en, b.shown_en), t.scope_en),
           t.value_text, t.comparator, t.basis, p.voice
    FROM targets AS t
    JOIN named_figures AS n ON n.dataset = 'targets' AND n.id = t.id
    LEFT JOIN bases AS b ON b.basis = t.basis
    LEFT JOIN regional_priorities AS p ON p.id = t.priority
    UNION ALL
    SELECT 'indicator', 'indicators', i.id, n.place, year(i.period_end), concat_ws('/', i.period_start, i.period_end),
           concat_ws('：', concat(n.metric_zh, b.shown_zh), i.scope_zh), concat_ws(': ', concat(n.metric_en, b.shown_en), i.scope_en),
           i.value_text, i.comparator, i.basis, NULL
    FROM indicators AS i
    JOIN named_figures AS n ON n.dataset = 'indicators' AND n.id = i.id
    LEFT JOIN bases AS b ON b.basis = i.basis
    UNION ALL
    SELECT 'milestone', 'milestones', m.id, COALESCE(m.region, k.region, c.region, j.region, y.region, o.region),
           TRY_CAST(left(COALESCE(m.reached, m.expected), 4) AS BIGINT), COALESCE(m.reached, m.expected), m.summary_zh, m.summary_en, NULL, NULL, NULL, NULL
    FROM milestones AS m
    LEFT JOIN parks AS k ON k.id = m.park
    LEFT JOIN clusters AS c ON c.id = m.cluster
    LEFT JOIN projects AS j ON j.id = m.project
    LEFT JOIN policies AS y ON y.id = m.policy
    LEFT JOIN organizations AS o ON o.id = m.organization
    UNION ALL
    SELECT 'project', 'projects', j.id, j.region, TRY_CAST(left(j.stage_as_of, 4) AS BIGINT), j.stage_as_of,
           concat_ws('：', j.name_zh, s.shown_zh), concat_ws(': ', j.name_en, j.stage), NULL, NULL, NULL, p.voice
    FROM projects AS j
    LEFT JOIN stages AS s ON s.stage = j.stage
    LEFT JOIN regional_priorities AS p ON p.id = j.priority
    UNION ALL
    SELECT 'recognition', 'recognitions', g.id, COALESCE(g.region, l.region), CAST(g.year AS BIGINT), CAST(g.year AS VARCHAR),
           concat_ws('：', l.names_zh, g.award_zh), concat_ws(': ', l.names_en, g.award_en),
           NULL, NULL, NULL, NULL
    FROM recognitions AS g
    LEFT JOIN (
        -- A region that is recognised goes without saying: the fact has it.
        SELECT recognition, string_agg(name_zh, '、' ORDER BY dataset, sequence, id) FILTER (dataset <> 'regions') AS names_zh,
               string_agg(name_en, ', ' ORDER BY dataset, sequence, id) FILTER (dataset <> 'regions') AS names_en,
               -- Recipients in several regions have none in common.
               CASE WHEN count(DISTINCT region) = 1 THEN min(region) END AS region
        FROM recognition_recipients WHERE role = 'recipient' GROUP BY recognition
    ) AS l ON l.recognition = g.id
    UNION ALL
    SELECT 'measure', 'policy_measures', m.id, y.region, TRY_CAST(left(y.issued, 4) AS BIGINT), y.issued, m.summary_zh, m.summary_en, NULL, NULL, NULL, 'government'
    FROM policy_measures AS m
    JOIN policies AS y ON y.id = m.policy
    UNION ALL
    SELECT 'term', 'policy_terms', t.id, y.region, COALESCE(year(t.period_end), TRY_CAST(left(y.issued, 4) AS BIGINT)),
           NULLIF(concat_ws('/', t.period_start, t.period_end), ''), concat_ws('：', n.metric_zh, t.scope_zh), concat_ws(': ', n.metric_en, t.scope_en),
           t.value_text, t.comparator, NULL, 'government'
    FROM policy_terms AS t
    JOIN policies AS y ON y.id = t.policy
    JOIN named_figures AS n ON n.dataset = 'policy_terms' AND n.id = t.id
    UNION ALL
    SELECT 'roster', 'park_roster', l.id, k.region, TRY_CAST(left(l.as_of, 4) AS BIGINT), l.as_of,
           k.name_zh || '：' || o.name_zh, k.name_en || ': ' || o.name_en, NULL, NULL, NULL, NULL
    FROM park_roster AS l
    JOIN parks AS k ON k.id = l.park
    JOIN organizations AS o ON o.id = l.organization
    UNION ALL
    SELECT 'event', 'events', id, region, TRY_CAST(left(held, 4) AS BIGINT), held, name_zh, name_en, NULL, NULL, NULL, NULL
    FROM events
    UNION ALL
    SELECT 'report', 'work_reports', w.id, w.region, CAST(w.year AS BIGINT), w.delivered,
           concat_ws('，', r.name_zh || w.year || '年政府工作报告', w.session_zh), concat_ws(', ', 'Government work report of ' || r.name_en || ' for ' || w.year, w.session_en),
           NULL, NULL, NULL, 'government'
    FROM work_reports AS w
    JOIN regions AS r ON r.code = w.region
)
SELECT f.kind, f.dataset, f.id, f.region, r.name_zh AS region_zh, r.name_en AS region_en, v.province, v.province_zh, v.province_en,
       f.year, f.time, f.text_zh, f.text_en, f.value_text, f.comparator, f.basis, n.base_value, n.base_value_high, n.base_unit,
       COALESCE(a.about, 'context') AS about, a.topics, f.voice, s.sources
FROM told AS f
LEFT JOIN named_figures AS n ON n.dataset = f.dataset AND n.id = f.id
LEFT JOIN regions AS r ON r.code = f.region
LEFT JOIN region_provinces AS v ON v.region = f.region
LEFT JOIN fact_about AS a ON a.dataset = f.dataset AND a.id = f.id
LEFT JOIN (SELECT dataset, record, list(DISTINCT source ORDER BY source) AS sources FROM evidence GROUP BY ALL) AS s
       ON s.dataset = f.dataset AND s.record = f.id
ORDER BY f.dataset, f.id;
