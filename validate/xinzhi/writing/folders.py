"""Replaces a folder whole: whoever looks, and whenever the process is killed, there is the old folder or the new
one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .file_names import exchange, sync_folder
from .refusals import WriteRefusedError, cannot_write, lock_within
from .temporary import SUFFIX, locked_folder, remove_abandoned

_CONTENT = "content"
_ASIDE = f".old{SUFFIX}"


@contextmanager
def replaced_folder(target: Path, refusal: Callable[[Path], WriteRefusedError | None]) -> Iterator[Path]:
    """A new folder that takes the place of `target` when the block ends well, and goes away when it does not.

    Raises WriteRefusedError, and nothing is written, where `target` is there and `refusal` has one for it, where a file
    in it is open in another program, or where the disk refuses.
    """
    target = target.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _bring_back(target)
        _refuse(target, target, refusal)
        remove_abandoned(target.parent, target)
        with locked_folder(target) as beside:
            new = beside / _CONTENT
            new.mkdir()  # with the mode that the umask asks for, as that around it is nobody else's to look into
            yield new
            _settle(new)
            _refuse(target, target, refusal)  # building takes time, in which somebody may have put something there
            _swap(new, target, refusal)
            sync_folder(target.parent)
    except OSError as error:
        raise cannot_write([target], error) from error


def _refuse(target: Path, folder: Path, refusal: Callable[[Path], WriteRefusedError | None]) -> None:
    """Raise for what `target` holds, or held, which is now in `folder`."""
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise WriteRefusedError(f"{target} 不是文件夹，未写入", f"{target} is no folder: nothing was written")
    if (error := refusal(folder)) is not None:
        raise error
    lock = lock_within(folder)
    if lock is not None:
        raise WriteRefusedError(
            f"{target} 中有文件正在另一程序中打开（有锁文件 {lock.name}），未写入。请先关闭；若确无程序打开它，请删除该锁文件",  # noqa: E501
            f"a file in {target} is open in another program (its lock file is {lock.name}): nothing was written. Close"
            " it there; if no program has it open, delete the lock file",
        )


def _settle(folder: Path) -> None:
    """Wait until all is on the disk: a name must not be there before its bytes."""
    if os.name != "posix":
        return
    for path in [folder, *folder.rglob("*")]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _swap(new: Path, target: Path, refusal: Callable[[Path], WriteRefusedError | None]) -> None:
    """Put `new` in the place of `target`, whose old content is then at `new`, if there was any."""
    if not target.exists():
        new.rename(target)
    elif exchange(new, target):
        try:
            _refuse(target, new, refusal)  # what came into it at the last moment
        except WriteRefusedError:
            exchange(new, target)
            raise
    else:
        # Where the system has no exchange in one step, a process killed between the two leaves the old folder under
        # its temporary name and none under its own: the next run brings it back.
        aside = new.parent.with_name(f"{new.parent.name}{_ASIDE}")
        target.rename(aside)
        try:
            new.rename(target)
        except OSError:
            aside.rename(target)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _bring_back(target: Path) -> None:
    """Give a folder its name again that a killed run has put aside."""
    if os.path.lexists(target):
        return
    for aside in sorted(target.parent.glob(f"*{_ASIDE}")):
        if aside.name.startswith(f".{target.name}."):
            aside.rename(target)
            return
