"""Temporary files and folders beside what they are to replace, the locks by which others know that somebody works on
them, and the removal of those that a killed run has left."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # not on Windows: there, age alone tells which temporary files nobody writes any more
    fcntl = None  # type: ignore[assignment]

SUFFIX = ".xinzhi-tmp"
_ABANDONED_AFTER = 3600.0  # seconds; used only where files cannot be locked
# Characters of a target's name that its temporary file bears: of four bytes each, they leave room for the rest.
_LONGEST = 50
_NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_temporary(target: Path, content: bytes) -> Path:
    """A new file beside `target` with the content, on disk for certain and with the permissions that `target` has.
    Raises OSError; nothing is left then."""
    handle, temporary = _own_file(target)
    try:
        with os.fdopen(handle, "wb") as file:
            _fill(file, target, content)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


@contextmanager
def locked_temporary(target: Path, content: bytes) -> Iterator[Path]:
    """The same, locked against removal by others as long as the block runs, and removed at its end unless it was
    moved."""
    handle, temporary = _own_file(target)
    try:
        with os.fdopen(handle, "wb") as file:
            _fill(file, target, content)
            if fcntl is None:
                file.close()  # Windows moves no open file
            yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def locked_folder(target: Path) -> Iterator[Path]:
    """A new folder beside `target`, locked against removal by others and removed at the end unless it was moved."""
    while True:
        temporary = target.with_name(_temporary_name(target))
        temporary.mkdir(0o700)
        handle = None if fcntl is None else _locked(temporary)
        # Between its making and its locking, somebody may have taken it for abandoned.
        if temporary.exists():
            break
        if handle is not None:
            os.close(handle)
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        if handle is not None:
            os.close(handle)


@contextmanager
def locked_package(root: Path) -> Iterator[None]:
    """Within, no other process of the toolkit writes into the package at `root`. Raises OSError where it is no
    folder."""
    if fcntl is None:
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems lock no folder: there, comparing has to do
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def remove_abandoned(folder: Path, beside: Path | None = None) -> None:
    """Remove what killed runs have left in a folder: of everything, or of what was to replace `beside`."""
    prefix = "." if beside is None else _prefix(beside)
    with suppress(OSError):  # a folder that is not there, or may not be listed
        for left in folder.iterdir():
            if left.name.startswith(prefix) and left.name.endswith(SUFFIX):
                with suppress(OSError):  # somebody works on it, or has just removed it
                    _remove_unless_locked(left)


def is_temporary_of(name: str, target: Path) -> bool:
    """Whether a file of this name may be one that is to replace `target`."""
    return Path(name).name == name and name.startswith(_prefix(target)) and name.endswith(SUFFIX)


def _own_file(target: Path) -> tuple[int, Path]:
    """A new file that is locked as long as it is open, by which others know that somebody still writes it."""
    # Nobody may read in it what they may not read in the old file; a new one is open to whom the umask lets.
    mode = 0o600 if target.exists() else 0o666
    while True:
        temporary = target.with_name(_temporary_name(target))
        handle = os.open(temporary, _NEW, mode)
        if fcntl is None:
            return handle, temporary
        fcntl.flock(handle, fcntl.LOCK_EX)
        # Between its making and its locking, somebody may have taken it for abandoned.
        if os.path.lexists(temporary):
            return handle, temporary
        os.close(handle)


def _locked(folder: Path) -> int:
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def _prefix(target: Path) -> str:
    return f".{target.name[:_LONGEST]}."


def _temporary_name(target: Path) -> str:
    return _prefix(target) + secrets.token_hex(4) + SUFFIX


def _remove_unless_locked(left: Path) -> None:
    if fcntl is None:
        if left.is_file() and time.time() - left.stat().st_mtime > _ABANDONED_AFTER:
            left.unlink()
        return
    handle = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever made it may be just about to lock it: it will see that it is gone, and make another.
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
    finally:
        os.close(handle)


def _fill(file: BinaryIO, target: Path, content: bytes) -> None:
    file.write(content)
    file.flush()
    _take_over_permissions(file.fileno(), target)
    os.fsync(file.fileno())


def _take_over_permissions(handle: int, target: Path) -> None:
    if not hasattr(os, "fchmod") or not target.exists():
        return
    kept = target.stat()
    with suppress(OSError):  # only who owns it, or root, may give a file away
        os.fchown(handle, kept.st_uid, kept.st_gid)
    os.fchmod(handle, kept.st_mode & 0o7777)
