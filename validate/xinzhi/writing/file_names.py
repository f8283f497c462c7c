"""Gives files and folders their names, in one step as far as the system can: exchanges two, or takes one that is
free."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from .temporary import SUFFIX

_AT_FDCWD = -100
_NO_REPLACE = 1
_EXCHANGE = 2
# What a system or a file system says that cannot do it.
_UNABLE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two files or folders in one step. False where the system cannot, and nothing was done. Raises
    OSError."""
    return _rename(one, other, _EXCHANGE)


def swap_files(new: Path, target: Path) -> None:
    """Put `new` in the place of the file `target`, whose old content is then at `new`. Raises OSError.

    Where the system exchanges nothing, `target` still is the old file or the new one at any moment; but what is saved
    there at that very moment is lost.
    """
    if exchange(new, target):
        return
    aside = new.with_name(f"{new.name}.old{SUFFIX}")
    try:
        aside.hardlink_to(target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        shutil.copy2(target, aside)
    try:
        new.replace(target)
        aside.replace(new)
    finally:
        aside.unlink(missing_ok=True)


def take_free_name(new: Path, target: Path) -> None:
    """Rename a file to `target`. Raises OSError; FileExistsError where that name is taken."""
    if _rename(new, target, _NO_REPLACE):
        return
    try:
        target.hardlink_to(new)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: an instant is left in which somebody may take the name
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        new.rename(target)
    else:
        new.unlink()


def _rename(source: Path, target: Path, flag: int) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), flag) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(target))


def sync_folder(folder: Path) -> None:
    """Make the new names last through a power failure, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot sync a folder
            os.fsync(handle)
    finally:
        os.close(handle)
