"""Runs git on a repository that it never sees.

A repository's settings, attributes, hooks and index tell git to run programs: monitors of files, filters, converters,
credential helpers, transports for objects that are missing. Instead of naming each of them to turn it off, and missing
those that the next git brings, git gets a git folder of ours, which has copies of the references, the place of the
objects, and settings that we wrote.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import weakref
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from .error import RepositoryError
from .layout import Layout
from .plain_files import read_plain
from .process import answer, environment_without_git, git_program, started
from .settings import harmless_settings, parse
from .stand_in import copy_history, copy_reftable, make_stand_in

_DIFFERENCE = ("diff", "--no-index", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--")
_LONGEST_HEADER = 4 * 1024
_LARGEST_SETTINGS = 8 * 1024 * 1024
# No commit, tag or tree is larger; files are written piece by piece.
_LARGEST_ALLOCATION = "1g"


class IsolatedGit:
    """Git on the objects and references of a repository; its folder goes with the last reference to this object.

    Raises RepositoryError for a repository that is not laid out as git does it.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._program = git_program()
        self._folder = Path(mkdtemp(prefix="xinzhi-git-"))
        weakref.finalize(self, _remove, self._folder, os.getpid())
        self._git, self._work_tree = self._folder / "git", self._folder / "tree"
        self._work_tree.mkdir()
        try:
            make_stand_in(layout, self._git)
            self._write_settings()
        except OSError as error:
            reason = error.strerror or str(error)
            raise RepositoryError(
                f"无法读取 git 仓库 {layout.common}：{reason}",
                f"cannot read the git repository {layout.common}: {reason}",
            ) from error
        opened = self.run("rev-parse", "--git-dir")
        if opened.returncode != 0:
            raise RepositoryError(
                f"git 无法读取仓库 {layout.common}：{opened.stderr}",
                f"git cannot read the repository {layout.common}: {opened.stderr}",
            )

    @property
    def index(self) -> Path:
        """The index that git uses, which need not be there."""
        return self._git / "index"

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run git with a text on its standard input. Raises RepositoryError where the answer has no end, or git cannot
        be asked."""
        return answer([self._program, *arguments], self._work_tree, self._environment(), given)

    def history_of_references(self) -> None:
        """Let git know what references were, for `main@{1}`."""
        if not (self._git / "logs").exists():
            copy_history(self._layout, self._git)

    def hunks(self, before: Path | None, after: Path) -> Iterator[bytes]:
        """The header lines of the hunks that make one file of another; of a file that was not there, of an empty one.

        Git compares them outside of any repository, where no attribute of a path says how.
        """
        beside = self._work_tree / "before"
        if before is None:
            beside.write_bytes(b"")
        else:
            shutil.move(before, beside)
        command = [self._program, *_DIFFERENCE, beside.name, "-"]
        environment = {**self._environment(), "GIT_DIR": os.devnull}
        try:
            with after.open("rb") as stdin, started(command, self._work_tree, environment, stdin) as (_, output):
                starts_line = True
                while part := output.readline(_LONGEST_HEADER):
                    if starts_line and part.startswith(b"@@ "):
                        yield part
                    starts_line = part.endswith(b"\n")
        finally:
            beside.unlink()

    def _environment(self) -> dict[str, str]:
        return {
            **environment_without_git(),
            "HOME": str(self._folder),
            "XDG_CONFIG_HOME": str(self._folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_DIR": str(self._git),
            "GIT_WORK_TREE": str(self._work_tree),
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_ALLOC_LIMIT": _LARGEST_ALLOCATION,
        }

    def _write_settings(self) -> None:
        configuration = self._git / "config"
        theirs = self._folder / "config"
        theirs.write_bytes(read_plain(self._layout.common / "config", _LARGEST_SETTINGS) or b"")
        configuration.write_text(harmless_settings(()), encoding="utf-8")
        attributes = read_plain(self._layout.common / "info" / "attributes", _LARGEST_SETTINGS) or b""
        (self._git / "info" / "attributes").write_bytes(attributes + b"\n* -filter\n")
        # The user's settings are the user's to choose: how lines end, here.
        users = {**environment_without_git(but="GIT_CONFIG"), "GIT_DIR": str(self._git)}
        command = [self._program, "config", "--null", "--get-regexp", r"^core\.(autocrlf|eol)$"]
        asked = [*parse(answer(command, self._work_tree, users).stdout)]
        settings = self.run("config", "--file", str(theirs), "--no-includes", "--null", "--list")
        if settings.returncode != 0:
            raise RepositoryError(
                f"git 无法读取仓库的设置：{settings.stderr}", f"git cannot read the settings: {settings.stderr}"
            )
        asked += parse(settings.stdout)
        if ("extensions.refstorage", "reftable") in asked:
            copy_reftable(self._layout, self._git)
        configuration.write_text(harmless_settings(asked), encoding="utf-8", errors="surrogateescape")


def _remove(folder: Path, owner: int) -> None:
    """Remove the folder, but not from a process that was forked from its owner's."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
