"""What views tell of promises, their outcomes and their topics. No document reports on another's promise yet, so
outcomes are made up here, in a copy in memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rows import rows_of as _rows
from xinzhi.contract.package import open_package
from xinzhi.database import connect

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own() -> duckdb.DuckDBPyConnection:
    """A copy of the package's data that a test may change."""
    return connect(open_package(ROOT))


def _outcome(con: duckdb.DuckDBPyConnection, **cells: Any) -> None:
    known = {
        "id": f"{cells['record']}-{cells['year']}",
        "dataset": "targets",
        "source": "china-region-reports-2024",
        "basis_zh": "相比",
        "basis_en": "Compared",
    } | cells
    names, places = ", ".join(known), ", ".join("?" * len(known))
    con.execute(f"INSERT INTO outcomes ({names}) VALUES ({places})", [*known.values()])


def test_a_promise_stands_beside_each_later_source_and_alone_where_there_is_none(
    own: duckdb.DuckDBPyConnection,
) -> None:
    _outcome(own, record="dalian-2024-it-output-value", year=2025, verdict="under way")
    _outcome(own, record="dalian-2024-it-output-value", year=2026, verdict="met", source="shanghai-ic-2024-11")
    sql = "SELECT year, voice, verb_zh, verdict FROM promises WHERE id = ? ORDER BY outcome_year"
    assert _rows(own, sql, "dalian-2024-it-output-value") == [
        (2024, "government", "达到", "under way"),
        (2024, "government", "达到", "met"),
    ]
    assert _rows(own, sql, "dalian-2024-emerging-value-added-share") == [(2024, "government", "达到", None)]


def test_the_scoreboard_counts_a_promise_once_by_its_newest_verdict(own: duckdb.DuckDBPyConnection) -> None:
    sums = "SELECT sum(promises), sum(met), sum(under_way), sum(not_followed) FROM scoreboard WHERE region = '210200'"
    [[promises, *before]] = _rows(own, sums)
    assert before == [0, 0, promises]
    _outcome(own, record="dalian-2024-it-output-value", year=2025, verdict="under way")
    _outcome(own, record="dalian-2024-it-output-value", year=2026, verdict="met", source="shanghai-ic-2024-11")
    assert _rows(own, sums) == [(promises, 1, 0, promises - 1)]


def test_topics_are_inherited_and_told_apart(data: duckdb.DuckDBPyConnection) -> None:
    """A target has topics of its own, and its metric's; a project without any those of the commitment that names it."""
    sql = "SELECT topic, inherited FROM fact_topics WHERE dataset = ? AND id = ?"
    assert dict(_rows(data, sql, "projects", "cansemi-phase-3"))["integrated-circuits"] is True
    assert dict(_rows(data, sql, "targets", "chongqing-2024-wafer-projects"))["ic-manufacturing"] is False


def test_what_has_topics_of_its_own_takes_none_of_its_neighbours(data: duckdb.DuckDBPyConnection) -> None:
    """One sentence names a waterway, a railway and a maker of memory chips."""
    sql = "SELECT topic FROM fact_topics WHERE dataset = 'projects' AND id = ?"
    assert _rows(data, sql, "three-gorges-new-waterway") == [("ports-roads",)]
    assert ("memory-chips",) in _rows(data, sql, "ymtc-phase-3")


def test_what_is_told_of_a_project_is_about_the_project(data: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT topic FROM fact_topics WHERE dataset = 'milestones' AND id = 'lingang-light-source-ip'"
    assert _rows(data, sql) == [("ic-packaging",), ("intellectual-property",)]


@pytest.mark.parametrize(("table", "column"), [("projects", "stage"), ("indicators", "basis")])
def test_texts_of_facts_have_labels_for_every_code(data: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    """A level goes without saying; no other code stands in a Chinese text, or is passed over."""
    schema = json.loads((ROOT / "schemas" / f"{table}.json").read_text(encoding="utf-8"))
    codes = next(f["constraints"]["enum"] for f in schema["fields"] if f["name"] == column)
    view = (ROOT / "views" / "facts.sql").read_text(encoding="utf-8")
    assert [code for code in codes if code != "level" and f"('{code}', '" not in view] == []
    assert _rows(data, "SELECT id FROM facts WHERE kind = 'project' AND regexp_matches(text_zh, '：[a-z ]+$')") == []


@pytest.mark.parametrize(
    ("dataset", "id", "about"),
    [
        ("projects", "cansemi-phase-3", "chips"),  # only its commitment says so: 芯片项目
        ("targets", "changchun-2024-compute-capacity", "compute"),
        ("indicators", "shanghai-2018-ic-sales", "chips"),
        ("targets", "jinan-2024-nev-output", "context"),
    ],
)
def test_about_says_chips_or_compute(data: duckdb.DuckDBPyConnection, dataset: str, id: str, about: str) -> None:
    assert _rows(data, "SELECT about FROM facts WHERE dataset = ? AND id = ?", dataset, id) == [(about,)]


def test_what_names_chips_and_compute_is_about_both(own: duckdb.DuckDBPyConnection) -> None:
    own.execute("INSERT INTO target_topics VALUES ('changchun-2024-compute-capacity', 'ai-chips')")
    sql = "SELECT about FROM targets_normalized WHERE id = 'changchun-2024-compute-capacity'"
    assert _rows(own, sql) == [("both",)]


def test_every_fact_stands_in_facts_once_with_its_articles(data: duckdb.DuckDBPyConnection) -> None:
    kinds = {
        "commitment": "regional_priorities",
        "target": "targets",
        "indicator": "indicators",
        "milestone": "milestones",
        "project": "projects",
        "recognition": "recognitions",
        "measure": "policy_measures",
        "term": "policy_terms",
        "roster": "park_roster",
        "event": "events",
        "report": "work_reports",
    }
    for kind, dataset in kinds.items():
        missing = f"SELECT id FROM {dataset} EXCEPT ALL SELECT id FROM facts WHERE kind = '{kind}'"
        beyond = f"SELECT id FROM facts WHERE kind = '{kind}' EXCEPT ALL SELECT id FROM {dataset}"
        assert _rows(data, missing) == _rows(data, beyond) == [], kind
    assert _rows(data, "SELECT id FROM facts WHERE sources IS NULL OR text_zh IS NULL OR text_en IS NULL") == []


def test_cities_roll_up_into_provinces_by_choice(data: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT DISTINCT province_en FROM facts WHERE region = ?"
    assert _rows(data, sql, "430100") == [("Hunan",)]
    assert _rows(data, sql, "310000") == [("Shanghai",)]
    assert _rows(data, sql, "china") == [(None,)]


def test_figures_of_another_basis_or_place_are_another_series(own: duckdb.DuckDBPyConnection) -> None:
    copy = """INSERT INTO indicators BY NAME
        SELECT ? AS id, region, metric, '1900亿元' AS value_text, 'eq' AS comparator, 1900 AS value, unit, basis,
               DATE '2025-12-31' AS period_end
        FROM targets WHERE id = 'dalian-2024-it-output-value'"""
    topics = (
        "INSERT INTO indicator_topics SELECT ?, topic FROM target_topics WHERE target = 'dalian-2024-it-output-value'"
    )
    for id in ("same", "other-place", "other-basis"):
        own.execute(copy, [id])
        own.execute(topics, [id])
    own.execute("UPDATE indicators SET region = '210000' WHERE id = 'other-place'")
    own.execute("UPDATE indicators SET basis = 'cumulative' WHERE id = 'other-basis'")
    sql = """SELECT kind, year, base_value FROM series
        WHERE series = (SELECT series FROM series WHERE id = 'dalian-2024-it-output-value') ORDER BY year"""
    assert _rows(own, sql) == [("promise", 2024, 180_000_000_000), ("observation", 2025, 190_000_000_000)]


@pytest.mark.parametrize(
    ("completeness", "reading", "topic", "known"),
    [
        ("excerpt", "whole", "ai-chips", "not in the excerpt"),
        ("full", "whole", "ai-chips", "read in full and not mentioned"),
        ("full", "scope sentences", "ai-chips", "read in full and not mentioned"),
        # Of other subjects, sentences about chips tell nothing.
        ("full", "whole", "services", "read in full and not mentioned"),
        ("full", "scope sentences", "services", "not in the excerpt"),
    ],
)
def test_silence_counts_as_far_as_a_report_was_read(
    own: duckdb.DuckDBPyConnection, completeness: str, reading: str, topic: str, known: str
) -> None:
    own.execute(
        "UPDATE sources SET completeness = ?, reading = ? WHERE id = 'china-region-reports-2024'",
        [completeness, reading],
    )
    sql = "SELECT known FROM coverage WHERE region = '320000' AND year = 2024 AND topic = ?"
    assert _rows(own, sql, topic) == [(known,)]


def test_a_report_that_names_a_topic_in_its_figures_only_has_stated_it(own: duckdb.DuckDBPyConnection) -> None:
    sql = """SELECT known, priorities, other_facts FROM coverage
        WHERE region = '320000' AND year = 2024 AND topic = 'ai-chips'"""
    assert _rows(own, sql) == [("not in the excerpt", 0, 0)]
    own.execute("INSERT INTO target_topics VALUES ('jiangsu-2024-key-chains-number', 'ai-chips')")
    assert _rows(own, sql) == [("stated", 0, 1)]
