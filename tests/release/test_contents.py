"""What a release says of itself: its quality in computed figures, its validation, and what changed since the version
before."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from commands import run
from packages import build as base_package
from packages import fixtures
from release.conftest import Built, small_package
from small import commit, git
from xinzhi.contract.package import open_package
from xinzhi.contract.tables import read_tables
from xinzhi.database import connect
from xinzhi.publication import Share
from xinzhi.release import quality, version_changes
from xinzhi.release.context import Release
from xinzhi.result import Report


def release_of(package: Path, out: Path, sources: Path | None = None) -> Release:
    out.mkdir()
    opened = open_package(package)
    return Release(opened, out, connect(opened), read_tables(opened), Report(opened), sources)


def figures_of(package: Path, out: Path, sources: Path | None = None) -> dict[str, dict[str, Any]]:
    release = release_of(package, out, sources)
    quality.write(release)
    return {f["id"]: f for f in json.loads((out / "quality.json").read_text(encoding="utf-8"))["figures"]}


OF_DOCUMENTS = {
    "spans-verified",
    "figures-reread",
    "names-reread",
    "dates-reread",
    "clauses-accounted",
    "numerals-accounted",
    "names-accounted",
}


def test_without_the_documents_their_figures_are_not_computed_and_say_why(release: Built) -> None:
    figures = json.loads((release.folder / "quality.json").read_text(encoding="utf-8"))["figures"]
    missing = {f["id"]: f for f in figures if not f["computed"]}
    assert missing.keys() == OF_DOCUMENTS
    for figure in missing.values():
        assert figure["share"] is None and "--sources" in figure["note_en"] and "--sources" in figure["note_zh"]
    assert all(f["good"] <= f["all"] for f in figures if f["computed"])


def test_with_the_documents_every_figure_is_computed(tmp_path: Path) -> None:
    package = small_package(tmp_path / "p")
    figures = figures_of(package, tmp_path / "out", package / "documents")
    assert figures.keys() >= OF_DOCUMENTS and all(f["computed"] for f in figures.values())
    assert {id: figures[id]["share"] for id in OF_DOCUMENTS} == dict.fromkeys(OF_DOCUMENTS, 1.0)


def test_quality_is_told_by_year_and_by_province(tmp_path: Path) -> None:
    package = small_package(tmp_path / "p")
    release = release_of(package, tmp_path / "out")
    quality.write(release)
    parts = json.loads((tmp_path / "out" / "quality.json").read_text(encoding="utf-8"))["parts"]
    facts = release.connection.execute("SELECT count(*) FROM facts").fetchall()[0][0]
    for grouping in ("year", "province"):
        assert sum(part["count"] for part in parts[grouping]) == facts
        assert all(0 <= part["nothing_inferred"] <= part["count"] for part in parts[grouping])
    [jiangsu] = [part for part in parts["province"] if part["title_en"] == "Jiangsu"]
    assert jiangsu["title_zh"] == "江苏省" and jiangsu["with_evidence"] == jiangsu["count"]
    table = (tmp_path / "out" / "quality.md").read_text(encoding="utf-8")
    assert "| 江苏省 Jiangsu |" in table and "| 2031 |" in table


def test_a_package_without_views_has_no_parts(tmp_path: Path) -> None:
    release = release_of(base_package(tmp_path / "p"), tmp_path / "out")
    quality.write(release)
    assert json.loads((tmp_path / "out" / "quality.json").read_text(encoding="utf-8"))["parts"] == {}


@pytest.mark.parametrize(
    ("figure", "edit"),
    [
        (
            "spans-verified",
            {"file": "documents/900_invented_report.txt", "replace": ["计划投资约120亿元", "计划投资约130亿元"]},
        ),
        (
            "figures-reread",
            {
                "file": "datasets/targets.csv",
                "row": {"id": "qinghe-fab-investment"},
                "set": {"value_text": "约121亿元"},
            },
        ),
        (
            "cells-bilingual",
            {
                "file": "datasets/targets.csv",
                "row": {"id": "qinghe-fab-investment"},
                "set": {"scope_zh": "", "scope_en": "phase one"},
            },
        ),
        ("facts-with-evidence", {"file": "datasets/evidence.csv", "delete": {"record": "qinghe-fab-investment"}}),
        (
            "records-reviewed",
            {"file": "datasets/parks.csv", "row": {"id": "qinghe-park"}, "set": {"name_en": "Qinghe Trade Park"}},
        ),
        (
            "facts-printed",
            {
                "file": "datasets/inferences.csv",
                "append": {
                    "dataset": "organizations",
                    "record": "changkong-robotics",
                    "field": "kind",
                    "basis_zh": "据文意",
                    "basis_en": "by the text",
                },
            },
        ),
    ],
)
def test_a_defect_lowers_its_figure(tmp_path: Path, figure: str, edit: dict[str, Any]) -> None:
    whole, defect = (
        base_package(tmp_path / "whole", ledger=True),
        base_package(tmp_path / "defect", [edit], ledger=True),
    )
    before = figures_of(whole, tmp_path / "1", whole / "documents")[figure]
    after = figures_of(defect, tmp_path / "2", defect / "documents")[figure]
    assert after["share"] < before["share"]


def test_silence_needs_no_evidence(tmp_path: Path) -> None:
    id = "qinghe-packaging-line-2031"
    silent = [
        {"file": "datasets/outcomes.csv", "row": {"id": id}, "set": {"verdict": "not reported"}},
        {"file": "datasets/evidence.csv", "delete": {"record": id}},
    ]
    found = figures_of(base_package(tmp_path / "p", silent), tmp_path / "out", None)["facts-with-evidence"]
    assert found["share"] == 1


@pytest.mark.parametrize(
    ("figure", "fixture"),
    [
        ("names-reread", "name-not-stated__park-of-a-measure"),
        ("clauses-accounted", "clause-unaccounted__words-without-a-figure"),
        ("numerals-accounted", "numeral-unaccounted__number-of-an-idiom"),
    ],
)
def test_a_defect_that_validation_knows_lowers_its_figure(tmp_path: Path, figure: str, fixture: str) -> None:
    (patch,) = (f.patch for f in fixtures() if f.name == fixture)
    package = base_package(tmp_path / "p", patch)
    found = figures_of(package, tmp_path / "out", package / "documents")[figure]
    assert found["share"] < 1


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert Share("x", "", "", 99_999, 100_000).share == 0.9999
    assert Share("x", "", "", 1, 1).share == 1.0
    assert Share("x", "", "", 0, 0).share is None


def test_the_validation_report_is_about_the_released_data(release: Built) -> None:
    report = json.loads((release.folder / "validation.json").read_text(encoding="utf-8"))
    assert report["valid"] and report["findings"] == [] and report["where"] == "."
    page = (release.folder / "validation.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "有效" in page and "VALID" in page


def test_the_first_release_says_that_it_is_the_first(tmp_path: Path) -> None:
    version_changes.write(release_of(base_package(tmp_path / "p"), tmp_path / "out"))
    found = json.loads((tmp_path / "out" / "changes.json").read_text(encoding="utf-8"))
    assert found["status"] == "first release"
    assert "First release" in (tmp_path / "out" / "changes.md").read_text(encoding="utf-8")


def changed_package(tmp_path: Path) -> Path:
    """A second version in a repository: 0.1.0 is committed, and a name differs in 0.1.1."""
    package = base_package(tmp_path / "p")
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    (package / "datapackage.json").write_text(json.dumps({**descriptor, "version": "0.1.0"}), encoding="utf-8")
    commit(package)
    (package / "CHANGELOG.md").write_text(
        "## [0.1.1] – 2031-02-03\n\n- x\n\n## [0.1.0] – 2031-01-02\n\n- y\n", encoding="utf-8"
    )
    (package / "datapackage.json").write_text(json.dumps({**descriptor, "version": "0.1.1"}), encoding="utf-8")
    parks = package / "datasets" / "parks.csv"
    parks.write_text(parks.read_text(encoding="utf-8").replace("Park", "park"), encoding="utf-8")
    return package


def test_a_later_release_lists_its_changes_row_by_row(tmp_path: Path) -> None:
    package = changed_package(tmp_path)
    git(package, "tag", "v0.1.0")
    commit(package)
    git(package, "tag", "v0.1.1")
    version_changes.write(release_of(package, tmp_path / "out"))
    found = json.loads((tmp_path / "out" / "changes.json").read_text(encoding="utf-8"))
    assert (found["status"], found["old"]["version"], found["new"]["version"]) == ("compared", "0.1.0", "0.1.1")
    with (tmp_path / "out" / "changes.csv").open(encoding="utf-8", newline="") as file:
        cells = [row for row in csv.DictReader(file) if row["resource"] == "parks"]
    assert cells and all("Park" in row["before"] and "park" in row["after"] for row in cells)
    assert str(tmp_path) not in (tmp_path / "out" / "changes.json").read_text(encoding="utf-8")


def test_where_the_tag_of_the_version_before_is_missing_nothing_is_said_to_be_first(tmp_path: Path) -> None:
    package = changed_package(tmp_path)
    version_changes.write(release_of(package, tmp_path / "out"))
    found = json.loads((tmp_path / "out" / "changes.json").read_text(encoding="utf-8"))
    assert found["status"] == "not compared" and "0.1.0" in found["note_en"] and "--previous" in found["note_zh"]


def test_the_version_before_can_be_named(tmp_path: Path) -> None:
    package = changed_package(tmp_path)
    old = base_package(tmp_path / "old")
    release = release_of(package, tmp_path / "out")
    release.previous = str(old)
    version_changes.write(release)
    assert json.loads((tmp_path / "out" / "changes.json").read_text(encoding="utf-8"))["status"] == "compared"


def test_a_version_before_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    result = run(
        "build", base_package(tmp_path / "p"), "--out", tmp_path / "dist", "--previous", tmp_path / "nowhere.zip"
    )
    assert result.exit_code == 2 and "nowhere.zip" in result.stderr
    assert not (tmp_path / "dist").exists()
