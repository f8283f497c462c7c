"""Replaces a folder whole: whoever looks, and whenever the process is killed, there is the old folder or the new
one."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..contract.package import PackageError

try:
    import fcntl
except ImportError:  # not on Windows: there, what a killed run left behind is left to be removed by hand
    fcntl = None  # type: ignore[assignment]

_SUFFIX = ".xinzhi-tmp"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replaced_folder(target: Path, may_replace: Callable[[Path], bool]) -> Iterator[Path]:
    """A new folder beside `target` that takes its place when the block ends well, and goes away when it does not.

    Its folders have the mode 755 and its files 644, whatever the umask. Raises PackageError where `target` is there and
    `may_replace` refuses it, or where nothing can be written.
    """
    target = target.absolute()
    try:
        _refuse(target, may_replace)
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(target)
        temporary, lock = _locked_folder(target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    try:
        yield temporary
        try:
            _settle(temporary)
            _refuse(target, may_replace)  # building takes time, in which somebody may have put something there
            _swap(temporary, target)
        except OSError as error:
            raise _cannot_write(target, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)  # the unfinished folder, or the old one
        if lock is not None:
            os.close(lock)


def _refuse(target: Path, may_replace: Callable[[Path], bool]) -> None:
    if not os.path.lexists(target):
        return
    if target.is_symlink() or not target.is_dir():
        raise PackageError(f"{target} 不是文件夹，未写入", f"{target} is no folder: nothing was written")
    if not may_replace(target):
        raise PackageError(
            f"{target} 里不是此前的发布（没有 index.json），未写入：请换一个文件夹，或先清空它",
            f"{target} holds something else than a release (it has no index.json of one): nothing was written. Name"
            " another folder, or empty this one",
        )


def _cannot_write(target: Path, error: OSError) -> PackageError:
    reason = error.strerror or str(error)
    return PackageError(f"无法写入 {target}：{reason}", f"cannot write {target}: {reason}")


def _locked_folder(target: Path) -> tuple[Path, int | None]:
    """A new folder that is locked as long as this process works on it, by which others know that it is not
    abandoned."""
    while True:
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=_SUFFIX))
        if fcntl is None:
            return temporary, None
        handle = os.open(temporary, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        # Between its making and its locking, somebody may have taken it for abandoned.
        if temporary.exists():
            return temporary, handle
        os.close(handle)


def _remove_abandoned(target: Path) -> None:
    """Remove what killed runs have left beside `target`."""
    if fcntl is None:
        return
    for left in target.parent.iterdir():
        if not (left.name.startswith(f".{target.name}.") and left.name.endswith(_SUFFIX)):
            continue
        with suppress(OSError):  # somebody works on it, or has just removed it
            handle = os.open(left, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left)
            finally:
                os.close(handle)


def _settle(folder: Path) -> None:
    """Give every file and folder its mode, and wait until all is on the disk: a name must not be there before its
    bytes."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
        if os.name == "posix":
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _swap(new: Path, target: Path) -> None:
    """Put `new` in the place of `target`, whose old content is then at `new`, if there was any."""
    if not target.exists():
        new.rename(target)
    elif not _exchanged(new, target):
        # Where the system has no exchange in one step, a process killed between the two leaves the old folder under
        # its temporary name and none under its own.
        aside = new.with_name(f"{new.name}.old{_SUFFIX}")
        target.rename(aside)
        new.rename(target)
        shutil.rmtree(aside, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
