"""The commands that read documents: locate, verify and coverage."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from commands import CLAUSE, DOCUMENT, ROOT, SOURCES, needs_documents, run, speaks_both
from packages import build
from typer.testing import Result


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The valid package of the tests with its documents. Read-only."""
    return build(tmp_path_factory.mktemp("base") / "package")


# locate


def located(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_locate_prints_the_evidence_row_of_a_clause(base: Path) -> None:
    fact = ("--for", "targets/qinghe-fab-investment", "--field", "value_text")
    result = run("locate", base / "documents" / f"{DOCUMENT}.txt", CLAUSE, "--package", base, *fact)
    assert result.exit_code == 0
    (row,) = located(result)
    with (base / "datasets" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        (known,) = [r for r in csv.DictReader(file) if r["record"] == "qinghe-fab-investment"]
    assert row == {**known, "field": "value_text"}


def test_locate_finds_a_document_by_its_id_whatever_its_name(base: Path, tmp_path: Path) -> None:
    other = tmp_path / "另存的文章.txt"
    other.write_bytes((base / "documents" / f"{DOCUMENT}.txt").read_bytes())
    expected = located(run("locate", base / "documents" / f"{DOCUMENT}.txt", CLAUSE, "--package", base))
    assert expected[0]["source"] == "invented-report-2031"
    assert located(run("locate", DOCUMENT, CLAUSE, "--package", base, "--sources", tmp_path)) == expected
    assert located(run("locate", other, CLAUSE, "--package", base)) == expected


def test_locate_gives_every_place_and_asks_to_choose(base: Path) -> None:
    result = run("locate", DOCUMENT, "青禾产业园", "--package", base, "--sources", base / "documents")
    assert result.exit_code == 0
    rows = located(result)
    assert len(rows) == 2 and rows[0]["start"] != rows[1]["start"]
    assert "stands 2 times" in result.stderr and "出现 2 次" in result.stderr


def test_locate_finds_a_clause_that_a_line_end_tears(base: Path) -> None:
    result = run("locate", DOCUMENT, "力争2032年投产", "--package", base, "--sources", base / "documents")
    (row,) = located(result)
    text = (base / "documents" / f"{DOCUMENT}.txt").read_bytes().decode()
    assert text[int(row["start"]) : int(row["end"])] == "力争2032\n年投产"


def test_locate_warns_of_a_span_that_is_longer_than_a_clause(base: Path) -> None:
    text = (base / "documents" / f"{DOCUMENT}.txt").read_bytes().decode()
    result = run("locate", DOCUMENT, text[10:160], "--package", base, "--sources", base / "documents")
    assert result.exit_code == 0
    assert "longer than 120 characters" in result.stderr


def test_a_clause_that_is_not_there_brings_the_nearest_passage(base: Path) -> None:
    result = run("locate", DOCUMENT, "计划投资约130亿元", "--package", base, "--sources", base / "documents")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "not found" in result.stderr and "原文中没有这句话" in result.stderr
    assert CLAUSE in result.stderr


def test_locate_in_a_document_that_is_not_there_cannot_run(base: Path, tmp_path: Path) -> None:
    for sources in ((), ("--sources", tmp_path), ("--sources", tmp_path / "none")):
        result = run("locate", "no-such-document", CLAUSE, "--package", base, *sources)
        assert (result.exit_code, result.stdout) == (2, "")
        assert speaks_both(result.stderr)


def test_locate_in_a_file_that_is_not_utf8_cannot_run(base: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    result = run("locate", tmp_path / "a.txt", CLAUSE, "--package", base)
    assert result.exit_code == 2
    assert "not UTF-8" in result.stderr


# verify and coverage


@pytest.mark.parametrize("command", ["verify", "coverage"])
def test_without_documents_they_are_named_by_digest_and_nothing_is_said_to_be_checked(command: str) -> None:
    result = run(command, ROOT)
    assert (result.exit_code, result.stdout) == (2, "")
    with (ROOT / "datasets" / "documents.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["id"] in result.stderr and row["sha256"] in result.stderr
    assert "Nothing was checked" in result.stderr and "--sources FOLDER" in result.stderr
    assert "未核对任何内容" in result.stderr and "--sources 文件夹" in result.stderr


@pytest.mark.parametrize("command", ["verify", "coverage"])
def test_with_its_documents_the_package_holds(base: Path, command: str) -> None:
    result = run(command, base, "--sources", base / "documents")
    assert result.exit_code == 0, result.stdout
    report = json.loads(run(command, base, "--sources", base / "documents", "--format", "json").stdout)
    assert set(report) == {"valid", "complete", "counted", "absent", "findings"}
    assert (report["valid"], report["complete"], report["findings"], report["absent"]) == (True, True, [], [])
    assert sum(report["counted"].values()) > 0


@pytest.mark.parametrize("command", ["verify", "coverage"])
def test_what_is_not_at_hand_is_not_said_to_hold(base: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "any.txt").write_bytes((base / "documents" / f"{DOCUMENT}.txt").read_bytes())
    result = run(command, base, "--sources", tmp_path)
    assert result.exit_code == 2
    assert "901_invented_policy" in result.stdout and DOCUMENT not in result.stdout
    assert "incomplete: 2 documents not at hand" in result.stdout and "全部核对无误" not in result.stdout


def test_all_that_is_not_at_hand_is_one_warning(base: Path, tmp_path: Path) -> None:
    """A contributor has one new document, and dozens stand in the package."""
    result = run("validate", base, "--sources", tmp_path, "--format", "json")
    (finding,) = (f for f in json.loads(result.stdout)["findings"] if f["rule"] == "document-absent")
    assert (finding["severity"], finding["line"]) == ("warning", 2)
    assert DOCUMENT in finding["value"] and "901_invented_policy" in finding["value"]


def test_a_changed_document_fails_verification_and_says_where_spans_went(base: Path, tmp_path: Path) -> None:
    text = (base / "documents" / f"{DOCUMENT}.txt").read_bytes().decode()
    (tmp_path / f"{DOCUMENT}.txt").write_bytes(("甲" + text.replace("约120亿元", "约130亿元")).encode())
    (tmp_path / "901.txt").write_bytes((base / "documents" / "901_invented_policy.txt").read_bytes())
    result = run("verify", base, "--sources", tmp_path, "--format", "json")
    assert result.exit_code == 1
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    assert {"document-changed", "span-moved", "span-changed"} <= {f["rule"] for f in found}
    changed = {f["value"] for f in found if f["rule"] == "span-changed"}
    assert "136–146" in changed, "the span whose figure changed"
    moved = {f["value"]: f["suggestion"] for f in found if f["rule"] == "span-moved"}
    assert moved["110–115"] == "111–116"


def test_a_number_that_nothing_accounts_for_fails_coverage(tmp_path: Path) -> None:
    shorter = {"file": "datasets/omissions.csv", "row": {"start": "256"}, "set": {"start": "258"}}
    folder = build(tmp_path / "p", [shorter])
    result = run("coverage", folder, "--sources", folder / "documents", "--format", "json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["rule"], finding["file"], finding["value"]) == ("numeral-unaccounted", f"{DOCUMENT}.txt", "十")


@pytest.mark.parametrize(
    "edit",
    [
        ["datasets/omissions.csv", ["invented-report-2031,175,177", "invented-report-2031,x,177"]],
        ["datasets/omissions.csv", ["invented-report-2031,175,177", "invented-report-2031,²,177"]],
        ["datasets/sources.csv", [f"{DOCUMENT},0,296", f"{DOCUMENT},,296"]],
        ["datasets/evidence.csv", ["source,start,end", "source,begin,end"]],
        ["datasets/organization_aliases.csv", ["alias,", "alia,"]],
        ["datasets/work_reports.csv", ["suzhou-2031,320500,2031", "suzhou-2031,320500,soon"]],
    ],
    ids=["text as an offset", "a digit that is no number", "no offset", "evidence column", "alias column", "year"],
)
def test_data_that_is_not_yet_right_stops_no_command(tmp_path: Path, edit: list[Any]) -> None:
    """A contributor's draft: validation says what is wrong with it, and no other command falls over it."""
    folder = build(tmp_path / "p", [{"file": edit[0], "replace": edit[1]}])
    sources = ("--sources", folder / "documents")
    assert run("validate", folder, *sources).exit_code == 1
    assert run("verify", folder, *sources).exit_code in (0, 1)
    assert run("coverage", folder, *sources).exit_code in (0, 1)
    assert run("show", "organizations", "xingchen-micro", "--package", folder, *sources).exit_code == 0
    assert run("locate", DOCUMENT, CLAUSE, "--package", folder, *sources).exit_code == 0


def test_a_package_without_facts_has_nothing_to_verify(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "mini", "resources": []}', encoding="utf-8")
    for command in ("verify", "coverage"):
        result = run(command, tmp_path)
        assert result.exit_code == 2
        assert "nothing to check" in result.stderr and "无从核对" in result.stderr


@needs_documents
@pytest.mark.parametrize("command", ["verify", "coverage"])
def test_every_fact_of_the_package_holds_in_its_documents(command: str) -> None:
    result = run(command, ROOT, "--sources", ROOT / SOURCES)
    assert result.exit_code == 0, result.stdout
