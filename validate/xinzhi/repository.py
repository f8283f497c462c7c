"""The git repository around a package: revisions, the files as they were, and the lines that changed since."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class RepositoryError(Exception):
    """Git cannot tell what was asked. Messages come in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{en} / {zh}")
        self.zh = zh
        self.en = en


@dataclass(frozen=True)
class Repository:
    """A work tree, by its top folder. Nothing here changes it."""

    root: Path

    def commit(self, revision: str) -> str:
        """The full id of the commit that a revision names. Raises RepositoryError."""
        found = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found.returncode != 0:
            raise RepositoryError(
                f"git 不认识修订版本“{revision}”；浅克隆中请先取回它（fetch-depth: 0）",
                f"git knows no revision “{revision}”; in a shallow clone, fetch it first (fetch-depth: 0)",
            )
        return found.stdout.strip()

    def fork_point(self, commit: str) -> str:
        """Where the current branch left the commit's history; the commit itself where the two share none."""
        found = self._git("merge-base", commit, "HEAD")
        return found.stdout.strip() if found.returncode == 0 else commit

    def extract(self, commit: str, folder: Path, into: Path) -> Path:
        """Write the files that a commit has in `folder` below `into`; the folder they are in.

        They pass through an index of their own, so that neither the work tree nor the repository's index is touched,
        and attributes such as export-ignore do not thin them out. Raises RepositoryError.
        """
        prefix = folder.resolve().relative_to(self.root).as_posix()
        tree = commit if prefix == "." else f"{commit}:{prefix}"
        target = into / "package"
        target.mkdir()
        if self._git("rev-parse", "--verify", "--quiet", tree).returncode != 0:
            return target  # the folder was not there yet
        own_index = {"GIT_INDEX_FILE": str(into / "index")}
        for arguments in (("read-tree", tree), ("checkout-index", "--all", f"--prefix={target}/")):
            done = self._git(*arguments, environment=own_index)
            if done.returncode != 0:
                reason = done.stderr.strip()
                raise RepositoryError(f"git 无法取出 {commit}：{reason}", f"git cannot extract {commit}: {reason}")
        return target

    def changed_lines(self, commit: str, file: Path) -> list[range]:
        """The lines of a file in the work tree that are new or changed since the commit."""
        done = self._git("diff", "--unified=0", "--no-color", "--no-ext-diff", commit, "--", str(file.resolve()))
        hunks = ((int(start), int(count or 1)) for start, count in _HUNK.findall(done.stdout))
        return [range(start, start + count) for start, count in hunks if count]

    def _git(self, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return _run(self.root, *arguments, environment=environment)


def find_repository(folder: Path) -> Repository | None:
    """The repository whose work tree holds a folder; None where there is none, or no git."""
    try:
        done = _run(folder, "rev-parse", "--show-toplevel")
    except OSError:
        return None
    return Repository(Path(done.stdout.strip()).resolve()) if done.returncode == 0 and done.stdout.strip() else None


def _run(folder: Path, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )
