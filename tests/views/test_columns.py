"""What the columns of views mean: each is explained in both languages, by its dataset or in its view's file."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from xinzhi.contract.package import open_package
from xinzhi.view_columns import ViewColumn, stated_columns, view_columns

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.stem: path for path in sorted((ROOT / "views").glob("*.sql"))}
# Neither is a view: the statements that make the tables, and a macro.
VIEWS = sorted(set(FILES) - {"tables", "cite"})
# What a view says of itself: that it shows every column of a dataset, save those named.
SHOWS = re.compile(r"^-- shows: (?P<dataset>\w+)(?: without (?P<left_out>[\w, ]+))?$", re.MULTILINE)
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def explained() -> dict[str, list[ViewColumn]]:
    return view_columns(open_package(ROOT))


@pytest.mark.parametrize("stem", VIEWS)
def test_every_column_of_a_view_is_explained_in_both_languages(
    explained: dict[str, list[ViewColumn]], data: duckdb.DuckDBPyConnection, stem: str
) -> None:
    """A computed column needs a line `-- column: meaning / 含义` above the view's statement."""
    assert [c.name for c in explained[stem]] == [row[0] for row in data.execute(f"DESCRIBE {stem}").fetchall()]
    assert [c.name for c in explained[stem] if not c.en or not HAN.search(c.zh)] == []


@pytest.mark.parametrize("stem", VIEWS)
def test_a_view_explains_no_column_that_it_does_not_have(explained: dict[str, list[ViewColumn]], stem: str) -> None:
    assert stated_columns(FILES[stem]).keys() - {"needs"} <= {c.name for c in explained[stem]}


def test_a_column_is_followed_through_joins_and_views_to_its_dataset(explained: dict[str, list[ViewColumn]]) -> None:
    found = {c.name: c for c in explained["target_outcomes"]}
    assert found["region_en"].origin == "regions.name_en" and found["observed_text"].origin == "indicators.value_text"
    assert found["target_value"].origin == "" and "base unit" in found["target_value"].en


def left_out_by(text: str, columns: list[ViewColumn]) -> dict[str, set[str]]:
    """Dataset → the columns that a view of this text does not show, though it says that it does."""
    package = open_package(ROOT)
    shown = {c.origin for c in columns}
    found = {}
    for match in SHOWS.finditer(text):
        schema = package.resource(match["dataset"]).schema
        assert schema is not None
        found[match["dataset"]] = {name for name in schema.names if f"{match['dataset']}.{name}" not in shown} - set(
            re.findall(r"\w+", match["left_out"] or "")
        )
    return found


@pytest.mark.parametrize("stem", [stem for stem in VIEWS if SHOWS.search(FILES[stem].read_text(encoding="utf-8"))])
def test_a_view_shows_every_column_that_it_says_it_shows(explained: dict[str, list[ViewColumn]], stem: str) -> None:
    """So that whoever adds a column learns which view should have it."""
    for dataset, columns in left_out_by(FILES[stem].read_text(encoding="utf-8"), explained[stem]).items():
        assert columns == set(), (
            f"views/{stem}.sql says that it shows {dataset}: add {sorted(columns)} to its SELECT, or write"
            f" `-- shows: {dataset} without …`"
        )


def test_a_new_column_is_missed_in_the_view_that_should_show_it(explained: dict[str, list[ViewColumn]]) -> None:
    columns = [c for c in explained["targets_normalized"] if c.origin != "targets.value_text"]
    assert left_out_by("-- shows: targets\n", columns) == {"targets": {"value_text"}}
    assert left_out_by("-- shows: targets without value_text\n", columns) == {"targets": set()}
