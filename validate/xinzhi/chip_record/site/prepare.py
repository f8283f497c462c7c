"""What the pages ask for many times, kept in tables of its own: the views take half a second each."""

from __future__ import annotations

_KEPT = ("facts", "promises", "series", "coverage", "project_pipeline", "region_provinces", "fact_topics", "scoreboard")

PREPARE = {
    **{f"kept_{view}": f"FROM {view}" for view in _KEPT},
    # A promise with what the newest source that was asked says of it; of a commitment that none was asked about, what
    # came of its targets, where that is one and the same.
    "newest": """
    SELECT p.*, about <> 'context' AS ours, CASE WHEN p.verdict IS NULL THEN t.verdict END AS target_verdict
    FROM kept_promises AS p LEFT JOIN (
        SELECT t.priority, any_value(o.verdict) AS verdict FROM targets AS t JOIN outcomes AS o ON o.dataset = 'targets' AND o.record = t.id
        WHERE t.priority IS NOT NULL GROUP BY ALL HAVING count(DISTINCT o.verdict) = 1
    ) AS t ON p.dataset = 'regional_priorities' AND t.priority = p.id
    QUALIFY row_number() OVER (PARTITION BY dataset, id ORDER BY outcome_year DESC NULLS LAST, source) = 1
    """,  # noqa: E501
    # The region of a fact and those around it, the country aside: a province's page has what its cities say.
    "around": """
    SELECT l.region, l.ancestor FROM region_lineage AS l JOIN regions AS r ON r.code = l.ancestor
    WHERE r.level <> 'country' OR l.region = l.ancestor
    """,
    # A figure with what it is about, as the title of its series has it. Figures that cover different things are drawn
    # apart, even where they are of one metric.
    "figures": """
    SELECT s.*, concat_ws(' · ', s.series, s.scope_en) AS comparable, f.text_zh, f.text_en, COALESCE(n.place, s.region) AS place,
           concat_ws('，', COALESCE(n.region_zh, n.park_zh, n.cluster_zh, n.organization_zh, n.project_zh), s.metric_zh, s.scope_zh) AS subject_zh,
           concat_ws(', ', COALESCE(n.region_en, n.park_en, n.cluster_en, n.organization_en, n.project_en), s.metric_en, s.scope_en) AS subject_en
    FROM kept_series AS s
    JOIN named_figures AS n ON n.dataset = s.dataset AND n.id = s.id
    JOIN kept_facts AS f ON f.dataset = s.dataset AND f.id = s.id
    """,  # noqa: E501
    # What stands beside a fact in the same section of the same document: three facts before it and three behind.
    "neighbours": """
    WITH proved AS (
        SELECT e.source, e.dataset, e.record, min(e.start) AS start, arg_min(e."end", e.start) AS "end" FROM evidence AS e
        JOIN kept_facts AS f ON f.dataset = e.dataset AND f.id = e.record GROUP BY ALL
    ), placed AS (
        SELECT e.*, concat_ws('/', h.section, h.heading_zh) AS part,
               row_number() OVER (PARTITION BY e.source, part ORDER BY e.start, e.dataset, e.record) AS place
        FROM proved AS e
        LEFT JOIN passages AS h ON h.source = e.source AND h.start <= e.start AND e.start < h."end"
    )
    SELECT a.dataset AS of_dataset, a.record AS page, b.dataset, b.record AS id, min(b.source) AS source, min(b.place) AS place,
           arg_min(greatest(b.start - a."end", 0), b.place) AS behind, arg_min(greatest(a.start - b."end", 0), b.place) AS before
    FROM placed AS a JOIN placed AS b
    ON a.source = b.source AND a.part = b.part AND b.place BETWEEN a.place - 3 AND a.place + 3
    WHERE (a.dataset, a.record) <> (b.dataset, b.record) GROUP BY ALL
    """,  # noqa: E501
}

# Search asks for the names alone, and most of these tables for nothing: a view costs only who looks at it.
PREPARE_NAMES = tuple(
    f"CREATE TEMP {'TABLE' if name == 'kept_facts' else 'VIEW'} {name} AS {select}" for name, select in PREPARE.items()
)
