"""A repository: what its revisions are, and which tags of versions it has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .error import RepositoryError
from .isolated import IsolatedGit, git_program
from .layout import Layout, layout_around
from .lines import changed_lines
from .tree import Tree, read_tree

_VERSION_TAGS = ("v[0-9]*", "[0-9]*")


@dataclass(frozen=True)
class Repository:
    """A repository around a work tree. Nothing here changes it, and nothing in it is run."""

    layout: Layout

    @property
    def root(self) -> Path:
        """The top folder of the work tree."""
        return self.layout.top

    @cached_property
    def _git(self) -> IsolatedGit:
        return IsolatedGit(self.layout)

    def commit(self, revision: str) -> str:
        """The full id of the commit that a revision names. Raises RepositoryError."""
        if "@{" in revision:
            self._git.history_of_references()
        answer = None
        if "\0" not in revision:
            answer = self._git.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if answer is None or answer.returncode != 0:
            raise RepositoryError(
                f"git 不认识修订版本“{revision}”；浅克隆中请先取回它（fetch-depth: 0）",
                f"git knows no revision “{revision}”; in a shallow clone, fetch it first (fetch-depth: 0)",
            )
        return answer.stdout.strip()

    def fork_point(self, commit: str) -> str:
        """Where the current branch left the commit's history; the commit itself where the two share none. Raises
        RepositoryError where that cannot be told."""
        answer = self._git.run("merge-base", commit, "HEAD")
        if answer.returncode not in (0, 1):
            raise RepositoryError(
                f"git 找不到与 {commit} 的分叉点：{answer.stderr}",
                f"git cannot tell where {commit} was left: {answer.stderr}",
            )
        return answer.stdout.strip() if answer.returncode == 0 else commit

    def last_tag(self, but_not: str | None = None) -> str | None:
        """The last tag of a version, `v1.2.3` or `1.2.3`, in the history of HEAD; not the one of the version
        `but_not`."""
        left_out = () if but_not is None else (f"--exclude={but_not}", f"--exclude=v{but_not}")
        answer = self._git.run(
            "describe", "--tags", "--abbrev=0", *(f"--match={tag}" for tag in _VERSION_TAGS), *left_out, "HEAD"
        )
        return answer.stdout.strip() or None if answer.returncode == 0 else None

    def is_tagged(self, version: str | None) -> bool:
        """Whether a tag, `v1.2.3` or `1.2.3`, says that a version was given to anybody."""
        tags = () if version is None or "\0" in version else (f"v{version}", version)
        return any(self._git.run("show-ref", "--verify", "--quiet", f"refs/tags/{tag}").returncode == 0 for tag in tags)

    def tree(self, commit: str) -> Tree:
        """The files of a commit. Raises RepositoryError."""
        return read_tree(self._git, commit)

    def changed_lines(self, commit: str, files: Collection[Path]) -> Mapping[Path, list[range]]:
        """The lines of files in the work tree that are new or changed since the commit. Raises RepositoryError."""
        return changed_lines(self._git, self.tree(commit), self.root, files)


def repository_around(folder: Path) -> Repository:
    """The repository whose work tree holds a folder. Raises RepositoryError where there is none, or no git."""
    git_program()
    layout = layout_around(folder)
    if layout is None:
        raise RepositoryError(
            f"{folder.resolve()} 不在 git 仓库的工作树中",
            f"{folder.resolve()} is not in the work tree of a git repository",
        )
    return Repository(layout)


def find_repository(folder: Path) -> Repository | None:
    """The repository whose work tree holds a folder; None where there is none, or no git."""
    try:
        return repository_around(folder)
    except RepositoryError:
        return None
