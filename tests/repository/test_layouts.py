"""Repositories as people have them: each is read, whatever its layout."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import run
from small import BOOKS, commit, git, make
from strangers import TWO_COMMANDS, project, read_by
from xinzhi.repository import repository_around


def packed(base: Path) -> Path:
    folder = project(base / "project")
    git(folder, "gc", "--quiet")
    assert not (folder / ".git" / "refs" / "heads" / "main").exists()
    return folder


def detached(base: Path) -> Path:
    folder = project(base / "project")
    git(folder, "checkout", "--quiet", "--detach")
    return folder


def moved_out(base: Path) -> Path:
    """The repository as `origin`, which is returned, and an empty folder `project` beside it."""
    folder = project(base / "origin")
    (base / "project").mkdir()
    return folder


def with_changes_of(origin: Path, folder: Path) -> Path:
    for name in ("datapackage.json", "data"):
        source = origin / name
        if source.is_dir():
            shutil.copytree(source, folder / name, dirs_exist_ok=True)
        else:
            shutil.copy(source, folder / name)
    return folder


def shared_clone(base: Path) -> Path:
    origin = moved_out(base)
    git(base, "clone", "--quiet", "--shared", "origin", "project")
    return with_changes_of(origin, base / "project")


def shallow_clone(base: Path) -> Path:
    origin = moved_out(base)
    git(base, "clone", "--quiet", "--depth=2", f"file://{origin}", "project")
    return with_changes_of(origin, base / "project")


def linked_work_tree(base: Path) -> Path:
    origin = moved_out(base)
    git(origin, "worktree", "add", "--quiet", "-b", "other", str(base / "project"))
    return with_changes_of(origin, base / "project")


def separate_git_folder(base: Path) -> Path:
    origin = moved_out(base)
    git(base, "clone", "--quiet", "--separate-git-dir=elsewhere.git", "origin", "project")
    return with_changes_of(origin, base / "project")


def submodule(base: Path) -> Path:
    origin = moved_out(base)
    (base / "project").rmdir()
    git(base, "init", "--quiet", "outer")
    git(base / "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(origin), "project")
    return with_changes_of(origin, base / "outer" / "project")


def linked_git_folder(base: Path) -> Path:
    folder = project(base / "project")
    shutil.move(folder / ".git", base / "elsewhere.git")
    (folder / ".git").symlink_to(base / "elsewhere.git")
    return folder


def long_ids(base: Path) -> Path:
    folder = base / "project"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main", "--object-format=sha256")
    return project(folder)


def odd_path(base: Path) -> Path:
    return project(base / 'a "b":c\n#d \\é' / "project")


@pytest.mark.parametrize(
    "layout",
    [
        packed, detached, shared_clone, shallow_clone, linked_work_tree, separate_git_folder, submodule,
        linked_git_folder, long_ids, odd_path,
    ],
)  # fmt: skip
def test_every_layout_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: Callable[[Path], Path]) -> None:
    (tmp_path / "here").mkdir()
    folder = layout(tmp_path / "here")
    for command, expected in zip(TWO_COMMANDS, ((1, "nowhere"), (0, "b5")), strict=True):
        status, said = read_by(command, folder, monkeypatch)
        assert status == expected[0] and expected[1] in said, said


def has_reftable() -> bool:
    return "--ref-format" in subprocess.run(["git", "init", "-h"], capture_output=True, text=True, check=False).stdout


@pytest.mark.skipif(not has_reftable(), reason="this git has no reftable")
def test_references_in_a_table_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "--ref-format=reftable", "project")
    folder = project(tmp_path / "project")
    assert [read_by(command, folder, monkeypatch)[0] for command in TWO_COMMANDS].count(2) == 0


@pytest.mark.parametrize(
    "revision", ["main@{1}", "@{1}", "@{-1}", "@{upstream}", "@{u}", "other@{upstream}", "@{push}"]
)
def test_revisions_that_need_settings_and_logs_are_known(tmp_path: Path, revision: str) -> None:
    project(tmp_path / "origin")
    git(tmp_path, "clone", "--quiet", "origin", "project")
    folder = tmp_path / "project"
    for branch in ("other", "main", "other", "main"):
        git(
            folder,
            "checkout",
            "--quiet",
            *(["-b"] if not (folder / ".git/refs/heads" / branch).exists() and branch == "other" else []),
            branch,
        )
    git(folder, "branch", "--quiet", "--set-upstream-to=origin/main", "other")
    make(folder, BOOKS)
    commit(folder)
    assert repository_around(folder).commit(revision) == git(folder, "rev-parse", revision)


@pytest.mark.parametrize("name", [".hidden", "-x", "a\nb", 'a"b', "a\tb", "包", "a b", "a\\b", ":x", "*"])
def test_a_package_in_a_folder_of_any_name_is_compared_with_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make(tmp_path / name, BOOKS + "b4,Four,nowhere,40,\n", version="1.0.0")
    commit(tmp_path)
    git(tmp_path, "tag", "v1.0.0")
    monkeypatch.chdir(tmp_path / name)
    result = run("validate", ".", "--changed-since", "HEAD", "--format", "json")
    assert result.exit_code == 0, result.output
    assert run("diff").exit_code == 0
    make(tmp_path / name, BOOKS + "b4,Four,nowhere,40,\nb5,Five,nowhere,50,\n", version="1.1.0")
    path = tmp_path / name / "data" / "books.csv"
    lines = repository_around(tmp_path).changed_lines("HEAD", [path])
    assert lines == {path: [range(6, 7)]}


def test_a_path_in_no_encoding_is_a_path(tmp_path: Path) -> None:
    path = make(tmp_path / "\udcff") / "data" / "books.csv"
    commit(tmp_path)
    path.write_text(BOOKS + "b4,Four,nowhere,40,\n", encoding="utf-8")
    assert repository_around(tmp_path).changed_lines("HEAD", [path]) == {path: [range(5, 6)]}


@pytest.mark.parametrize("where", ["repository", "user"])
def test_line_ends_that_settings_ask_for_are_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    folder = make(tmp_path / "project", BOOKS + "b4,Four,nowhere,40,\n")
    commit(folder)
    if where == "user":
        (tmp_path / "home").mkdir()
        (tmp_path / "home" / ".gitconfig").write_text("[core]\n\tautocrlf = true\n", encoding="utf-8")
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
    else:
        git(folder, "config", "core.autocrlf", "true")
    path = folder / "data" / "books.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"b5,Five,nowhere,50,\r\n")
    assert repository_around(folder).changed_lines("HEAD", [path]) == {path: [range(6, 7)]}


def test_a_file_that_git_does_not_know_yet_is_new_in_all_its_lines(tmp_path: Path) -> None:
    folder = project(tmp_path / "project")
    new, outside = folder / "new.csv", tmp_path / "outside.csv"
    for path in (new, outside):
        path.write_text("a\nb\n", encoding="utf-8")
    assert repository_around(folder).changed_lines("HEAD", [new, outside]) == {new: [range(1, 3)]}


def test_a_line_that_looks_like_the_head_of_a_hunk_is_a_line(tmp_path: Path) -> None:
    folder = project(tmp_path / "project")
    path = folder / "data" / "books.csv"
    head = "@@ -1 +7,9 @@"
    path.write_text(BOOKS + "x" * 4095 + head + "\n" + head + "\n", encoding="utf-8")
    assert repository_around(folder).changed_lines("HEAD", [path]) == {path: [range(5, 7)]}
