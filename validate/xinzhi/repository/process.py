"""Starts git as a process of its own, and reads of its answer no more than is asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from .error import RepositoryError

# A tree with more files than any that is worked with, such as one that contains itself.
LONGEST_ANSWER = 128 * 1024 * 1024
_LONGEST_REASON = 4 * 1024


def git_program() -> str:
    """Git's program on the search path, but not one in the current folder, which may be a stranger's. Raises
    RepositoryError where there is none."""
    folders = [f for f in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(f).is_absolute()]
    program = shutil.which("git", path=os.pathsep.join(folders)) if folders else None
    if program is None or not Path(program).is_absolute():
        raise RepositoryError("未安装 git", "git is not installed")
    return program


def environment_without_git(but: str | None = None) -> dict[str, str]:
    """The environment without git's variables, but those that begin with `but`: they may tell of another repository,
    as in a hook, and name programs."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or (but is not None and k.startswith(but))}
    return {**kept, "LC_ALL": "C"}


@contextmanager
def started(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    stdin: IO[bytes],
    stderr: IO[bytes] | int = subprocess.DEVNULL,
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """A process at work in a folder, and its output; it is ended where that is not read to its end."""
    with subprocess.Popen(
        command, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, cwd=folder, env=environment
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout
            process.wait()
        except BaseException:
            process.kill()
            raise


def answer(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], given: str = ""
) -> subprocess.CompletedProcess[str]:
    """What a process says to a text on its standard input. Raises RepositoryError where that has no end, or where an
    argument is none that a process can be given."""
    with TemporaryFile() as stdin, TemporaryFile() as stderr:
        stdin.write(given.encode("utf-8", "surrogateescape"))
        stdin.seek(0)
        try:
            with started(command, folder, environment, stdin, stderr) as (process, stdout):
                output = stdout.read(LONGEST_ANSWER + 1)
                if len(output) > LONGEST_ANSWER:
                    raise RepositoryError(
                        f"git 的回答超过 {LONGEST_ANSWER:,} 字节，未读完",
                        f"git's answer has more than {LONGEST_ANSWER:,} bytes, and was not read to its end",
                    )
        except ValueError as error:  # NUL, or half a character
            raise RepositoryError(f"无法问 git：{error}", f"git cannot be asked: {error}") from error
        stderr.seek(0)
        output_text, reason = (
            part.decode("utf-8", "surrogateescape") for part in (output, stderr.read(_LONGEST_REASON))
        )
    code = process.returncode
    return subprocess.CompletedProcess(command, code, output_text, reason.strip() or f"git: {code}")
