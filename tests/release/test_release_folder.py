"""The release's folder is replaced whole or not at all, and only where it holds a release or nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from commands import run, snapshot, speaks_both, write
from release.conftest import small_package

INDEX = {"name": "xinzhi", "version": "0.1.0", "files": [{"path": "a.csv"}]}


@pytest.mark.parametrize(
    "content",
    [{"thesis.docx": b"years of work"}, {"index.json": b"{}"}, {"index.json": b"[1]"}, {"index.json": b"\xff"}],
)
def test_a_folder_with_something_else_is_not_replaced(tmp_path: Path, content: dict[str, bytes]) -> None:
    write(tmp_path / "mine", content)
    result = run("build", small_package(tmp_path / "p"), "--out", tmp_path / "mine")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "something else" in result.stderr and speaks_both(result.stderr)
    assert snapshot(tmp_path / "mine") == content


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    result = run("build", small_package(tmp_path / "p"), "--out", tmp_path / "closed" / "dist")
    assert result.exit_code == 2 and "cannot write" in result.stderr


def test_a_file_where_a_folder_is_needed_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("build", small_package(tmp_path / "p"), "--out", tmp_path / "file" / "dist")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr and speaks_both(result.stderr)


def test_a_release_with_a_file_of_somebody_s_is_not_replaced(tmp_path: Path) -> None:
    write(tmp_path / "dist", {"index.json": json.dumps(INDEX).encode(), "a.csv": b"a", "sub/notes.txt": b"mine"})
    before = snapshot(tmp_path / "dist")
    result = run("build", small_package(tmp_path / "p"), "--out", tmp_path / "dist")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "sub/notes.txt" in result.stderr and "a.csv" not in result.stderr and speaks_both(result.stderr)
    assert snapshot(tmp_path / "dist") == before
