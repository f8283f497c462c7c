"""Reads the files of a git folder that a stranger may have laid out: only regular ones, none without end."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from .error import RepositoryError

_LARGEST = 256 * 1024 * 1024


def read_plain(path: Path, largest: int = _LARGEST) -> bytes | None:
    """The content of a regular file; None where there is none. Raises RepositoryError for anything else, and for a
    file of more than `largest` bytes."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(status.st_mode) or status.st_size > largest:
        raise _refused(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def walk_plain(folder: Path) -> Iterator[Path]:
    """The files below a folder, where all are regular files or links to such. Raises RepositoryError where anything
    else is, of which a reader would wait for ever, read without end, or walk in circles."""
    pending = [folder]
    try:
        while pending:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(Path(entry.path))
                    elif entry.is_file():
                        yield Path(entry.path)
                    else:
                        raise _refused(Path(entry.path))
    except OSError as error:
        raise _unreadable(folder, error) from error


def _refused(path: Path) -> RepositoryError:
    return RepositoryError(
        f"git 仓库中的 {path} 不是普通文件，或过大，未读取",
        f"{path} in the git repository is no regular file, or too large: the repository is not read",
    )


def _unreadable(path: Path, error: OSError) -> RepositoryError:
    reason = error.strerror or str(error)
    return RepositoryError(
        f"无法读取 git 仓库中的 {path}：{reason}", f"cannot read {path} in the git repository: {reason}"
    )
