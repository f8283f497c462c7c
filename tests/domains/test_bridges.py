"""A second domain, with other datasets, rules and a layer of its own, works without a word of it in the toolkit."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from bridges import DOMAIN
from bridges.package import TABLES, build
from xinzhi.catalogue import every_rule, layer_ids
from xinzhi.engine import frictionless
from xinzhi.release.build import build as build_release
from xinzhi.result import Report
from xinzhi.rules import row_rules
from xinzhi.validation import validate
from xinzhi.versions.compare import diff
from xinzhi.versions.policy import Level, reasons

FOLDER = Path(__file__).resolve().parent


def validated(folder: Path, **tables: str) -> Report:
    """The report on the package with other contents of some tables."""
    build(folder, tables)
    return validate(folder, engine=lambda package, options: frictionless.run(package, options))


def test_a_package_of_the_domain_is_valid_in_every_layer(tmp_path: Path) -> None:
    report = validated(tmp_path / "p")
    assert report.findings == []
    assert [(c.layer, c.ran) for c in report.checks] == [
        (layer, True) for layer in ("descriptor", "structure", "form", "rules", "languages", "relations", "upkeep")
    ]
    assert [(c.title_zh, c.looked_at, c.unit_en) for c in report.checks][-1] == ("维护", 2, "bridges")


@pytest.mark.parametrize(
    ("dataset", "old", "new", "expected"),
    [
        ("bridges", "1901,1905", "1901,1895", {("opened-before-begun", "bridges", 2, "opened", "error")}),
        ("bridges", "Iron Bridge", "铁桥", {("han-in-english", "bridges", 2, "name_en", "error")}),
        ("inspections", "ge,30", "ge,13", {("value-text", "inspections", 2, "value_text", "error")}),
        ("inspections", "Three cracks", "Four cracks", {("numbers-disagree", "inspections", 3, "result_en", "error")}),
        ("inspections", "1950-05", "1900-05", {("inspected-before-opening", "inspections", 2, "inspected", "error")}),
        ("inspections", "stone,1951", "iron,1951", {("never-inspected", "bridges", 3, "id", "warning")}),
        ("bridges", "west,1700,1720", "west,1700,", {("district-without-bridge", "districts", 3, None, "warning")}),
        ("bridges", "stone,石桥", "stone,石桥 ", {("padded-cell", "bridges", 3, "name_zh", "error")}),
    ],
    ids=[
        "a rule of a row",
        "a rule that many domains share",
        "a figure that reads otherwise",
        "other numbers in the other language",
        "a relation, by a helper",
        "the domain's own layer",
        "a relation that only warns",
        "the structure",
    ],
)
def test_a_broken_rule_is_found(
    tmp_path: Path, dataset: str, old: str, new: str, expected: set[tuple[str, str, int, str | None, str]]
) -> None:
    assert TABLES[dataset].count(old) == 1
    report = validated(tmp_path / "p", **{dataset: TABLES[dataset].replace(old, new)})
    found = {(f.rule, f.resource, f.line, f.column, f.severity) for f in report.findings}
    assert found == expected


def test_rules_are_told_with_their_domain(tmp_path: Path) -> None:
    rules = every_rule(DOMAIN)
    assert {"never-inspected", "opened-before-begun", "inspected-before-opening"} <= rules.keys()
    assert "set-in" not in rules
    assert layer_ids(DOMAIN)[-1] == rules["never-inspected"].layer == "upkeep"
    assert list(row_rules(DOMAIN)) == ["bridges", "inspections"]


MOVED = "dataset,old,new\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            {},
            {
                "districts": TABLES["districts"].replace("west,", "riverside,"),
                "bridges": TABLES["bridges"].replace("west,", "riverside,"),
                "moved": f"{MOVED}districts,west,riverside\n",
            },
            {("term-renamed", "districts", Level.major), ("cells-changed", "bridges", Level.patch), ("rows-added", "moved", Level.minor)},  # noqa: E501
        ),
        (
            {},
            {
                "bridges": TABLES["bridges"].replace("stone,", "granite,"),
                "inspections": TABLES["inspections"].replace(",stone,", ",granite,"),
                "moved": f"{MOVED}bridges,stone,granite\n",
            },
            {("id-renamed", "bridges", Level.minor), ("cells-changed", "inspections", Level.patch), ("rows-added", "moved", Level.minor)},  # noqa: E501
        ),
        (
            {"moved": f"{MOVED}bridges,wood,stone\n"},
            {},
            {("redirect-removed", "moved", Level.major)},
        ),
    ],
    ids=["a term of a code list has another id", "an entity has another id", "a redirect is gone"],
)  # fmt: skip
def test_versions_know_the_roles_of_datasets(
    tmp_path: Path, old: dict[str, str], new: dict[str, str], expected: set[tuple[str, str, Level]]
) -> None:
    found = reasons(diff(build(tmp_path / "old", old), build(tmp_path / "new", new)))
    assert {(r.rule, r.resource, r.level) for r in found} == expected


def test_a_release_is_built_without_evidence(tmp_path: Path) -> None:
    package = build(tmp_path / "p", {"moved": f"{MOVED}bridges,wood,stone\n"})
    files = {file.path for file, _ in build_release(package.root, tmp_path / "out")}
    stem = "bridges-1.0.0"
    assert {f"{stem}.zip", f"{stem}.xlsx", f"{stem}.duckdb", f"{stem}.sqlite", "quality.json", "index.json"} <= files

    quality = json.loads((tmp_path / "out" / "quality.json").read_text(encoding="utf-8"))["figures"]
    assert [f["id"] for f in quality] == ["cells-bilingual", "bridges-inspected"], (
        "nothing is told of evidence and reviews"
    )
    assert quality[-1]["good"] == quality[-1]["all"] == 2

    with sqlite3.connect(tmp_path / "out" / f"{stem}.sqlite") as connection:
        searched = {row[0] for row in connection.execute("SELECT DISTINCT dataset FROM all_texts")}
        (text,) = connection.execute("SELECT text FROM all_texts WHERE record = 'iron-sound'").fetchone()
    assert searched == {"districts", "loads", "bridges", "bridge_names", "inspections"}, "redirects are no text"
    assert "30吨以上" in text, "figures are found as they are printed"

    datasette = json.loads((tmp_path / "out" / f"{stem}.datasette.json").read_text(encoding="utf-8"))
    (database,) = datasette["databases"].values()
    assert set(database["queries"]) == {"texts", "bridge_overview_filtered"}, "there is no view of citations"
    assert database["tables"]["bridge_overview"]["facets"] == ["district"]


def test_the_record_is_not_even_loaded(tmp_path: Path) -> None:
    """A package of another domain is validated and compared without the modules of the record."""
    build(tmp_path / "p")
    asked = """
import sys
from bridges import DOMAIN, NAME
from xinzhi.contract.package import open_package
from xinzhi.domains import register
from xinzhi.validation import validate
from xinzhi.versions.compare import diff
register(NAME, lambda: DOMAIN)
report = validate(sys.argv[1])
assert len(report.checks) == 7 and not report.findings, report.findings
diff(open_package(sys.argv[1]), open_package(sys.argv[1]))
print([m for m in sys.modules if m.startswith("xinzhi.chip_record")])
"""
    path = f"import sys; sys.path[:0] = {[str(FOLDER), *sys.path]!r}\n"
    told = subprocess.run(
        [sys.executable, "-c", path + asked, str(tmp_path / "p")], capture_output=True, text=True, timeout=300
    )
    assert told.stdout.strip() == "[]", told.stderr
