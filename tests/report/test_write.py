"""`--format`: to the terminal, to files, and what cannot be done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run, speaks_both
from small import BOOKS, make

DIRTY = BOOKS.replace("b2,Two,south,20", "b2,Two,south,x")


def test_reports_go_to_files_while_the_terminal_keeps_the_text(tmp_path: Path) -> None:
    package = make(tmp_path / "p", DIRTY)
    files = {f: tmp_path / f for f in ("json", "github", "sarif", "junit", "gitlab", "markdown", "html", "text")}
    result = run("validate", package, *(part for f, file in files.items() for part in ("--format", f"{f}={file}")))
    assert result.exit_code == 1
    assert "data/books.csv:3:price" in result.stdout and "INVALID" in result.stdout
    texts = {f: file.read_text(encoding="utf-8") for f, file in files.items()}
    assert all("type-error" in text and text.endswith("\n") for text in texts.values())
    assert json.loads(texts["json"])["valid"] is False and json.loads(texts["sarif"]) and json.loads(texts["gitlab"])


def test_one_format_goes_to_the_terminal_and_another_to_a_file(tmp_path: Path) -> None:
    package = make(tmp_path / "p", DIRTY)
    result = run("validate", package, "--format", "gitlab", "--format", f"json={tmp_path / 'r.json'}")
    assert json.loads(result.stdout)[0]["check_name"] == "type-error"
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["package"] == "small"


@pytest.mark.parametrize("format", ["yaml", "json=", "=x", "", "JSON", "html=no/such/folder/x.html"])
def test_a_format_that_is_not_known_or_has_nowhere_to_go_is_refused_before_any_work(
    tmp_path: Path, format: str
) -> None:
    result = run("validate", make(tmp_path), "--format", format)
    assert (result.exit_code, result.stdout) == (2, "")
    assert speaks_both(result.stderr)


def test_only_one_format_goes_to_the_terminal(tmp_path: Path) -> None:
    result = run("validate", make(tmp_path), "--format", "json", "--format", "text")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "FORMAT=FILE" in result.stderr and speaks_both(result.stderr)


def test_a_report_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    result = run("validate", make(tmp_path), "--format", f"html={tmp_path}")
    assert result.exit_code == 2
    assert str(tmp_path) in result.stderr and speaks_both(result.stderr)


@pytest.mark.parametrize("format", ["github", "sarif", "junit", "gitlab", "markdown", "html", "text", "json"])
def test_every_format_tells_of_a_valid_package_and_of_one_that_cannot_be_read(tmp_path: Path, format: str) -> None:
    assert run("validate", make(tmp_path), "--format", format).exit_code == 0
    (tmp_path / "data" / "books.csv").write_bytes(b"\xff\xfe\x00\xd8,\x00")
    assert run("validate", tmp_path, "--format", format).exit_code == 1
    (tmp_path / "data" / "books.csv").unlink()
    assert run("validate", tmp_path, "--format", format).exit_code == 1


@pytest.mark.parametrize("more", [("--format", "html"), ("--format", "json=r.json"), ("--changed-since", "HEAD")])
def test_several_packages_are_reported_on_the_terminal_only(tmp_path: Path, more: tuple[str, str]) -> None:
    result = run("validate", make(tmp_path / "a"), make(tmp_path / "b"), *more)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "one by one" in result.stderr and speaks_both(result.stderr)
    assert not Path("r.json").exists()
