"""What a file must not be, or it is not written: open in another program, in conflict, read-only, no longer what was
read."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from ..contract.package import PackageError

# The names of lock files: LibreOffice; Excel and Word; Emacs; Vim.
_LOCKS = re.compile(r"\.~lock\..+#|~\$.+|\.#.+|\..+\.swp", re.DOTALL)


class WriteRefusedError(PackageError):
    """A file is in use, in conflict, no longer what was read, or cannot be written; the message says what was
    written."""


def open_elsewhere(path: Path) -> Path | None:
    """The lock file that an editor has put beside a file which it has open, or None."""
    for place in dict.fromkeys((path, real_path(path))):
        name = place.name
        # LibreOffice; Excel; Excel and Word, which replace the first two letters of longer names; Emacs; Vim.
        for lock in (f".~lock.{name}#", f"~${name}", f"~${name[2:]}", f".#{name}", f".{name}.swp"):
            if lock != name and os.path.lexists(place.with_name(lock)):
                return place.with_name(lock)
    return None


def lock_within(folder: Path) -> Path | None:
    """The first lock file of an editor in a folder and the folders below it, or None."""
    return next((path for path in sorted(folder.rglob("*")) if _LOCKS.fullmatch(path.name)), None)


def conflict_line(text: str) -> int | None:
    """The 1-based line on which git left the first conflict marker, or None."""
    start = None
    for number, line in enumerate(text.split("\n"), start=1):
        if start is None and line.startswith("<<<<<<< "):
            start = number
        elif start is not None and line.startswith(">>>>>>> "):
            return start
    return None


def refuse_open(path: Path) -> None:
    """Raise WriteRefusedError where another program has a file open."""
    lock = open_elsewhere(path)
    if lock is not None:
        raise WriteRefusedError(
            f"{path} 正在另一程序中打开（有锁文件 {lock.name}），未写入任何文件。请先保存并关闭；若确无程序打开它，请删除该锁文件",  # noqa: E501
            f"{path} is open in another program (its lock file is {lock.name}): nothing was written. Save and close"
            " it there; if no program has it open, delete the lock file",
        )


def refuse_conflict(path: Path, text: str) -> None:
    """Raise WriteRefusedError where the text of a file holds a conflict that git could not merge."""
    line = conflict_line(text)
    if line is not None:
        raise WriteRefusedError(
            f"{path}:{line} 有未解决的 git 合并冲突，未写入任何文件。请先解决冲突",
            f"{path}:{line} holds an unresolved git conflict: nothing was written. Resolve it first",
        )


def refuse_read_only(path: Path) -> None:
    """Raise WriteRefusedError where a file is there and may not be written."""
    if path.exists() and not os.access(path, os.W_OK):
        raise WriteRefusedError(f"{path} 是只读文件，未写入任何文件", f"{path} is read-only: nothing was written")


def refuse_outside(root: Path, path: Path) -> None:
    """Raise WriteRefusedError where a symbolic link leads out of the package at `root`: a stranger's package must not
    have a file of the user's written."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise WriteRefusedError(
            f"{path} 经符号链接在数据包之外，未写入任何文件",
            f"a symbolic link leads from {path} out of the package: nothing was written",
        )


def changed(path: Path) -> WriteRefusedError:
    """The error for a file that is no longer what was read."""
    return WriteRefusedError(
        f"{path} 在读取之后被改动，未写入任何文件。请重新运行",
        f"{path} has changed since it was read: nothing was written. Run again",
    )


def cannot_write(paths: Sequence[Path], error: OSError) -> WriteRefusedError:
    """The error for files that the system refuses to write."""
    where = ", ".join(str(path) for path in paths)
    reason = error.strerror or str(error)
    return WriteRefusedError(
        f"无法写入 {where}：{reason}。未写入任何文件", f"cannot write {where}: {reason}. Nothing was written"
    )


def real_path(path: Path) -> Path:
    """Where a symbolic link leads: the link stays, and what it points to is replaced. Raises OSError for a circle of
    links."""
    if not path.is_symlink():
        return path
    try:
        return path.resolve()
    except RuntimeError as error:  # what Python before 3.13 says of a circle
        raise OSError(str(error)) from error
