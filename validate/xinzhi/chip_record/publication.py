"""How a release presents the record: the views that people read, and for how many provinces there is a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..publication import Grouping, Publication, Share
from .reading import COLUMN_TITLES, PRINTED, QUESTIONS

if TYPE_CHECKING:
    import duckdb


def provinces_with_report(connection: duckdb.DuckDBPyConnection) -> Iterator[Share]:
    """Region × year: the provincial units for which there is a work report."""
    sql = """
        SELECT y.year, count(w.id), count(*)
        FROM (SELECT DISTINCT year FROM work_reports) AS y
        CROSS JOIN (SELECT code FROM regions WHERE level = 'province') AS p
        LEFT JOIN work_reports AS w ON w.region = p.code AND w.year = y.year
        GROUP BY ALL ORDER BY ALL
    """
    for year, good, total in connection.execute(sql).fetchall():
        yield Share(
            f"provinces-{year}",
            f"有 {year} 年政府工作报告的省级单位",
            f"provincial units with a work report of {year}",
            good,
            total,
            note_zh="其余没有来源：未见不等于没有",
            note_en="there is no source for the others: absence proves nothing",
        )


BY_YEAR = Grouping(
    "year",
    "年份",
    "year",
    "facts",
    """SELECT dataset, id, coalesce(CAST(year AS VARCHAR), '未注明'), coalesce(CAST(year AS VARCHAR), 'not dated')
       FROM facts ORDER BY year""",
)
BY_PROVINCE = Grouping(
    "province",
    "省级单位",
    "provincial unit",
    "facts",
    """SELECT dataset, id, coalesce(province_zh, '不限一省'), coalesce(province_en, 'not of one province')
       FROM facts ORDER BY province""",
)

PUBLICATION = Publication(
    main_views=(
        "facts",
        "promises",
        "scoreboard",
        "coverage",
        "series",
        "priorities",
        "targets_normalized",
        "indicators_normalized",
        "terms_normalized",
        "target_outcomes",
        "policy_overview",
        "project_pipeline",
        "milestone_overview",
        "recognition_overview",
        "recognition_recipients",
        "park_directory",
        "park_rosters",
        "organization_profile",
        "region_profile",
        "topic_by_region",
        "citations",
    ),
    questions=QUESTIONS,
    printed=PRINTED,
    column_titles=COLUMN_TITLES,
    filters=("region", "province", "year", "topic", "about", "park", "organization", "policy", "dataset", "record"),
    facets=(
        "region_zh",
        "year",
        "about",
        "kind",
        "voice",
        "stance",
        "verdict",
        "status",
        "state",
        "stage",
        "known",
        "dataset",
    ),
    list_filters={"topics": "topic"},
    name_filters={"region_name": ("region", "province", "place")},
    citations="citations",
    shares=provinces_with_report,
    groupings=(BY_YEAR, BY_PROVINCE),
)
