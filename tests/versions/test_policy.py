"""The version number that a difference asks for, case by case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_versions import REDIRECTS, SCHEMA, package
from xinzhi.contract.package import Package
from xinzhi.versions.changelog import sections, summary
from xinzhi.versions.compare import diff
from xinzhi.versions.difference import Change, Kind
from xinzhi.versions.policy import POLICY, Level, least_level, parse_version, raised, reasons, rule_of
from xinzhi.versions.verdict import judge

ROWS = [["a", "x", "1"], ["b", "y", "2"]]


def with_field(**change: Any) -> dict[str, Any]:
    """The schema with another `value` column."""
    return {**SCHEMA, "fields": [*SCHEMA["fields"][:2], {**SCHEMA["fields"][2], **change}]}


def limited(**constraints: Any) -> dict[str, Any]:
    return with_field(constraints=constraints)


def made(
    folder: Path,
    schema: dict[str, Any] | None = None,
    rows: list[list[str]] | None = None,
    redirects: list[list[str]] | None = None,
    **more: Any,
) -> Package:
    tables = {"things": (schema or SCHEMA, ROWS if rows is None else rows), "redirects": (REDIRECTS, redirects or [])}
    return package(folder, {**tables, **more.pop("tables", {})}, **more)


LINK = {"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}
LIST = {"fields": [{"name": "a"}]}
GONE = [["things", "c", "b", "1.2.0"]]

CASES: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Level]]] = [
    ("nothing", {}, {}, {}),
    ("a cell", {}, {"rows": [["a", "x", "1"], ["b", "z", "2"]]}, {"cells-changed": Level.patch}),
    ("a title", {}, {"title": "Small"}, {"wording": Level.patch}),
    ("a description of a column", {}, {"schema": with_field(description="new")}, {"wording": Level.patch}),
    ("a row more", {}, {"rows": [*ROWS, ["c", "z", "3"]]}, {"rows-added": Level.minor}),
    ("a row less", {}, {"rows": ROWS[:1]}, {"id-removed": Level.major}),
    (
        "an id renamed",
        {},
        {"rows": [ROWS[0], ["c", "y", "2"]], "redirects": [["things", "b", "c", "1.3.0"]]},
        {"id-renamed": Level.minor, "rows-added": Level.minor},
    ),
    (
        "an id merged",
        {},
        {"rows": ROWS[:1], "redirects": [["things", "b", "a", "1.3.0"]]},
        {"id-renamed": Level.minor, "rows-added": Level.minor},
    ),
    (
        "an id renamed without a redirect",
        {},
        {"rows": [ROWS[0], ["c", "y", "2"]]},
        {"id-removed": Level.major, "rows-added": Level.minor},
    ),
    (
        "an id that was given up",
        {"redirects": GONE},
        {"rows": [*ROWS, ["c", "z", "3"]], "redirects": GONE},
        {"id-reused": Level.major},
    ),
    ("a redirect less", {"redirects": GONE}, {}, {"redirect-removed": Level.major}),
    (
        "a link less",
        {"tables": {"links": (LINK, [["a", "b"]])}},
        {"tables": {"links": (LINK, [])}},
        {"rows-removed": Level.minor},
    ),
    (
        "a row less without a key",
        {"tables": {"list": (LIST, [["a"], ["a"]])}},
        {"tables": {"list": (LIST, [["a"]])}},
        {"rows-removed": Level.minor},
    ),
    ("a dataset more", {}, {"tables": {"list": (LIST, [["a"]])}}, {"resource-added": Level.minor}),
    ("a dataset less", {"tables": {"list": (LIST, [["a"]])}}, {}, {"resource-removed": Level.major}),
    (
        "a column more",
        {},
        {
            "schema": {**SCHEMA, "fields": [*SCHEMA["fields"], {"name": "more"}]},
            "rows": [["a", "x", "1", ""], ["b", "y", "2", ""]],
        },
        {"column-added": Level.minor},
    ),
    (
        "a column less",
        {},
        {"schema": {**SCHEMA, "fields": SCHEMA["fields"][:2]}, "rows": [["a", "x"], ["b", "y"]]},
        {"column-removed": Level.major},
    ),
    ("another type", {}, {"schema": with_field(type="number")}, {"column-retyped": Level.major}),
    (
        "another format",
        {"schema": with_field(type="date")},
        {"schema": with_field(type="date", format="%Y")},
        {"column-retyped": Level.major},
    ),
    (
        "columns in another order",
        {},
        {"schema": {**SCHEMA, "fields": SCHEMA["fields"][::-1]}, "rows": [["1", "x", "a"], ["2", "y", "b"]]},
        {"column-moved": Level.patch},
    ),
    ("another key", {}, {"schema": {**SCHEMA, "primaryKey": ["id", "name"]}}, {"key-changed": Level.major}),
    ("a minimum", {}, {"schema": limited(minimum=0)}, {"constraint-tightened": Level.minor}),
    (
        "a higher minimum",
        {"schema": limited(minimum=0)},
        {"schema": limited(minimum=1)},
        {"constraint-tightened": Level.minor},
    ),
    (
        "a lower minimum",
        {"schema": limited(minimum=1)},
        {"schema": limited(minimum=0)},
        {"constraint-loosened": Level.minor},
    ),
    (
        "a higher maximum",
        {"schema": limited(maximum=9)},
        {"schema": limited(maximum=10)},
        {"constraint-loosened": Level.minor},
    ),
    ("no maximum", {"schema": limited(maximum=9)}, {}, {"constraint-loosened": Level.minor}),
    (
        "another pattern",
        {"schema": limited(pattern="a")},
        {"schema": limited(pattern="b")},
        {"constraint-loosened": Level.minor},
    ),
    ("required", {}, {"schema": limited(required=True)}, {"constraint-tightened": Level.minor}),
    ("not required, said", {}, {"schema": limited(required=False)}, {}),
    (
        "no longer required",
        {"schema": limited(required=True)},
        {"schema": limited(required=False)},
        {"promise-removed": Level.major},
    ),
    ("no longer unique", {"schema": limited(unique=True)}, {}, {"promise-removed": Level.major}),
    (
        "a value more",
        {"schema": limited(enum=[1, 2])},
        {"schema": limited(enum=[1, 2, 3])},
        {"term-added": Level.minor},
    ),
    (
        "a value less",
        {"schema": limited(enum=[1, 2, 3])},
        {"schema": limited(enum=[1, 2])},
        {"term-removed": Level.major},
    ),
    (
        "a value renamed",
        {"schema": limited(enum=[1, 3])},
        {"schema": limited(enum=[1, 2])},
        {"term-removed": Level.major, "term-added": Level.minor},
    ),
    ("a closed list", {}, {"schema": limited(enum=[1, 2])}, {"constraint-tightened": Level.minor}),
    (
        "a category less",
        {"schema": with_field(categories=["1", "2"])},
        {"schema": with_field(categories=["1"])},
        {"term-removed": Level.major},
    ),
    (
        "a category's label",
        {"schema": with_field(categories=[{"value": 1, "label": "x"}])},
        {"schema": with_field(categories=[{"value": 1, "label": "y"}])},
        {"wording": Level.patch},
    ),
    ("a unique key less", {"schema": {**SCHEMA, "uniqueKeys": [["name"]]}}, {}, {"key-removed": Level.major}),
    ("a unique key more", {}, {"schema": {**SCHEMA, "uniqueKeys": [["name"]]}}, {"key-added": Level.minor}),
    (
        "a foreign key less",
        {"schema": {**SCHEMA, "foreignKeys": [{"fields": "name", "reference": {"resource": "", "fields": "id"}}]}},
        {},
        {"key-removed": Level.major},
    ),
    ("other missing values", {}, {"schema": {**SCHEMA, "missingValues": ["", "-"]}}, {"reading-changed": Level.major}),
    ("the usual missing values, said", {}, {"schema": {**SCHEMA, "missingValues": [""]}}, {}),
    ("another licence", {}, {"licenses": [{"name": "CC0-1.0"}]}, {"licence-changed": Level.major}),
    ("another source", {}, {"sources": [{"title": "a book"}]}, {"sources-changed": Level.minor}),
    ("another name", {}, {"name": "tiny"}, {"package-renamed": Level.major}),
]


@pytest.mark.parametrize(("old", "new", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_a_change_asks_for(
    tmp_path: Path, old: dict[str, Any], new: dict[str, Any], expected: dict[str, Level]
) -> None:
    found = reasons(diff(made(tmp_path / "old", **old), made(tmp_path / "new", **new)))
    assert {r.rule: r.level for r in found} == expected
    assert least_level(found) == max(expected.values(), default=Level.none)


def test_a_moved_file_breaks_whoever_reads_it(tmp_path: Path) -> None:
    old, new = made(tmp_path / "old"), made(tmp_path / "new")
    (tmp_path / "new" / "things.csv").rename(tmp_path / "new" / "stuff.csv")
    new.resources[0].descriptor["path"] = "stuff.csv"  # type: ignore[index]
    assert [(r.rule, r.level) for r in reasons(diff(old, new))] == [("resource-moved", Level.major)]


def test_a_renamed_term_of_the_vocabulary_breaks_queries_that_a_renamed_fact_does_not(tmp_path: Path) -> None:
    levels = {}
    for dataset in ("topics", "parks"):
        redirect = [[dataset, "b", "c", "1.3.0"]]
        old = package(
            tmp_path / dataset / "old", {dataset: (SCHEMA, ROWS), "redirects": (REDIRECTS, [])}, name="xinzhi"
        )
        new = package(
            tmp_path / dataset / "new",
            {dataset: (SCHEMA, [ROWS[0], ["c", "y", "2"]]), "redirects": (REDIRECTS, redirect)},
            name="xinzhi",
        )
        levels[dataset] = least_level(reasons(diff(old, new)))
    assert levels == {"topics": Level.major, "parks": Level.minor}


def test_the_ledger_of_reviews_asks_for_a_patch_whatever_happens_to_it(tmp_path: Path) -> None:
    schema = {"fields": [{"name": n} for n in ("dataset", "record", "digest")], "primaryKey": ["dataset", "record"]}
    before = [["things", "a", "0"], ["things", "gone", "1"]]
    after = [["things", "a", "2"], ["things", "b", "3"]]
    old, new = (
        made(tmp_path / str(i), name="xinzhi", tables={"reviews": (schema, rows)})
        for i, rows in enumerate((before, after))
    )
    difference = diff(old, new)
    assert [(r.rule, r.level, r.count) for r in reasons(difference)] == [("reviews-changed", Level.patch, 3)]
    assert list(sections(difference)) == []
    assert summary(difference) == ["Nothing in the data."]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_change_has_a_rule(kind: Kind) -> None:
    assert rule_of(Change(kind)) in POLICY


@pytest.mark.parametrize(
    ("old", "new", "rows", "required"),
    [
        ("1.2.3", "1.2.3", ROWS, None),
        ("1.2.3", "1.2.2", ROWS, "1.2.3"),
        ("1.2.3", "1.2.3", [*ROWS, ["c", "z", "3"]], "1.3.0"),
        ("1.2.3", "1.2.9", [*ROWS, ["c", "z", "3"]], "1.3.0"),
        ("1.2.3", "1.3.0", [*ROWS, ["c", "z", "3"]], None),
        ("1.2.3", "2.0.0", [*ROWS, ["c", "z", "3"]], None),
        ("0.9.0", "0.9.1", ROWS[:1], "0.10.0"),
        ("0.9.0", "0.10.0", ROWS[:1], None),
        ("1.2.3", "1.2.3", [ROWS[0], ["b", "z", "2"]], "1.2.4"),
        ("1.2.3", "1.3.0-rc.1", [*ROWS, ["c", "z", "3"]], None),
        ("1.2.3", None, ROWS, "1.2.3"),
        ("1.2.3", "three", ROWS, "1.2.3"),
        (None, None, ROWS[:1], None),
        ("2024", "2024", ROWS[:1], None),
    ],
)
def test_a_version_that_is_too_low_is_a_finding(
    tmp_path: Path, old: str | None, new: str | None, rows: list[list[str]], required: str | None
) -> None:
    versions = made(tmp_path / "old", version=old), made(tmp_path / "new", rows=rows, version=new)
    findings = judge(diff(*versions), versions[1]).findings
    assert [(f.rule, f.file, f.suggestion) for f in findings] == (
        [("version-too-low", "datapackage.json", required)] if required else []
    )


def test_before_anything_is_published_no_higher_number_is_asked_for(tmp_path: Path) -> None:
    versions = made(tmp_path / "old"), made(tmp_path / "new", rows=ROWS[:1])
    verdict = judge(diff(*versions), versions[1], published=False)
    assert (verdict.level, verdict.required, verdict.findings) == (Level.major, None, ())
    assert verdict.note_zh and verdict.note_en


@pytest.mark.parametrize("text", ["", "1.2", "1.2.3.4", "v1.2.3", "01.2.3", "1.2.3-", "１.2.3", None])
def test_what_is_no_semantic_version(text: str | None) -> None:
    assert parse_version(text) is None


def test_levels_raise_one_number_and_reset_those_behind_it() -> None:
    assert [raised((1, 2, 3), level) for level in Level] == [(1, 2, 3), (1, 2, 4), (1, 3, 0), (2, 0, 0)]
    assert [raised((0, 2, 3), level) for level in Level] == [(0, 2, 3), (0, 2, 4), (0, 3, 0), (0, 3, 0)]
