-- rule: duplicate-fact
-- zh: 与“{other}”说的是同一件事：只留一行，证据并到其下
-- en: it states the same fact as “{other}”: keep one row and give it the evidence of both
-- means_zh: 两行说的是同一件事：目标、数据或政策数字的主体、指标、期间、范围与数值全同（目标的类别不论），重点工作的地区、年份与中文概述全同，政策措施的政策与概述全同，进展的主体与概述全同，或授牌、事件除编号外全同。
-- means_en: Two rows state the same fact. Targets (of whatever kind), indicators or figures of policies agree in subject, metric, period, scope and value; priorities in region, year and Chinese summary; measures in policy and summary; milestones in subject and summary; recognitions and events in all but their ids.
-- why_zh: 重复的事实会被数两次。一条事实一行，可以有多处证据。
-- why_en: What stands twice is counted twice. One fact is one row, with as many spans as there are.
-- needs: targets, target_topics, indicators, indicator_topics, policy_terms, regional_priorities, policy_measures, milestones, recognitions, recognition_recipients, events
WITH facts_of AS (
    SELECT 'targets' AS resource, id,
           row(region, park, cluster, organization, project, metric, own.topics, comparator, value, value_high, unit, basis,
               period_start, period_end, scope_zh, priority, policy)::VARCHAR AS fact
    FROM targets
    LEFT JOIN (SELECT target, list(topic ORDER BY topic) AS topics FROM target_topics GROUP BY target) AS own ON own.target = id
    UNION ALL
    SELECT 'indicators', id,
           row(region, park, cluster, organization, project, metric, own.topics, comparator, value, value_high, unit, basis,
               period_start, period_end, scope_zh)::VARCHAR
    FROM indicators
    LEFT JOIN (SELECT indicator, list(topic ORDER BY topic) AS topics FROM indicator_topics GROUP BY indicator) AS own
           ON own.indicator = id
    UNION ALL
    SELECT 'policy_terms', id,
           row(policy, measure, kind, metric, comparator, value, value_high, unit, period_start, period_end, part_of, scope_zh)::VARCHAR
    FROM policy_terms
    UNION ALL
    SELECT 'regional_priorities', id, row(region, year, summary_zh)::VARCHAR FROM regional_priorities
    UNION ALL
    SELECT 'policy_measures', id, row(policy, summary_zh)::VARCHAR FROM policy_measures
    UNION ALL
    SELECT 'milestones', id, row(organization, region, park, cluster, project, policy, summary_zh)::VARCHAR FROM milestones
    UNION ALL
    SELECT 'recognitions', id, row(region, who.recipients, award_zh, awarded_by, event, year, batch, status)::VARCHAR
    FROM recognitions
    LEFT JOIN (SELECT recognition, list(recipient ORDER BY recipient) AS recipients FROM recognition_recipients GROUP BY recognition) AS who
           ON who.recognition = id
    UNION ALL
    SELECT 'events', id, row(kind, region, held, name_zh)::VARCHAR FROM events
)
SELECT resource, id AS record, first_value(id) OVER same AS other
FROM facts_of
WINDOW same AS (PARTITION BY resource, fact ORDER BY id)
QUALIFY row_number() OVER same > 1
ORDER BY ALL
