"""Runs git on a repository that it never sees.

A repository's settings, attributes, hooks and index tell git to run programs: monitors of files, filters, converters,
credential helpers, transports for objects that are missing. Instead of naming each of them to turn it off, and missing
those that the next git brings, git gets a git folder of ours, which has the repository's references, copied, its
objects, to be read, and settings that we wrote."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp
from typing import IO

from .error import RepositoryError
from .layout import Layout
from .plain_files import read_plain, walk_plain
from .settings import harmless_settings, parse

# What git may say in one answer: a tree of more files than any that is worked with, such as one that contains itself.
_LONGEST_ANSWER = 128 * 1024 * 1024
_LONGEST_REASON = 4 * 1024
_LONGEST_HEADER = 4 * 1024
_LARGEST_SETTINGS = 8 * 1024 * 1024
_LARGEST_REFERENCE = 4 * 1024
# No commit, tag or tree is larger; files are written piece by piece.
_LARGEST_ALLOCATION = "1g"
_HEADS = ("FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD")
# References that each work tree has for itself.
_OWN_REFERENCES = ("bisect", "worktree", "rewritten")
_SYMBOLIC = re.compile(rb"ref:\s*(refs/[^\x00-\x20\x7f]+)\s*")
_ID = re.compile(rb"(?:[0-9a-f]{40}|[0-9a-f]{64})\s*")
_DEEPEST_ALTERNATES = 5


class IsolatedGit:
    """Git on the objects and references of a repository; its folder goes with the last reference to this object.

    Raises RepositoryError for a repository that is not laid out as git does it.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._program = git_program()
        self.folder = Path(mkdtemp(prefix="xinzhi-git-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self._git = self.folder / "git"
        self._work_tree = self.folder / "tree"
        try:
            for made in (self._git / "refs", self._git / "objects" / "info", self._git / "info", self._work_tree):
                made.mkdir(parents=True)
            self._copy_references()
            self._pass_objects()
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

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run git with a text on its standard input. Raises RepositoryError where the answer has no end."""
        with TemporaryFile() as stdin:
            stdin.write(given.encode("utf-8", "surrogateescape"))
            stdin.seek(0)
            return self._run(arguments, self._environment(), stdin)

    def history_of_references(self) -> None:
        """Let git know what references were, for `main@{1}`."""
        if not (self._git / "logs").exists():
            own, common = self._layout.own / "logs", self._layout.common / "logs"
            self._copy_files(common, self._git / "logs")
            if self._layout.is_linked:
                self._copy_file(own / "HEAD", self._git / "logs" / "HEAD")

    def hunks(self, before: Path | None, after: Path) -> Iterator[bytes]:
        """The header lines of the hunks that make one file of another; of a file that was not there, of an empty one.

        Git compares them outside of any repository, where no attribute of a path says how.
        """
        beside = self._work_tree / "before"
        if before is None:
            beside.write_bytes(b"")
        else:
            shutil.move(before, beside)
        command = (
            "diff",
            "--no-index",
            "--unified=0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--",
            beside.name,
        )
        environment = {**self._environment(), "GIT_DIR": os.devnull}
        try:
            with after.open("rb") as stdin, self._started((*command, "-"), environment, stdin) as process:
                answer, starts_line = _output(process), True
                while part := answer.readline(_LONGEST_HEADER):
                    if starts_line and part.startswith(b"@@ "):
                        yield part
                    starts_line = part.endswith(b"\n")
        finally:
            beside.unlink()

    def _run(
        self, arguments: Sequence[str], environment: Mapping[str, str], stdin: IO[bytes]
    ) -> subprocess.CompletedProcess[str]:
        command = [self._program, *arguments]
        with TemporaryFile() as stderr:
            with self._started(arguments, environment, stdin, stderr) as process:
                answer = _output(process).read(_LONGEST_ANSWER + 1)
                if len(answer) > _LONGEST_ANSWER:
                    raise RepositoryError(
                        f"git 的回答超过 {_LONGEST_ANSWER:,} 字节，未读完",
                        f"git's answer has more than {_LONGEST_ANSWER:,} bytes, and was not read to its end",
                    )
            code = process.returncode
            stderr.seek(0)
            reason = stderr.read(_LONGEST_REASON)
        text, why = (part.decode("utf-8", "surrogateescape") for part in (answer, reason))
        return subprocess.CompletedProcess(command, code, text, why.strip() or f"git {arguments[0]}: {code}")

    @contextmanager
    def _started(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        stdin: IO[bytes],
        stderr: IO[bytes] | int = subprocess.DEVNULL,
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Git at work; it is ended where its answer is not read to its end."""
        with subprocess.Popen(
            [self._program, *arguments],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=stderr,
            cwd=self._work_tree,
            env=environment,
        ) as process:
            try:
                yield process
                process.wait()
            except BaseException:
                process.kill()
                raise

    def _environment(self) -> dict[str, str]:
        return {
            **_without_git(),
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_DIR": str(self._git),
            "GIT_WORK_TREE": str(self._work_tree),
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_ALLOC_LIMIT": _LARGEST_ALLOCATION,
        }

    def _copy_references(self) -> None:
        own, common = self._layout.own, self._layout.common
        self._copy_files(common / "refs", self._git / "refs", largest=_LARGEST_REFERENCE)
        if self._layout.is_linked:
            for kind in _OWN_REFERENCES:
                shutil.rmtree(self._git / "refs" / kind, ignore_errors=True)
                self._copy_files(own / "refs" / kind, self._git / "refs" / kind, largest=_LARGEST_REFERENCE)
        for name in _HEADS:
            self._copy_file(own / name, self._git / name)
        for name in ("packed-refs", "shallow"):
            self._copy_file(common / name, self._git / name)
        (self._git / "HEAD").write_bytes(_head(own / "HEAD"))

    def _pass_objects(self) -> None:
        objects = (self._layout.common / "objects").resolve()
        _check_objects(objects, set(), _DEEPEST_ALTERNATES)
        alternates = self._git / "objects" / "info" / "alternates"
        alternates.write_bytes(_quoted(os.fsencode(objects)) + b"\n")

    def _write_settings(self) -> None:
        configuration = self._git / "config"
        theirs = self.folder / "config"
        theirs.write_bytes(read_plain(self._layout.common / "config", _LARGEST_SETTINGS) or b"")
        configuration.write_text(harmless_settings(()), encoding="utf-8")
        attributes = read_plain(self._layout.common / "info" / "attributes", _LARGEST_SETTINGS) or b""
        (self._git / "info" / "attributes").write_bytes(attributes + b"\n* -filter\n")
        # The user's settings are the user's to choose: how lines end, here.
        users = {**_without_git(but="GIT_CONFIG"), "GIT_DIR": str(self._git)}
        asked: list[tuple[str, str]] = []
        with TemporaryFile() as nothing:
            lines = self._run(("config", "--null", "--get-regexp", r"^core\.(autocrlf|eol)$"), users, nothing)
            asked += parse(lines.stdout)
        settings = self.run("config", "--file", str(theirs), "--no-includes", "--null", "--list")
        if settings.returncode != 0:
            raise RepositoryError(
                f"git 无法读取仓库的设置：{settings.stderr}", f"git cannot read the settings: {settings.stderr}"
            )
        asked += parse(settings.stdout)
        if ("extensions.refstorage", "reftable") in asked:
            self._copy_reftable()
        configuration.write_text(harmless_settings(asked), encoding="utf-8", errors="surrogateescape")

    def _copy_reftable(self) -> None:
        if self._layout.is_linked:
            raise RepositoryError(
                "无法读取以 reftable 存放引用的仓库的附加工作树：请在主工作树中运行",
                "an added work tree of a repository with references in reftable cannot be read: use the main one",
            )
        self._copy_files(self._layout.common / "reftable", self._git / "reftable")

    def _copy_files(self, source: Path, target: Path, largest: int | None = None) -> None:
        if not source.is_dir():
            return
        for file in walk_plain(source.resolve()):
            if largest is None or file.stat().st_size <= largest:
                self._copy_file(file, target / file.relative_to(source.resolve()))

    def _copy_file(self, source: Path, target: Path) -> None:
        content = read_plain(source)
        if content is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdout is not None
    return process.stdout


def git_program() -> str:
    """Git's program on the search path, but not one in the current folder, which may be a stranger's. Raises
    RepositoryError where there is none."""
    folders = [f for f in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(f).is_absolute()]
    program = shutil.which("git", path=os.pathsep.join(folders)) if folders else None
    if program is None or not Path(program).is_absolute():
        raise RepositoryError("未安装 git", "git is not installed")
    return program


def _without_git(but: str | None = None) -> dict[str, str]:
    """The environment without git's variables, but those that begin with `but`: they may tell of another repository,
    as in a hook, and name programs."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or (but is not None and k.startswith(but))}
    return {**kept, "LC_ALL": "C"}


def _head(path: Path) -> bytes:
    """What HEAD says, where it says what git may follow; git made it a link once."""
    content = b"ref: " + os.fsencode(path.readlink()) if path.is_symlink() else read_plain(path, _LARGEST_REFERENCE)
    content = content or b""
    symbolic = _SYMBOLIC.fullmatch(content)
    if symbolic is not None and b".." not in symbolic[1]:
        return b"ref: " + symbolic[1] + b"\n"
    if _ID.fullmatch(content):
        return content
    raise RepositoryError(f"{path} 不是 git 写的", f"{path} is not as git writes it")


def _check_objects(objects: Path, known: set[Path], deepest: int) -> None:
    """Raise RepositoryError where the objects, or those of other repositories that they name, are not all plain
    files."""
    if objects in known or not objects.is_dir():
        return
    known.add(objects)
    for _ in walk_plain(objects):
        pass
    named = read_plain(objects / "info" / "alternates", _LARGEST_SETTINGS) or b""
    for line in named.splitlines():
        if line and not line.startswith(b"#"):
            if deepest == 0 or line.startswith(b'"') or b"\0" in line:
                path = objects / "info" / "alternates"
                raise RepositoryError(f"{path} 不是 git 写的", f"{path} is not as git writes it")
            _check_objects((objects / os.fsdecode(line)).resolve(), known, deepest - 1)


def _quoted(path: bytes) -> bytes:
    """A path as git reads it in a list of lines, whatever it contains."""
    escaped = b"".join(b"\\%03o" % c if c < 0x20 or c >= 0x7F or c in b'"\\' else b"%c" % c for c in path)
    return b'"' + escaped + b'"'
