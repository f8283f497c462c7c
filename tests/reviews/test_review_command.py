"""`xinzhi review`: what it shows, what it writes, and what it refuses."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from commands import run
from packages import LEDGER, Edit, apply_edit, build
from xinzhi.findings import Finding
from xinzhi.repository import user_name
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


NAMED_AGAIN: Edit = {
    "file": "datasets/evidence.csv",
    "append": {
        "dataset": "organizations",
        "record": "xingchen-micro",
        "field": "",
        "source": "invented-policy-2031",
        "start": "6",
        "end": "10",
        "sha256": "0" * 64,
    },
}
MENTION = "organizations/xingchen-micro//invented-report-2031/110"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # What git calls whoever runs the tests is not theirs to say: they have a user of their own.
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\n\tname = 林 审\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
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


def test_one_more_source_that_names_an_entity_changes_the_entity_no_more(package: Path) -> None:
    change(package, NAMED_AGAIN)
    new = "organizations/xingchen-micro//invented-policy-2031/6"
    assert [(f.rule, f.resource, f.value) for f in found(package)] == [("not-reviewed", "evidence", new)]
    before = ledger(package)
    result = run("review", "evidence", "-p", package)
    assert result.exit_code == 0
    assert "Xingchen" in result.stdout, "it says whom it mentions"
    assert {k: v for k, v in ledger(package).items() if k != ("evidence", new)} == before
    assert found(package) == []


def test_an_entity_is_read_with_its_new_mentions(package: Path) -> None:
    change(package, NAMED_AGAIN)
    result = run("review", "organizations", "xingchen-micro", "-p", package)
    assert "2 records reviewed" in result.stdout
    assert result.stdout.count("evidence · 证据") == 1, "the mention stands among the spans of its entity"
    assert found(package) == []


def test_evidence_of_an_entity_that_is_gone_or_elsewhere_is_noticed(package: Path) -> None:
    moved = {"dataset": "organizations", "record": "xingchen-micro", "start": "110"}
    change(package, {"file": "datasets/evidence.csv", "row": moved, "set": {"record": "changkong-robotics"}})
    assert {(f.rule, f.value) for f in found(package)} == {
        ("review-of-nothing", MENTION),
        ("not-reviewed", MENTION.replace("xingchen-micro", "changkong-robotics")),
    }


def test_a_mention_that_says_something_else_has_changed(package: Path) -> None:
    row = {"dataset": "organizations", "record": "xingchen-micro", "start": "110"}
    change(package, {"file": "datasets/evidence.csv", "row": row, "set": {"sha256": "0" * 64}})
    assert [(f.rule, f.resource, f.value) for f in found(package)] == [("changed-since-review", "evidence", MENTION)]


def test_the_mentions_of_a_renamed_entity_keep_their_lines(package: Path) -> None:
    old, new = {"record": "qinghe-north-park"}, {"record": "qinghe-new-park"}
    change(
        package,
        {"file": "datasets/evidence.csv", "row": {"dataset": "parks", **old}, "set": new},
        {
            "file": "datasets/redirects.csv",
            "append": {"dataset": "parks", "old": old["record"], "new": new["record"], "version": "0.2.0"},
        },
    )
    told = {f.value for f in found(package) if f.rule == "changed-since-review" and f.resource == "evidence"}
    assert told == {"parks/qinghe-new-park//invented-report-2031/215"}
    assert not [f for f in found(package) if f.rule == "review-of-nothing" and "parks/" in str(f.value)]


def test_another_spelling_of_a_value_is_no_change(package: Path) -> None:
    file = package / "datasets" / "targets.csv"
    text = file.read_text(encoding="utf-8")
    line = next(row for row in text.splitlines() if row.startswith("qinghe-fab-investment,"))
    assert ",120," in line
    file.write_text(text.replace(line, line.replace(",120,", ",120.0,")), encoding="utf-8")
    assert found(package) == []


@pytest.mark.parametrize(("arguments", "name"), [([], "林 审"), (["--by", " lin-shen "], "lin-shen")])
def test_the_ledger_says_who_has_read(package: Path, arguments: list[str], name: str) -> None:
    rename_park(package)
    assert run("review", "--all-changed", *arguments, "-p", package).exit_code == 0
    assert {row["reviewer"] for key, row in ledger(package).items() if key == ("parks", "qinghe-park")} == {name}
    assert ledger(package)["parks", "qinghe-north-park"]["reviewer"] == "", "read before names were kept"


def test_the_names_of_a_repository_come_first(package: Path) -> None:
    (package / ".git" / "objects").mkdir(parents=True)
    (package / ".git" / "refs").mkdir()
    (package / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (package / ".git" / "config").write_text("[user]\n\tname = here\n[include]\n\tpath = /dev/zero\n", "utf-8")
    assert user_name(package) == "here"


def test_nothing_is_written_for_nobody(package: Path, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text("", encoding="utf-8")
    rename_park(package)
    before = (package / LEDGER).read_bytes()
    result = run("review", "--all-changed", "-p", package)
    assert result.exit_code == 2
    assert "--by NAME" in result.stderr and "--by 张三" in result.stderr
    assert (package / LEDGER).read_bytes() == before
    assert run("review", "--all-changed", "--check", "-p", package).exit_code == 1, "who only looks, needs no name"


def test_a_ledger_without_names_asks_for_none(package: Path, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text("", encoding="utf-8")
    change(package, {"file": "schemas/reviews.json", "json": [["fields", "reviewer"]]})
    text = (package / LEDGER).read_text(encoding="utf-8")
    (package / LEDGER).write_text("\n".join(line.rpartition(",")[0] for line in text.split("\n")), encoding="utf-8")
    rename_park(package)
    assert run("review", "--all-changed", "-p", package).exit_code == 0


def test_what_is_left_out_is_shown_with_its_words(package: Path) -> None:
    arguments = ("review", "sources", "invented-report-2031", "--check", "-p", package)
    without, beside = run(*arguments).stdout, run(*arguments, "--sources", package / "documents").stdout
    with (package / "datasets" / "omissions.csv").open(encoding="utf-8", newline="") as file:
        left = [row for row in csv.DictReader(file) if row["source"] == "invented-report-2031"]
    assert left and "omitted · 略去" in without and "--sources" in without
    for row in left:
        assert f"{row['start']}–{row['end']}, {row['reason']}" in without
    text = next((package / "documents").glob("900_*.txt")).read_text(encoding="utf-8")
    words = ["".join(text[int(row["start"]) : int(row["end"])].split()) for row in left]
    assert all(f"{each}" in beside for each in words)


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
        (["evidence", "targets/qinghe-fab-investment//invented-report-2031/1"], "evidence has no row targets/"),
        (["inferences"], "read with the records that they belong to"),
        (["parks", "--by", " "], "Give the name or handle"),
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
