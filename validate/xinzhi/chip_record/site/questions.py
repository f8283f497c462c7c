"""What the SQL page offers to begin with: questions of the record, each a query over its views."""

from __future__ import annotations

from ...site.model import Question
from ...site.words import Pair

QUESTIONS = (
    Question(
        Pair("谁兑现了对芯片与算力的承诺？", "Who kept promises on chips and computing power?"),
        """
SELECT region_{lang} AS region, year, promise_{lang} AS promise, value_text, verdict, outcome_year, observed_text
FROM promises
WHERE about <> 'context' AND verdict IN ('met', 'exceeded', 'partly')
ORDER BY year DESC, region, id
""",
    ),
    Question(
        Pair("谁不再提芯片？", "Who fell silent on chips?"),
        """
SELECT later.region_{lang} AS region, earlier.year AS spoke_in, later.year AS silent_in
FROM coverage AS later
JOIN coverage AS earlier ON (earlier.region, earlier.topic, earlier.year) = (later.region, later.topic, later.year - 1)
WHERE later.topic = 'integrated-circuits'
  AND earlier.known = 'stated' AND later.known = 'read in full and not mentioned'
ORDER BY later.year DESC, later.region
""",
    ),
    Question(
        Pair("项目到了哪一步？", "How far have the projects come?"),
        """
SELECT COALESCE(stage, '?') AS stage, count(*) AS projects,
       count(*) FILTER (about IN ('chips', 'both')) AS chips,
       count(*) FILTER (about IN ('compute', 'both')) AS compute
FROM project_pipeline
GROUP BY ALL
ORDER BY projects DESC, stage
""",
    ),
    Question(
        Pair("各地承诺了多少算力，后来有多少？", "How much computing power was promised, and how much came?"),
        """
SELECT region_{lang} AS region, metric_{lang} AS metric, year, kind, value_text, base_value, base_unit
FROM series
WHERE about = 'compute' AND base_unit = 'petaflops' AND region IS NOT NULL
ORDER BY region, metric, year, kind, id
""",
    ),
    Question(
        Pair("各省每年的成绩单", "The score of each province and year"),
        """
SELECT p.province_{lang} AS province, s.year, sum(s.promises) AS promises,
       sum(s.met + s.exceeded) AS kept, sum(s.partly) AS partly, sum(s.under_way) AS under_way,
       sum(s.missed) AS missed, sum(s.not_reported) AS not_reported
FROM scoreboard AS s
JOIN region_provinces AS p ON p.region = s.region
WHERE s.about <> 'context'
GROUP BY ALL
HAVING sum(s.promises - s.not_followed) > 0
ORDER BY s.year DESC, promises DESC, province
""",
    ),
    Question(
        Pair("哪些企业被提到最多？", "Which organisations are named most?"),
        """
SELECT name_{lang} AS organization, kind, region_{lang} AS region, projects, milestones, recognitions
FROM organization_profile
ORDER BY projects + milestones + recognitions DESC, id
LIMIT 30
""",
    ),
    Question(
        Pair("碳化硅、氮化镓：谁做到了哪一步？", "Silicon carbide and gallium nitride: who has come how far?"),
        """
SELECT COALESCE(organization_{lang}, park_{lang}, cluster_{lang}, region_{lang}) AS who,
       summary_{lang} AS summary, stage, reached, expected
FROM milestone_overview
WHERE list_contains(topics, 'compound-semiconductors')
ORDER BY reached DESC NULLS LAST, id
""",
    ),
    Question(
        Pair("一项承诺出自哪里？", "Where does a promise stand?"),
        """
SELECT record, citation_{lang} AS citation
FROM citations
WHERE dataset = 'targets' AND record LIKE 'anhui-2025-%'
ORDER BY record, source, start
""",
    ),
)
