-- rule: fact-after-source
-- zh: {column} {value} 晚于其来源“{source}”的发布（{published}）：尚未发生的事不能是已观察的事实
-- en: {column} {value} is after its source “{source}” was published ({published}): what lies ahead is no observation
-- means_zh: 已观察到的事（数据、里程碑、名录、开工）的日期，晚于其来源可能发布的最后一天。
-- means_en: Something observed (an indicator, a milestone, a roster, a start) is dated after the last day on which its source can have been published.
-- why_zh: 来源说不出尚未发生的事：那是目标，或日期错了。
-- why_en: A source cannot report what lies ahead: it is a target, or a date is wrong.
-- needs: indicators, milestones, park_roster, projects, evidence, sources
WITH dated AS (
    SELECT 'indicators' AS resource, id, 'period_end' AS "column", CAST(period_end AS VARCHAR) AS day FROM indicators
    UNION ALL SELECT 'milestones', id, 'reached', reached FROM milestones
    UNION ALL SELECT 'park_roster', id, 'as_of', as_of FROM park_roster
    UNION ALL SELECT 'park_roster', id, 'since', since FROM park_roster
    UNION ALL SELECT 'projects', id, 'started', started FROM projects
),
-- The last day on which the source can have been published.
published AS (
    SELECT id, published, string_split(regexp_replace(published, '[?~%]', '', 'g'), '/')[-1] AS last FROM sources
    WHERE published IS NOT NULL
)
SELECT DISTINCT d.resource, d.id AS record, d."column", d.day AS value, p.id AS source, p.published AS published
FROM dated AS d
JOIN evidence AS e ON e.dataset = d.resource AND e.record = d.id
JOIN published AS p ON p.id = e.source
WHERE d.day IS NOT NULL
  AND string_split(regexp_replace(d.day, '[?~%]', '', 'g'), '/')[1] > p.last || '~'
ORDER BY ALL
