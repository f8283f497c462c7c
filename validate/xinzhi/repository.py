"""The git repository around a package: revisions, the files as they were, and the lines that changed since."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .errors import BilingualError

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_VERSION_TAGS = ("v[0-9]*", "[0-9]*")


class RepositoryError(BilingualError):
    """Git cannot tell what was asked."""


@dataclass(frozen=True)
class Repository:
    """A work tree, by its top folder. Nothing here changes it."""

    root: Path

    def commit(self, revision: str) -> str:
        """The full id of the commit that a revision names. Raises RepositoryError."""
        found = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found.returncode != 0:
            raise RepositoryError(
                f"git 不认识修订版本“{revision}”；浅克隆中请先取回它（fetch-depth: 0）",
                f"git knows no revision “{revision}”; in a shallow clone, fetch it first (fetch-depth: 0)",
            )
        return found.stdout.strip()

    def fork_point(self, commit: str) -> str:
        """Where the current branch left the commit's history; the commit itself where the two share none."""
        found = self.run("merge-base", commit, "HEAD")
        return found.stdout.strip() if found.returncode == 0 else commit

    def last_tag(self, but_not: str | None = None) -> str | None:
        """The last tag of a version, `v1.2.3` or `1.2.3`, in the history of HEAD; not the one of the version
        `but_not`."""
        left_out = () if but_not is None else (f"--exclude={but_not}", f"--exclude=v{but_not}")
        found = self.run(
            "describe", "--tags", "--abbrev=0", *(f"--match={tag}" for tag in _VERSION_TAGS), *left_out, "HEAD"
        )
        return found.stdout.strip() or None if found.returncode == 0 else None

    def is_tagged(self, version: str | None) -> bool:
        """Whether a tag, `v1.2.3` or `1.2.3`, says that a version was given to anybody."""
        tags = () if version is None else (f"v{version}", version)
        return any(self.run("show-ref", "--verify", "--quiet", f"refs/tags/{tag}").returncode == 0 for tag in tags)

    def tree(self, commit: str) -> Tree:
        """The files of a commit."""
        files, links = set(), set()
        for entry in self.run("ls-tree", "-r", "-z", "--full-tree", commit).stdout.split("\0"):
            mode, _, rest = entry.partition(" ")
            path = rest.partition("\t")[2]
            if mode.startswith("100"):
                files.add(path)
            elif mode == "120000":
                links.add(path)
        return Tree(self, commit, frozenset(files), frozenset(links))

    def changed_lines(self, commit: str, file: Path) -> list[range]:
        """The lines of a file in the work tree that are new or changed since the commit."""
        done = self.run("diff", "--unified=0", "--no-color", "--no-ext-diff", commit, "--", str(file.resolve()))
        hunks = ((int(start), int(count or 1)) for start, count in _HUNK.findall(done.stdout))
        return [range(start, start + count) for start, count in hunks if count]

    def run(
        self, *arguments: str, given: str = "", environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run git at the top of the work tree with a text on its standard input."""
        return _run(self.root, *arguments, given=given, environment=environment)


@dataclass(frozen=True)
class Tree:
    """The files of a commit, by path from the top of the repository; links, which may lead anywhere, apart."""

    repository: Repository
    commit: str
    files: frozenset[str]
    links: frozenset[str]

    def names(self) -> Collection[str]:
        """The paths of all files."""
        return self.files

    def copy(self, names: Collection[str], into: Path) -> None:
        """Write files below `into`, each at its path, as git would check them out. Raises RepositoryError.

        They pass through an index of their own, so that neither the work tree nor the repository's index is touched,
        and attributes such as export-ignore do not thin them out.
        """
        with TemporaryDirectory(prefix="xinzhi-index-") as scratch:
            own_index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            for arguments, given in (
                (("read-tree", self.commit), ""),
                (("checkout-index", "-z", "--stdin", f"--prefix={into.resolve()}/"), "".join(f"{n}\0" for n in names)),
            ):
                done = self.repository.run(*arguments, given=given, environment=own_index)
                if done.returncode != 0:
                    reason = done.stderr.strip()
                    raise RepositoryError(
                        f"git 无法取出 {self.commit}：{reason}", f"git cannot extract {self.commit}: {reason}"
                    )


def repository_around(folder: Path) -> Repository:
    """The repository whose work tree holds a folder. Raises RepositoryError where there is none, or no git."""
    try:
        done = _run(folder, "rev-parse", "--show-toplevel")
    except FileNotFoundError as error:
        raise RepositoryError("未安装 git", "git is not installed") from error
    top = done.stdout.removesuffix("\n")
    if done.returncode != 0 or not top:
        said = (done.stderr.strip().splitlines() or ["git"])[0]
        raise RepositoryError(
            f"{folder.resolve()} 不在 git 仓库的工作树中（{said}）",
            f"{folder.resolve()} is not in the work tree of a git repository ({said})",
        )
    return Repository(Path(top).resolve())


def find_repository(folder: Path) -> Repository | None:
    """The repository whose work tree holds a folder; None where there is none, or no git."""
    try:
        return repository_around(folder)
    except RepositoryError:
        return None


def _run(
    folder: Path, *arguments: str, given: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **(environment or {})},
        input=given,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )
