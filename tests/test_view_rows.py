"""A row of a view is shown and cited by its key, with the evidence of the rows of datasets that it rests on."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from commands import CLAUSE, run, speaks_both
from release.conftest import small_package
from xinzhi.citation import cite
from xinzhi.contract.package import open_package

TARGET = "qinghe-fab-investment"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small package with the real views, and its documents. Read-only."""
    return small_package(tmp_path_factory.mktemp("views") / "package")


def spans(package: Path, *records: tuple[str, str]) -> set[tuple[int, int]]:
    with (package / "datasets" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        return {
            (int(row["start"]), int(row["end"]))
            for row in csv.DictReader(file)
            if (row["dataset"], row["record"]) in records
        }


@pytest.mark.parametrize(
    ("view", "id"),
    [("facts", TARGET), ("facts", f"targets/{TARGET}"), ("targets_normalized", TARGET), ("citations", TARGET)],
)
def test_a_row_of_a_view_has_the_evidence_of_its_fact(small: Path, view: str, id: str) -> None:
    found = cite(open_package(small), view, id)
    own = cite(open_package(small), "targets", TARGET)
    assert found.sources == own.sources and found.sources
    assert found.proved_by == f"targets/{TARGET}" and (found.dataset, found.id) == (view, id)
    assert found.label_zh == own.label_zh
    assert f"{view}/{id}" in found.text("en") and f"targets/{TARGET}" in found.bibtex() + found.text("zh")


def test_a_promise_is_cited_with_what_came_of_it(small: Path) -> None:
    with (small / "datasets" / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        outcome = next(row for row in csv.DictReader(file) if row["verdict"] != "not reported")
    found = cite(open_package(small), "promises", outcome["record"])
    behind = {f"{outcome['dataset']}/{outcome['record']}", f"outcomes/{outcome['id']}"}
    assert behind <= set(found.proved_by.split(", "))
    cited = {(passage.start, passage.end) for source in found.sources for passage in source.passages}
    assert cited >= spans(small, (outcome["dataset"], outcome["record"]), ("outcomes", outcome["id"]))


def test_show_tells_the_cells_of_a_view_the_facts_behind_and_their_passages(small: Path) -> None:
    result = run("show", "facts", TARGET, "-p", small, "--sources", small / "documents")
    assert result.exit_code == 0, result.stderr
    assert CLAUSE in result.stdout and f"targets/{TARGET}" in result.stdout and "base_unit" in result.stdout
    [row] = json.loads(run("show", "facts", TARGET, "-p", small, "--format", "json").stdout)
    assert row["cells"]["base_value"] == "12000000000.0" and row["evidence"]


def test_a_row_without_an_id_is_named_by_its_first_columns(small: Path) -> None:
    result = run("show", "scoreboard", "320500/2031", "-p", small, "--format", "json")
    rows = json.loads(result.stdout)
    assert rows and {(row["cells"]["region"], row["cells"]["year"]) for row in rows} == {("320500", "2031")}


def test_a_view_is_cited_as_one(small: Path) -> None:
    assert "view facts" in cite(open_package(small), "facts").text("en")
    assert "视图 facts" in cite(open_package(small), "facts").text("zh")


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["show", "facts", "qinghe-fab-invesment"], TARGET),
        (["cite", "promises", "targets/qinghe-fab-invesment"], TARGET),
        (["show", "scoreboard", "no such place at all"], "/2031"),
        (["show", "fcts", TARGET], "facts"),
        (["cite", "promise"], "promises"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(small: Path, arguments: list[str], near: str) -> None:
    result = run(*arguments, "-p", small)
    assert (result.exit_code, result.stdout) == (2, "")
    assert near in result.stderr and speaks_both(result.stderr)
