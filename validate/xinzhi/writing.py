"""Replaces files whole: whoever looks, and whenever the process is killed, there is the old file or the new one."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .contract.package import PackageError

try:
    import fcntl
except ImportError:  # not on Windows: there, age alone tells which temporary files nobody writes any more
    fcntl = None  # type: ignore[assignment]

_SUFFIX = ".xinzhi-tmp"
_ABANDONED_AFTER = 3600.0  # seconds; used only where files cannot be locked


class WriteRefusedError(PackageError):
    """A file is in use, in conflict, or no longer what was read; nothing was written."""


@dataclass(frozen=True)
class Replacement:
    """A file and the text that it is to hold. `read` is the text that the new one was made from; None where there was
    no file to read."""

    path: Path
    text: str
    read: str | None = None


def replace_file(path: Path, text: str) -> None:
    """Write one file whole. Raises OSError and UnicodeEncodeError; the old file is then untouched."""
    with _prepared(_real(path), text) as temporary:
        temporary.replace(_real(path))
    _sync_folder(_real(path).parent)


def replace_files(replacements: Sequence[Replacement]) -> None:
    """Write several files, each whole, none before all are ready.

    Raises WriteRefusedError where a file is open elsewhere, holds conflict markers, may not be written, or has changed
    since it was read, and where the disk refuses. A process that is killed between two files has written the first:
    whoever calls has to be able to run again.
    """
    for r in replacements:
        _refuse(r)
    try:
        with _all_prepared(list(replacements)) as prepared:
            for r in replacements:  # preparing takes time, in which somebody may have saved
                _refuse_changed(r)
            for temporary, r in zip(prepared, replacements, strict=True):
                temporary.replace(_real(r.path))
        for folder in {_real(r.path).parent for r in replacements}:
            _sync_folder(folder)
    except OSError as error:
        where = error.filename or ", ".join(str(r.path) for r in replacements)
        raise WriteRefusedError(
            f"无法写入 {where}：{error.strerror or error}", f"cannot write {where}: {error.strerror or error}"
        ) from error


def open_elsewhere(path: Path) -> Path | None:
    """The lock file that an editor has put beside a file which it has open, or None."""
    for place in dict.fromkeys((path, _real(path))):
        name = place.name
        # LibreOffice; Excel; Excel and Word, which replace the first two letters of longer names; Emacs; Vim.
        for lock in (f".~lock.{name}#", f"~${name}", f"~${name[2:]}", f".#{name}", f".{name}.swp"):
            if os.path.lexists(place.with_name(lock)):
                return place.with_name(lock)
    return None


def conflict_line(text: str) -> int | None:
    """The 1-based line on which git left the first conflict marker, or None."""
    start = None
    for number, line in enumerate(text.split("\n"), start=1):
        if start is None and line.startswith("<<<<<<< "):
            start = number
        elif start is not None and line.startswith(">>>>>>> "):
            return start
    return None


def _refuse(r: Replacement) -> None:
    lock = open_elsewhere(r.path)
    if lock is not None:
        raise WriteRefusedError(
            f"{r.path} 正在另一程序中打开（有锁文件 {lock.name}），未写入。请先保存并关闭；若确无程序打开它，请删除该锁文件",  # noqa: E501
            f"{r.path} is open in another program (its lock file is {lock.name}): nothing was written. Save and close"
            " it there; if no program has it open, delete the lock file",
        )
    line = conflict_line(r.read or "")
    if line is not None:
        raise WriteRefusedError(
            f"{r.path}:{line} 有未解决的 git 合并冲突，未写入。请先解决冲突",
            f"{r.path}:{line} holds an unresolved git conflict: nothing was written. Resolve it first",
        )
    real = _real(r.path)
    if real.exists() and not os.access(real, os.W_OK):
        raise WriteRefusedError(f"{r.path} 是只读文件，未写入", f"{r.path} is read-only: nothing was written")
    _refuse_changed(r)


def _refuse_changed(r: Replacement) -> None:
    try:
        found: bytes | None = r.path.read_bytes()
    except FileNotFoundError:
        found = None
    if found != (None if r.read is None else r.read.encode("utf-8")):
        raise WriteRefusedError(
            f"{r.path} 在读取之后被改动，未写入。请重新运行",
            f"{r.path} has changed since it was read: nothing was written. Run again",
        )


def _real(path: Path) -> Path:
    """Where a symbolic link leads: the link stays, and what it points to is replaced. Raises OSError for a circle of
    links."""
    if not path.is_symlink():
        return path
    try:
        return path.resolve()
    except RuntimeError as error:  # what Python before 3.13 says of a circle
        raise OSError(str(error)) from error


@contextmanager
def _all_prepared(replacements: list[Replacement]) -> Iterator[list[Path]]:
    if not replacements:
        yield []
        return
    first, *others = replacements
    with _prepared(_real(first.path), first.text) as temporary, _all_prepared(others) as rest:
        yield [temporary, *rest]


@contextmanager
def _prepared(target: Path, text: str) -> Iterator[Path]:
    """A file beside `target` with the text, on disk for certain; removed at the end unless it was moved."""
    _remove_abandoned(target)
    handle, temporary = _own_temporary(target)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            _take_over_permissions(file.fileno(), target)
            os.fsync(file.fileno())
            if fcntl is None:
                file.close()  # Windows moves no open file
            yield temporary  # elsewhere the file stays open, and so locked, until it has its name
    finally:
        temporary.unlink(missing_ok=True)


def _own_temporary(target: Path) -> tuple[int, Path]:
    """A new file that is locked as long as it is open, by which others know that somebody still writes it."""
    while True:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=_SUFFIX)
        if fcntl is None:
            return handle, Path(name)
        fcntl.flock(handle, fcntl.LOCK_EX)
        # Between its making and its locking, somebody may have taken it for abandoned.
        if os.path.lexists(name):
            return handle, Path(name)
        os.close(handle)


def _remove_abandoned(target: Path) -> None:
    """Remove what a killed run has left beside `target`."""
    for left in target.parent.iterdir() if target.parent.is_dir() else ():
        if left.name.startswith(f".{target.name}.") and left.name.endswith(_SUFFIX):
            with suppress(OSError):  # somebody writes it, or has just removed it
                _remove_unless_written(left)


def _remove_unless_written(left: Path) -> None:
    if fcntl is None:
        if time.time() - left.stat().st_mtime > _ABANDONED_AFTER:
            left.unlink()
        return
    with left.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever made it may be just about to lock it: it will see that it is gone, and make another.
        left.unlink()


def _take_over_permissions(handle: int, target: Path) -> None:
    if not hasattr(os, "fchmod"):
        return
    if not target.exists():
        os.fchmod(handle, 0o644)
        return
    kept = target.stat()
    with suppress(OSError):  # only who owns it, or root, may give a file away
        os.fchown(handle, kept.st_uid, kept.st_gid)
    os.fchmod(handle, kept.st_mode & 0o7777)


def _sync_folder(folder: Path) -> None:
    """Make the new names last through a power failure, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot sync a folder
            os.fsync(handle)
    finally:
        os.close(handle)
