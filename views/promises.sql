-- One row per commitment, target and promised project, and each later source that was asked what came of it; one row where none was asked yet. / 每项承诺、目标与承诺中的项目，对每个后来的来源一行；尚未追踪者一行。
-- needs: fact_about, region_provinces, named_figures
-- kind: commitment, target or project. / 承诺、目标或项目。
-- dataset: Dataset of the promise. / 承诺所在的数据集。
-- id: Id of the promise there. / 该数据集中的编号。
-- year: Year in which it was promised; empty where the source does not tell it. / 提出承诺的年份；来源未写明者为空。
-- due: When it is due, where stated. / 期限，写明时才有。
-- region: Region; code in regions. / 地区，regions 的代码。
-- province: Province in which its region lies. / 所属地区所在的省级单位。
-- province_zh: Its name in Chinese. / 其中文名称。
-- province_en: Its name in English. / 其英文名称。
-- promise_zh: What was promised, in Chinese. / 承诺的内容（中文）。
-- promise_en: What was promised, in English. / 承诺的内容（英文）。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
-- value_text: The figure as printed, of a target. / 目标的原文数字。
-- comparator: How the figure binds. / 数字的约束方式。
-- basis: What the figure is: a level, an increase, growth on the year before … / 数字的性质：水平值、增加量、同比增速等。
-- base_value: The figure in the base unit; the lower bound of a range. / 以基本单位计的数值；区间时为下限。
-- base_unit: Unit of the figure in the base unit, as CNY for 亿元. / 换算后数值的单位，如亿元换算为 CNY。
-- verb_zh: The verb of the commitment, as printed. / 承诺的动词，照录原文。
-- voice: Who speaks. / 谁在说话。
-- outcome: Id of the outcome; empty where no later source was asked. / 兑现情况的编号；尚未追踪者为空。
-- observed_text: The figure as reported later. / 后来报告的数字。
CREATE OR REPLACE VIEW promises AS
WITH promised AS (
    SELECT 'commitment' AS kind, 'regional_priorities' AS dataset, p.id, p.region, p.year, NULL AS due,
           p.summary_zh AS promise_zh, p.summary_en AS promise_en, NULL AS value_text, NULL AS comparator, NULL AS basis, NULL AS base_value, NULL AS base_unit, p.verb_zh, p.voice
    FROM regional_priorities AS p
    UNION ALL
    SELECT 'target', 'targets', t.id, n.place, COALESCE(p.year, year(t.period_start)), CAST(t.period_end AS VARCHAR),
           concat_ws('：', n.metric_zh, t.scope_zh), concat_ws(': ', n.metric_en, t.scope_en), t.value_text,
           t.comparator, t.basis, n.base_value, n.base_unit, p.verb_zh, p.voice
    FROM targets AS t
    JOIN named_figures AS n ON n.dataset = 'targets' AND n.id = t.id
    LEFT JOIN regional_priorities AS p ON p.id = t.priority
    UNION ALL
    SELECT 'project', 'projects', j.id, j.region, COALESCE(p.year, TRY_CAST(left(j.stage_as_of, 4) AS BIGINT)), j.expected_completion,
           j.name_zh, j.name_en, NULL, NULL, NULL, NULL, NULL, p.verb_zh, p.voice
    FROM projects AS j
    LEFT JOIN regional_priorities AS p ON p.id = j.priority
    WHERE j.priority IS NOT NULL OR j.id IN (SELECT record FROM outcomes WHERE dataset = 'projects')
)
SELECT f.kind, f.dataset, f.id, f.region, r.name_zh AS region_zh, r.name_en AS region_en, v.province, v.province_zh, v.province_en,
       f.year, f.due, f.promise_zh, f.promise_en, f.value_text, f.comparator, f.basis, f.base_value, f.base_unit, f.verb_zh, f.voice, COALESCE(a.about, 'context') AS about, a.topics,
       o.id AS outcome, o.source, o.year AS outcome_year, o.verdict, o.indicator, i.value_text AS observed_text,
       o.milestone, m.summary_zh AS milestone_zh, m.summary_en AS milestone_en, o.basis_zh, o.basis_en
FROM promised AS f
LEFT JOIN outcomes AS o ON o.dataset = f.dataset AND o.record = f.id
LEFT JOIN indicators AS i ON i.id = o.indicator
LEFT JOIN milestones AS m ON m.id = o.milestone
LEFT JOIN regions AS r ON r.code = f.region
LEFT JOIN region_provinces AS v ON v.region = f.region
LEFT JOIN fact_about AS a ON a.dataset = f.dataset AND a.id = f.id
ORDER BY f.region, f.year, f.kind, f.id, o.year, o.source;
