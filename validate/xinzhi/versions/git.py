"""Reads a package from a git revision, without touching the work tree."""

from __future__ import annotations

import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..contract.package import PackageError

_LARGE_FILE_POINTER = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True)
class Repository:
    """A git repository: its top folder, and where in it the current folder lies ("" at the top)."""

    top: Path
    prefix: str

    def commit(self, revision: str) -> str:
        """The full name of the commit that a revision names. Raises PackageError."""
        found = _git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found.returncode:
            raise PackageError(
                f"“{revision}”既不是文件或文件夹，也不是此仓库的 git 版本（标签、分支、提交）",
                f"{revision!r} is neither a file or folder nor a git revision (tag, branch, commit) of this repository",
            )
        return found.stdout.decode().strip()

    def last_tag(self) -> str | None:
        """The last tag of a version, `v1.2.3` or `1.2.3`, in the history of HEAD."""
        found = _git(self.top, "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*", "--match", "[0-9]*", "HEAD")
        return found.stdout.decode().strip() or None if found.returncode == 0 else None

    def tree(self, commit: str) -> Tree:
        """The files of a commit."""
        listed = _git(self.top, "ls-tree", "-r", "-z", "--full-tree", commit)
        blobs = {}
        for entry in listed.stdout.split(b"\0"):
            if entry:
                meta, _, path = entry.partition(b"\t")
                mode, _, blob = meta.decode().split(" ")
                if mode.startswith("100"):  # a file, and neither a link, which may lead anywhere, nor a submodule
                    blobs[path.decode("utf-8", "surrogateescape")] = blob
        return Tree(self.top, blobs)


@dataclass(frozen=True)
class Tree:
    """The files of a commit, by path from the top of the repository."""

    top: Path
    blobs: dict[str, str]

    def names(self) -> Collection[str]:
        """The paths of all files."""
        return self.blobs

    def copy(self, name: str, to: Path) -> None:
        """Write a file as git stores it. Raises PackageError where only a pointer to it is stored."""
        with to.open("wb") as file:
            subprocess.run(_command(self.top, "cat-file", "blob", self.blobs[name]), stdout=file, check=True)
        with to.open("rb") as file:
            pointer = file.read(len(_LARGE_FILE_POINTER)) == _LARGE_FILE_POINTER
        if pointer:
            raise PackageError(
                f"{name} 由 Git LFS 存放，仓库中只有指针：请检出该版本，再给出其文件夹",
                f"{name} is stored with Git LFS, and the repository has a pointer only: check the revision out and name its folder",
            )


def repository_around(folder: Path) -> Repository:
    """The repository that a folder lies in. Raises PackageError where there is none, or no git."""
    try:
        found = _git(folder, "rev-parse", "--show-toplevel", "--show-prefix")
    except FileNotFoundError as error:
        raise PackageError("未安装 git：请给出两个文件夹或 zip 文件", "git is not installed: name two folders or zip files") from error
    if found.returncode:
        said = found.stderr.decode("utf-8", "replace").strip().splitlines()
        raise PackageError(
            f"{folder.resolve()} 不在 git 仓库的工作树中（{said[0] if said else 'git'}）：请给出两个文件夹或 zip 文件",
            f"{folder.resolve()} is not in the work tree of a git repository ({said[0] if said else 'git'}): name two folders or zip files",
        )
    top, prefix = found.stdout.decode("utf-8", "surrogateescape").split("\n")[:2]
    return Repository(Path(top), prefix)


def inside(repository: Repository, path: str) -> str:
    """A path of `REVISION:path` from the top of the repository: `./x` and `../x` start at the current folder."""
    parts: list[str] = []
    relative = path.startswith(("./", "../")) or path in (".", "..")
    for part in PurePosixPath(repository.prefix if relative else "", path).parts:
        if part == ".." and not parts:
            raise PackageError(f"{path} 在仓库之外", f"{path} lies outside of the repository")
        if part == "..":
            parts.pop()
        elif part not in (".", "/"):
            parts.append(part)
    return "/".join(parts)


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(_command(folder, *arguments), capture_output=True, check=False)


def _command(folder: Path, *arguments: str) -> list[str]:
    return ["git", "--no-optional-locks", "-C", str(folder), *arguments]
