"""`xinzhi review`: what it shows, what it writes, and what it refuses."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from commands import run
from packages import LEDGER, Edit, apply_edit, build
from xinzhi.findings import Finding
from xinzhi.validation import validate

RENAMED: list[Edit] = [
    {
        "file": "datasets/recognitions.csv",
        "row": {"id": "xingchen-excellent-company"},
        "set": {"id": "xingchen-best-company"},
    },
    {
        "file": "datasets/evidence.csv",
        "row": {"dataset": "recognitions", "record": "xingchen-excellent-company"},
        "set": {"record": "xingchen-best-company"},
    },
    {
        "file": "datasets/redirects.csv",
        "append": {
            "dataset": "recognitions",
            "old": "xingchen-excellent-company",
            "new": "xingchen-best-company",
            "version": "0.2.0",
        },
    },
]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return build(tmp_path / "package", ledger=True)


def ledger(package: Path) -> dict[tuple[str, str], dict[str, str]]:
    with (package / LEDGER).open(encoding="utf-8", newline="") as file:
        return {(row["dataset"], row["record"]): row for row in csv.DictReader(file)}


def found(package: Path) -> list[Finding]:
    return [
        f
        for f in validate(package, package / "documents").findings
        if f.rule in ("changed-since-review", "review-of-nothing", "not-reviewed")
    ]


def change(package: Path, *edits: Edit) -> None:
    for edit in edits:
        apply_edit(package, edit)


def rename_park(package: Path) -> None:
    change(
        package, {"file": "datasets/parks.csv", "row": {"id": "qinghe-park"}, "set": {"name_en": "Qinghe Trade Park"}}
    )


def test_a_changed_record_is_shown_and_written_down(package: Path) -> None:
    rename_park(package)
    before = ledger(package)
    result = run("review", "parks", "qinghe-park", "--on", "2026-05-04", "-p", package)
    assert result.exit_code == 0
    assert "Qinghe Trade Park" in result.stdout and "evidence · 证据" in result.stdout
    after = ledger(package)
    key = ("parks", "qinghe-park")
    assert {k: v for k, v in after.items() if k != key} == {k: v for k, v in before.items() if k != key}
    assert after[key]["reviewed_on"] == "2026-05-04"
    assert after[key]["digest"] != before[key]["digest"]
    assert found(package) == []


@pytest.mark.parametrize(
    "edit",
    [
        {"file": "datasets/park_aliases.csv", "append": {"alias": "青禾园区", "park": "qinghe-park"}},
        {
            "file": "datasets/inferences.csv",
            "append": {
                "dataset": "parks",
                "record": "qinghe-park",
                "field": "kind",
                "basis_zh": "名称",
                "basis_en": "The name",
            },
        },
    ],
    ids=["alias", "inference"],
)
def test_what_belongs_to_a_record_is_a_part_of_what_was_read(package: Path, edit: Edit) -> None:
    change(package, edit)
    assert [(f.rule, f.resource, f.value) for f in found(package)] == [("changed-since-review", "parks", "qinghe-park")]


def test_what_is_inferred_is_shown(package: Path) -> None:
    change(
        package,
        {
            "file": "datasets/inferences.csv",
            "append": {
                "dataset": "parks",
                "record": "qinghe-park",
                "field": "kind",
                "basis_zh": "由名称可知",
                "basis_en": "By its name",
            },
        },
    )
    shown = run("review", "parks", "qinghe-park", "--check", "-p", package).stdout
    assert "By its name · 由名称可知" in shown


def test_check_writes_nothing(package: Path) -> None:
    rename_park(package)
    before = (package / LEDGER).read_bytes()
    assert run("review", "--all-changed", "--check", "-p", package).exit_code == 1
    assert (package / LEDGER).read_bytes() == before


def test_a_dataset_without_records_means_those_that_wait(package: Path) -> None:
    rename_park(package)
    before = ledger(package)
    run("review", "parks", "--on", "2026-05-04", "-p", package)
    assert [k for k, row in ledger(package).items() if row != before[k]] == [("parks", "qinghe-park")]


def test_all_changed_reads_new_records_and_drops_lines_of_nothing(package: Path) -> None:
    rename_park(package)
    change(
        package,
        {"file": LEDGER, "delete": {"record": "qinghe-fab"}},
        {
            "file": LEDGER,
            "append": {"dataset": "milestones", "record": "gone", "reviewed_on": "2026-01-31", "digest": "0" * 16},
        },
    )
    assert [f.rule for f in found(package)] == ["changed-since-review", "review-of-nothing", "not-reviewed"]
    result = run("review", "--all-changed", "-p", package)
    assert "milestones/gone" in result.stdout
    assert ("milestones", "gone") not in ledger(package)
    assert ("projects", "qinghe-fab") in ledger(package)
    assert found(package) == []
    assert run("review", "-p", package).exit_code == 0


def test_the_ledger_is_left_canonical(package: Path) -> None:
    rename_park(package)
    run("review", "--all-changed", "-p", package)
    assert run("fmt", "--check", package).exit_code == 0


def test_without_arguments_it_says_what_waits(package: Path) -> None:
    assert run("review", "-p", package).exit_code == 0
    rename_park(package)
    result = run("review", "-p", package)
    assert result.exit_code == 1
    assert "parks  1 changed, 0 not reviewed" in result.stdout


def test_the_ledger_follows_a_renamed_id(package: Path) -> None:
    change(package, *RENAMED)
    told = [(f.rule, f.resource, f.value) for f in found(package)]
    assert told == [
        ("changed-since-review", "recognitions", "xingchen-best-company"),
        ("not-reviewed", "redirects", "recognitions/xingchen-excellent-company"),
    ]
    run("review", "--all-changed", "-p", package)
    assert ("recognitions", "xingchen-best-company") in ledger(package)
    assert ("recognitions", "xingchen-excellent-company") not in ledger(package)
    assert found(package) == []


def test_a_record_that_went_into_a_reviewed_one_leaves_a_line_of_nothing(package: Path) -> None:
    change(
        package,
        {
            "file": LEDGER,
            "append": {
                "dataset": "organizations",
                "record": "xingchen-electronics",
                "reviewed_on": "2026-01-31",
                "digest": "0" * 16,
            },
        },
    )
    assert [(f.rule, f.value) for f in found(package)] == [("review-of-nothing", "xingchen-electronics")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["prks"], "did you mean: parks"),
        (["parks", "qinghe-prk"], "qinghe-park"),
        (["priority_topics"], "read with the records that they belong to"),
        (["evidence"], "read with the records that they belong to"),
        (["parks", "--all-changed"], "--all-changed takes no dataset"),
    ],
)
def test_what_cannot_be_reviewed_is_refused(package: Path, arguments: list[str], said: str) -> None:
    before = (package / LEDGER).read_bytes()
    result = run("review", *arguments, "-p", package)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert (package / LEDGER).read_bytes() == before


def test_nothing_is_written_where_a_part_of_a_record_cannot_be_read(package: Path) -> None:
    (package / "datasets" / "park_aliases.csv").write_bytes(b"\xff\xfe")
    result = run("review", "--all-changed", "-p", package)
    assert result.exit_code == 2
    assert "park_aliases" in result.stderr


def test_a_package_without_a_ledger_says_so(tmp_path: Path) -> None:
    folder = build(tmp_path / "package")
    assert run("review", "-p", folder).exit_code == 2
    assert validate(folder).findings == []


def test_a_table_that_cannot_be_read_makes_no_record_seem_changed(package: Path) -> None:
    (package / "datasets" / "priority_topics.csv").write_bytes(b"\xff\xfe")
    assert found(package) == []
