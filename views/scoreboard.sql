-- One row per region, year of the promise, and what it is about, with promises counted by the verdict of the newest source that was asked. / 每个地区、承诺年份与所涉内容一行，按最新来源的结论统计承诺数。
-- needs: promises
-- region: Region; code in regions. / 地区，regions 的代码。
-- year: Year in which it was promised; empty where the source does not tell it. / 提出承诺的年份；来源未写明者为空。
-- about: What it is about: chips, compute (computing power), both, or context (neither). / 涉及什么：chips（芯片）、compute（算力）、both（两者）、context（两者皆非）。
-- promises: Number of commitments, targets and projects. / 承诺、目标与项目数。
-- commitments: Number of commitments. / 承诺数。
-- targets: Number of targets. / 目标数。
-- projects: Number of projects. / 项目数。
-- met: Number that was reached as promised. / 达到的数量。
-- exceeded: Number with more than was promised. / 超过的数量。
-- missed: Number with less than was promised. / 未达到的数量。
-- partly: Number of which a part was reached. / 部分达到的数量。
-- under_way: Number begun and not finished. / 进行中的数量。
-- other_scope: Number reported for another scope only. / 仅有口径不同的说法的数量。
-- not_reported: Number that later reports do not mention. / 后来的报告未再提及的数量。
-- not_followed: Number for which no later source was asked yet. / 尚未追踪的数量。
CREATE OR REPLACE VIEW scoreboard AS
WITH newest AS (
    SELECT * FROM promises
    QUALIFY row_number() OVER (PARTITION BY dataset, id ORDER BY outcome_year DESC NULLS LAST, source) = 1
)
SELECT region, region_zh, region_en, province, year, about,
       count(*) AS promises,
       count(*) FILTER (kind = 'commitment') AS commitments,
       count(*) FILTER (kind = 'target') AS targets,
       count(*) FILTER (kind = 'project') AS projects,
       count(*) FILTER (verdict = 'met') AS met,
       count(*) FILTER (verdict = 'exceeded') AS exceeded,
       count(*) FILTER (verdict = 'missed') AS missed,
       count(*) FILTER (verdict = 'partly') AS partly,
       count(*) FILTER (verdict = 'under way') AS under_way,
       count(*) FILTER (verdict = 'other scope') AS other_scope,
       count(*) FILTER (verdict = 'not reported') AS not_reported,
       count(*) FILTER (verdict IS NULL) AS not_followed
FROM newest
WHERE region IS NOT NULL
GROUP BY ALL
ORDER BY region, year, about;
