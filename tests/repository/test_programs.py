"""No setting of a stranger's repository runs a program, whichever command of ours reads the repository."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import snapshot
from small import git, make
from strangers import COMMANDS, entry, project, read_by

Hostile = Callable[[Path, str], None]


def set_to(*names: str, value: str = "{}") -> Hostile:
    """Settings that are the program, or a text that names it."""

    def apply(folder: Path, program: str) -> None:
        for name in names:
            git(folder, "config", name, value.format(program))

    return apply


def attribute(attributes: str, *names: str, where: str = ".gitattributes") -> Hostile:
    """Settings that apply to files by their attributes."""

    def apply(folder: Path, program: str) -> None:
        (folder / where).parent.mkdir(exist_ok=True)
        (folder / where).write_text(f"* {attributes}\n", encoding="utf-8")
        git(folder, "add", "--all")
        set_to(*names)(folder, program)

    return apply


def attributes_file(folder: Path, program: str) -> None:
    filters = "filter.evil.clean", "filter.evil.smudge"
    attribute("filter=evil", *filters, where="more.attributes")(folder, program)
    git(folder, "config", "core.attributesFile", str(folder / "more.attributes"))


def signatures(folder: Path, program: str) -> None:
    set_to("gpg.program", "gpg.ssh.program", "gpg.x509.program")(folder, program)
    git(folder, "config", "log.showSignature", "true")


def hooks(folder: Path, program: str, where: str = ".git/hooks") -> None:
    (folder / where).mkdir(exist_ok=True)
    for name in (
        "post-index-change", "post-checkout", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman",
    ):  # fmt: skip
        shutil.copy(program, folder / where / name)


def hooks_path(folder: Path, program: str) -> None:
    hooks(folder, program, "hooks")
    git(folder, "config", "core.hooksPath", "hooks")


def lacking_objects(*settings: tuple[str, str]) -> Hostile:
    """A partial clone, whose missing file git would fetch."""

    def apply(folder: Path, program: str) -> None:
        git(folder, "config", "core.repositoryFormatVersion", "1")
        git(folder, "config", "extensions.partialClone", "origin")
        git(folder, "config", "remote.origin.promisor", "true")
        for name, value in settings:
            git(folder, "config", name, value.format(program))
        for path in ("data/books.csv", "data/shops.csv"):
            id = entry(folder, path)
            (folder / ".git" / "objects" / id[:2] / id[2:]).unlink(missing_ok=True)

    return apply


def included(name: str) -> Hostile:
    def apply(folder: Path, program: str) -> None:
        (folder / "more.config").write_text(f'[core]\n\tfsmonitor = "{program}"\n', encoding="utf-8")
        git(folder, "config", name, "../more.config")

    return apply


def work_trees_settings(folder: Path, program: str) -> None:
    git(folder, "config", "core.repositoryFormatVersion", "1")
    git(folder, "config", "extensions.worktreeConfig", "true")
    git(folder, "config", "--worktree", "core.fsmonitor", program)


def work_tree_elsewhere(folder: Path, program: str) -> None:
    git(folder, "config", "core.worktree", str(folder.parent))
    git(folder, "config", "core.fsmonitor", program)


def pointer_to_git_folder(folder: Path, program: str) -> None:
    git(folder, "config", "core.fsmonitor", program)
    (folder / ".git").rename(folder / "data" / "git")
    (folder / ".git").write_text("gitdir: data/git\n", encoding="utf-8")


def linked_work_tree(folder: Path, program: str) -> None:
    git(folder, "config", "core.fsmonitor", program)
    git(folder, "worktree", "add", "--quiet", "--detach", str(folder.parent / "other"))
    shutil.rmtree(folder.parent / "other" / "data")
    shutil.copy(folder.parent / "other" / ".git", folder.parent / "pointer")
    shutil.move(folder / ".git", folder.parent / "main.git")
    pointer = (
        (folder.parent / "pointer").read_text(encoding="utf-8").replace(f"{folder}/.git", f"{folder.parent}/main.git")
    )
    (folder / ".git").write_text(pointer, encoding="utf-8")


def bare_repository_among_the_files(folder: Path, program: str) -> None:
    git(folder, "config", "core.fsmonitor", program)
    for name in ("HEAD", "config", "index"):
        shutil.copy(folder / ".git" / name, folder / name)
    for name in ("objects", "refs"):
        shutil.copytree(folder / ".git" / name, folder / name)
    git(folder, "config", "--file", "config", "core.worktree", str(folder))
    git(folder, "config", "--file", "config", "core.bare", "false")
    git(folder, "config", "--unset", "core.fsmonitor")


def submodule(folder: Path, program: str) -> None:
    inner = make(folder / "data" / "inner")
    git(inner, "init", "--quiet")
    git(inner, "add", "--all")
    git(inner, "commit", "--quiet", "--message", "inner")
    git(folder, "add", "--all")
    git(inner, "config", "core.fsmonitor", program)
    (inner / "data" / "books.csv").write_text("id\n", encoding="utf-8")


def program_called_git(folder: Path, program: str) -> None:
    shutil.copy(program, folder / "git")


HOSTILE: dict[str, Hostile] = {
    "core.fsmonitor": set_to("core.fsmonitor"),
    "hooks": hooks,
    "core.hooksPath": hooks_path,
    "filter.clean": attribute("filter=evil", "filter.evil.clean"),
    "filter.smudge": attribute("filter=evil", "filter.evil.smudge"),
    "filter.process": attribute("filter=evil", "filter.evil.process"),
    "filter of info/attributes": attribute(
        "filter=evil", "filter.evil.clean", "filter.evil.smudge", where=".git/info/attributes"
    ),
    "filter of core.attributesFile": attributes_file,
    "textconv": attribute("diff=evil", "diff.evil.textconv"),
    "diff.command": attribute("diff=evil", "diff.evil.command"),
    "diff.external": set_to("diff.external"),
    "merge.driver": attribute("merge=evil", "merge.evil.driver"),
    "core.pager": set_to("core.pager", "pager.diff", "pager.rev-parse", "pager.config"),
    "core.editor": set_to("core.editor", "sequence.editor"),
    "core.askPass": set_to("core.askPass", "credential.helper"),
    "core.alternateRefsCommand": set_to("core.alternateRefsCommand"),
    "gpg.program": signatures,
    "uploadpack.packObjectsHook": set_to("uploadpack.packObjectsHook"),
    "alias": set_to("alias.rev-parse", "alias.diff", "alias.ls-tree", "alias.describe", value="!{}"),
    "include.path": included("include.path"),
    "includeIf": included("includeIf.gitdir:**.path"),
    "config.worktree": work_trees_settings,
    "core.worktree": work_tree_elsewhere,
    "transport ext": lacking_objects(("remote.origin.url", "ext::{} %S"), ("protocol.ext.allow", "always")),
    "core.sshCommand": lacking_objects(("remote.origin.url", "ssh://localhost/x"), ("core.sshCommand", "{}")),
    "core.gitProxy": lacking_objects(("remote.origin.url", "git://localhost/x"), ("core.gitProxy", "{}")),
    "remote.uploadpack": lacking_objects(("remote.origin.url", "/"), ("remote.origin.uploadpack", "{}")),
    "url.insteadOf": lacking_objects(
        ("remote.origin.url", "x:y"), ("url.ext::{} %S.insteadOf", "x:"), ("protocol.ext.allow", "always")
    ),
    "remote of a branch": lacking_objects(
        ("remote.origin.url", "ext::{} %S"), ("protocol.ext.allow", "always"), ("branch.main.remote", "origin")
    ),
    "pointer to a git folder": pointer_to_git_folder,
    "linked work tree": linked_work_tree,
    "bare repository among the files": bare_repository_among_the_files,
    "submodule": submodule,
    "program called git": program_called_git,
}


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """What a program writes that ought not to run."""
    return tmp_path / "mark"


@pytest.fixture
def program(tmp_path: Path, mark: Path) -> str:
    path = tmp_path / "program"
    path.write_text(f"#!/bin/sh\necho ran >> {mark}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_setting_of_a_repository_runs_a_program(
    tmp_path: Path, program: str, mark: Path, hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "project")
    hostile(folder, program)
    mark.unlink(missing_ok=True)
    # As on a machine where the current folder is on the search path.
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    before = snapshot(folder)
    ran = []
    for command in COMMANDS:
        # Changed without a change of its size: whoever asks git's index has to read the file.
        os.utime(folder / "data" / "books.csv")
        read_by(command, folder, monkeypatch)
        if mark.exists():
            ran.append(command)
            mark.unlink()
    assert ran == []
    assert snapshot(folder) == before
