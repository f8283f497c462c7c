"""`validate --changed-since`: what a change introduces, what was wrong before, and what it puts right."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from commands import run, snapshot, speaks_both
from small import BOOKS, commit, git, make
from xinzhi import many

OLD = BOOKS + "b4,Four,nowhere,40,\nb5,Five,north,x,\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a package that has two errors."""
    make(tmp_path, OLD)
    commit(tmp_path)
    return tmp_path


def _since(folder: Path, revision: str = "HEAD", status: int | None = None) -> dict[str, Any]:
    result = run("validate", folder, "--changed-since", revision, "--format", "json")
    report: dict[str, Any] = json.loads(result.stdout)
    assert result.exit_code == (status if status is not None else 0 if report["passed"] else 1)
    return report


def _counts(report: dict[str, Any]) -> tuple[list[str], int, list[str]]:
    since = report["changed_since"]
    return [f["value"] for f in since["introduced"]], since["old"], [f["value"] for f in since["fixed"]]


def test_without_a_change_all_findings_are_old_and_the_exit_is_0(project: Path) -> None:
    report = _since(project, status=0)
    assert _counts(report) == ([], 2, [])
    assert report["valid"] is False and len(report["findings"]) == 2


def test_a_new_error_is_introduced_and_a_corrected_one_is_fixed(project: Path) -> None:
    make(project, OLD.replace("north,x,", "north,50,") + "b6,Six,south,-1,\n")
    assert _counts(_since(project, status=1)) == (["-1"], 1, ["x"])


def test_old_findings_stay_old_when_rows_are_inserted_above_and_moved(project: Path) -> None:
    header, *rows = OLD.splitlines()
    make(project, "\n".join([header, "b0,Zero,north,5,", *reversed(rows)]) + "\n")
    assert _counts(_since(project, status=0)) == ([], 2, [])


def test_a_wrong_value_that_is_replaced_by_another_is_introduced(project: Path) -> None:
    make(project, OLD.replace("nowhere", "elsewhere"))
    assert _counts(_since(project, status=1)) == (["elsewhere"], 1, ["nowhere"])


def test_of_findings_that_are_alike_the_one_on_the_changed_line_is_introduced(project: Path) -> None:
    make(project, BOOKS + ",,,,\n")
    commit(project)
    make(project, BOOKS.replace("b2,", ",,,,\nb2,") + ",,,,\n")
    report = _since(project, status=1)
    assert [(f["rule"], f["line"]) for f in report["changed_since"]["introduced"] if f["rule"] == "blank-row"] == [
        ("blank-row", 3)
    ]


def test_a_row_removed_from_another_table_introduces_what_now_points_nowhere(project: Path) -> None:
    make(project, OLD, "id,name\nnorth,North Shop\n")
    assert _counts(_since(project, status=1)) == (["south"], 2, [])


def test_a_branch_answers_for_its_own_changes_only(project: Path) -> None:
    git(project, "checkout", "--quiet", "-b", "work")
    make(project, OLD + "b6,Six,south,60,\n")
    commit(project)
    git(project, "checkout", "--quiet", "main")
    make(project)  # main has put the errors right meanwhile
    commit(project)
    git(project, "checkout", "--quiet", "work")
    assert _counts(_since(project, "main", status=0)) == ([], 2, [])


def test_of_a_package_that_was_not_there_all_is_introduced(tmp_path: Path) -> None:
    (tmp_path / "readme").write_text("nothing yet", encoding="utf-8")
    commit(tmp_path)
    make(tmp_path / "deep" / "package", OLD)
    assert _counts(_since(tmp_path / "deep" / "package", status=1)) == (["nowhere", "x"], 0, [])


def test_a_package_in_a_folder_is_compared_with_itself_though_attributes_would_leave_files_out(tmp_path: Path) -> None:
    make(tmp_path / "package", OLD)
    (tmp_path / ".gitattributes").write_text("package/data export-ignore\n", encoding="utf-8")
    commit(tmp_path)
    assert _counts(_since(tmp_path / "package", status=0)) == ([], 2, [])


def test_nothing_in_the_repository_changes(project: Path) -> None:
    make(project, OLD + "b6,Six,south,-1,\n")
    git(project, "add", "--all")
    before = snapshot(project)
    _since(project)
    after = snapshot(project)
    assert {p: t for p, t in before.items() if not p.startswith(".git/")} == {
        p: t for p, t in after.items() if not p.startswith(".git/")
    }
    assert before[".git/index"] == after[".git/index"]


def test_the_text_report_lists_the_introduced_and_counts_the_rest(project: Path) -> None:
    make(project, OLD + "b6,Six,south,-1,\n")
    shown = run("validate", project, "--changed-since", "HEAD").stdout
    assert "data/books.csv:7:price" in shown and "data/books.csv:5" not in shown
    assert "1 introduced, 2 old, 0 fixed" in shown and "新增 1 处，原有 2 处，消除 0 处" in shown
    assert "This change introduces 1 error" in shown and "此更改带来 1 个错误" in shown


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", "", "HEAD:datapackage.json"])
def test_an_unknown_revision_cannot_be_compared_with(project: Path, revision: str) -> None:
    result = run("validate", project, f"--changed-since={revision}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"“{revision}”" in result.stderr and speaks_both(result.stderr)
    assert not (project / "x").exists()


@pytest.mark.parametrize("inside", [True, False])
def test_what_cannot_be_compared_is_told_before_anything_is_validated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: bool
) -> None:
    make(tmp_path, OLD)
    if inside:
        commit(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    begun: list[object] = []
    monkeypatch.setattr(many, "validate", lambda *_, **__: begun.append(1))
    assert run("validate", tmp_path, "--changed-since", "no-such-branch").exit_code == 2
    assert begun == []


@pytest.mark.parametrize("way", ["inside", "outside"])
def test_a_link_in_the_repository_is_a_link_in_both_versions(tmp_path: Path, way: str) -> None:
    package = make(tmp_path / "package", OLD)
    (tmp_path / "elsewhere.csv").write_text(OLD, encoding="utf-8")
    (package / "data" / "real.csv").write_text(OLD, encoding="utf-8")
    (package / "data" / "books.csv").unlink()
    (package / "data" / "books.csv").symlink_to("real.csv" if way == "inside" else "../../elsewhere.csv")
    commit(tmp_path)
    report = _since(package, status=0)
    assert report["changed_since"]["old"] == len(report["findings"]) > 0


def test_line_ends_that_git_converts_on_checking_out_are_no_change(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("*.csv text eol=crlf\n", encoding="utf-8")
    make(tmp_path, OLD.replace("\n", "\r\n"), "id,name\r\nnorth,North Shop\r\nsouth,South Shop\r\n")
    commit(tmp_path)
    report = _since(tmp_path, status=0)
    assert (report["changed_since"]["introduced"], report["change"]["tables"], report["change"]["changes"]) == (
        [],
        {},
        [],
    )


def test_a_package_outside_of_a_repository_cannot_be_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run("validate", make(tmp_path), "--changed-since", "main")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "not in the work tree of a git repository" in result.stderr and speaks_both(result.stderr)


def test_without_git_a_package_cannot_be_compared_but_validated(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project / "nowhere"))
    assert shutil.which("git") is None
    assert run("validate", project, "--changed-since", "main").exit_code == 2
    assert run("validate", project).exit_code == 1
