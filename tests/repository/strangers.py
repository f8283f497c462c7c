"""Repositories as a stranger may lay them out, and the commands of ours that read a repository."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import duckdb
import pytest
from commands import run
from small import BOOKS, commit, git, make
from typer.testing import Result
from xinzhi.contract.package import PackageError, open_package
from xinzhi.release import version_changes
from xinzhi.release.context import Release
from xinzhi.validation import validate

COMMANDS = ["validate --changed-since", "validate in a pull request", "diff of a revision", "diff of a tag", "build"]
# One that reads a revision by its name and one that looks for a tag, where five would read the same.
TWO_COMMANDS = ["validate --changed-since", "diff of a tag"]


def project(folder: Path) -> Path:
    """A repository with two commits, the second tagged, and a file changed since: each command has work to do."""
    make(folder, version="0.9.0")
    commit(folder)
    make(folder, BOOKS + "b4,Four,nowhere,40,\n")
    commit(folder)
    git(folder, "tag", "v1.0.0")
    make(folder, BOOKS + "b4,Four,nowhere,40,\nb5,Five,nowhere,50,\n", version="1.1.0")
    return folder


def read_by(command: str, package: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Let a command read the repository around a package; its exit status and what it says."""
    monkeypatch.chdir(package)
    if command == "validate --changed-since":
        return _said(run("validate", package, "--changed-since", "HEAD", "--format", "json"))
    if command == "validate in a pull request":
        monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
        result = run("validate", package, "--format", f"html={package.parent / 'report.html'}", "--format", "github")
        monkeypatch.delenv("GITHUB_EVENT_NAME")
        return _said(result)
    if command == "diff of a revision":
        return _said(run("diff", "HEAD", "."))
    if command == "diff of a tag":
        return _said(run("diff"))
    out = package.parent / "built"
    out.mkdir(exist_ok=True)
    try:
        version_changes.write(Release(open_package(package), out, duckdb.connect(), {}, validate(package)))
    except PackageError as error:
        return 2, str(error)
    return 0, (out / "changes.md").read_text(encoding="utf-8")


def _said(result: Result) -> tuple[int, str]:
    return result.exit_code, result.output


def write_object(folder: Path, kind: str, content: bytes) -> str:
    """An object as it is, which git itself may refuse to make; its id."""
    whole = f"{kind} {len(content)}".encode() + b"\0" + content
    id = hashlib.sha1(whole).hexdigest()
    path = folder / ".git" / "objects" / id[:2] / id[2:]
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        path.write_bytes(zlib.compress(whole))
    return id


def write_tree(folder: Path, *entries: tuple[str, bytes, str]) -> str:
    """A tree of entries: mode, name, id."""
    return write_object(
        folder, "tree", b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(id) for mode, name, id in entries)
    )


def write_commit(folder: Path, tree: str, *parents: str, branch: str = "main") -> str:
    """A commit of a tree, to which a branch then leads."""
    lines = [f"tree {tree}", *(f"parent {p}" for p in parents)]
    lines += [f"{who} t <t@example.org> 0 +0000" for who in ("author", "committer")]
    id = write_object(folder, "commit", ("\n".join(lines) + "\n\nx\n").encode())
    (folder / ".git" / "refs" / "heads" / branch).write_text(id + "\n", encoding="ascii")
    return id


def entry(folder: Path, path: str, revision: str = "HEAD") -> str:
    """The id of what lies at a path of a commit."""
    return git(folder, "rev-parse", f"{revision}:{path}")
