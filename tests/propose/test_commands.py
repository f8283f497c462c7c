"""The commands propose and accept with input that they cannot use: they say why, in both languages, and change
nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import ROOT, SOURCES, needs_documents, run, snapshot, speaks_both
from packages import build
from review_folders import REPORT, read_sheet
from xinzhi.propose.folder import guarded, unguarded


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "suzhou_2032.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("data", "message"),
    [("中国芯片".encode("gbk"), "not UTF-8"), (b"", "is empty"), (b" \n", "is empty"), (None, "cannot read")],
)
def test_a_document_that_cannot_be_read_is_refused(data: bytes | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    if data is not None:
        path.write_bytes(data)
    result = run("propose", path, "--package", ROOT, "--to", tmp_path / "review")
    assert result.exit_code == 2
    assert message in result.stderr and speaks_both(result.stderr)
    assert not (tmp_path / "review").exists()


def test_a_folder_that_somebody_may_be_filling_in_is_left_alone(document: Path, tmp_path: Path) -> None:
    assert run("propose", document, "--package", ROOT, "--to", tmp_path / "review").exit_code == 0
    before = snapshot(tmp_path)
    again = run("propose", document, "--package", ROOT, "--to", tmp_path / "review")
    assert again.exit_code == 2 and "exists already" in again.stderr
    assert snapshot(tmp_path) == before


def test_the_review_folder_lies_beside_the_work_unless_it_is_named(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("propose", document, "--package", ROOT)
    assert result.exit_code == 0 and speaks_both(result.stdout)
    assert (tmp_path / "proposals" / "suzhou_2032" / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "proposals/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_a_file_name_that_is_no_id_is_made_one(tmp_path: Path) -> None:
    path = tmp_path / "Suzhou Report-2032.TXT"
    path.write_text(REPORT, encoding="utf-8")
    assert run("propose", path, "--package", ROOT, "--to", tmp_path / "review").exit_code == 0
    (row,) = read_sheet(tmp_path / "review", "documents")
    assert row["id"] == "suzhou_report_2032"
    assert (tmp_path / "review" / "document" / "suzhou_report_2032.txt").read_bytes() == path.read_bytes()


@needs_documents
def test_of_a_registered_document_nothing_that_the_package_holds_is_proposed(tmp_path: Path) -> None:
    path = next(Path(SOURCES).glob("000_*.txt"))
    result = run("propose", path, "--package", ROOT, "--to", tmp_path / "review")
    assert result.exit_code == 0
    registering = ("documents", "sources", "work_reports", "passages")
    assert [name for name in registering if read_sheet(tmp_path / "review", name)] == []


@pytest.mark.parametrize(
    "record",
    [
        None,
        "{",
        "[]",
        '{"version": 2}',
        '{"version": 1, "document": "../x", "sha256": "", "characters": 1, "rows": {}}',
    ],
)
def test_what_is_no_review_folder_is_refused(record: str | None, tmp_path: Path) -> None:
    if record is not None:
        (tmp_path / "proposal.json").write_text(record, encoding="utf-8")
    result = run("accept", tmp_path, "--package", ROOT)
    assert result.exit_code == 2 and "no review folder" in result.stderr and speaks_both(result.stderr)


def test_a_document_that_changed_since_is_refused(document: Path, tmp_path: Path) -> None:
    folder = tmp_path / "review"
    assert run("propose", document, "--package", ROOT, "--to", folder).exit_code == 0
    (folder / "document" / "suzhou_2032.txt").write_text(REPORT + "又及。", encoding="utf-8")
    result = run("accept", folder, "--package", ROOT)
    assert result.exit_code == 2 and "was changed" in result.stderr


def test_another_package_is_refused(document: Path, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "other", "resources": []}), encoding="utf-8")
    result = run("propose", document, "--package", tmp_path)
    assert result.exit_code == 2 and "rows cannot be proposed" in result.stderr


def test_a_package_with_a_torn_file_is_refused(document: Path, tmp_path: Path) -> None:
    package = build(tmp_path / "package")
    (package / "datasets" / "units.csv").write_bytes(b"\xff\xfe")
    for arguments in (("propose", document), ("accept", tmp_path / "review")):
        result = run(*arguments, "--package", package)
        assert result.exit_code == 2 and "units cannot be read" in result.stderr


@pytest.mark.parametrize("cell", ["=1+1", "+86", "@here", "-研究院"])
def test_a_spreadsheet_runs_no_cell_of_a_document(cell: str) -> None:
    assert guarded(cell)[0] == "'" and unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "-3.5", "3家", "'引'", "a=b"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell and unguarded(cell) == cell


@pytest.mark.parametrize(
    "rows", ['{"sources": 5}', '{"sources": [1]}', "5", "[" * 100_000], ids=["number", "of numbers", "none", "deep"]
)
def test_a_record_of_another_kind_is_refused(rows: str, tmp_path: Path) -> None:
    record = f'{{"version": 1, "document": "x", "sha256": "", "characters": 1, "rows": {rows}'
    (tmp_path / "proposal.json").write_text(record + ("}" if rows[-1] != "[" else ""), encoding="utf-8")
    result = run("accept", tmp_path, "--package", ROOT)
    assert result.exit_code == 2 and "is no review folder" in result.stderr
