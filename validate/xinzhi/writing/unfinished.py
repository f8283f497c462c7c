"""Writes several files as one unit: the record that says which, by which a unit that was cut short is completed or
undone."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ..contract.package import is_safe_path
from ..contract.reach import is_regular
from .file_names import swap_files, sync_folder, take_free_name
from .refusals import WriteRefusedError, changed, real_path, refuse_open
from .temporary import is_temporary_of, locked_package, write_temporary

RECORD = ".xinzhi-unfinished"
_VERSION = 1
_LARGEST = 1 << 20


@dataclass(frozen=True)
class ReplacementStep:
    """A file that is replaced: as it is named, the new file beside where it lies, and the digests of the old content,
    None for no file, and of the new one."""

    path: Path
    temporary: Path
    old: str | None
    new: str

    @property
    def target(self) -> Path:
        """Where the file lies."""
        return self.temporary.with_name(real_path(self.path).name)

    def put(self) -> None:
        """Put the new content in place; what was there is at `temporary` then. Raises OSError, and WriteRefusedError
        where it is not what was read: `undo` brings it back."""
        try:
            if self.old is None:
                take_free_name(self.temporary, self.target)
                return
            swap_files(self.temporary, self.target)
        except (FileExistsError, FileNotFoundError) as error:
            if os.path.lexists(self.target) == (self.old is None):
                raise changed(self.path) from error
            raise
        if digest(self.temporary) != self.old:
            raise changed(self.path)

    def undo(self) -> None:
        """Bring back what was there, unless the new content was not put in place or has been changed since. Raises
        OSError."""
        if digest(self.target) != self.new:
            return
        displaced = digest(self.temporary)
        if self.old is None:
            self.target.replace(self.temporary)
        elif displaced not in (None, self.new):
            swap_files(self.temporary, self.target)

    @property
    def is_waiting(self) -> bool:
        """Whether the new content can be put in place still."""
        return digest(self.temporary) == self.new and digest(self.target) == self.old

    @property
    def is_done(self) -> bool:
        """Whether the new content was put in place; somebody may have changed it since."""
        displaced, present = digest(self.temporary), digest(self.target)
        if displaced is None:  # a step without its new file has been done, or lost it
            return present is not None and present != self.old
        return displaced == self.old or displaced == present == self.new


@dataclass(frozen=True)
class Settled:
    """What became of a unit that was cut short: the files that were completed, or those that were undone because
    somebody had changed one before it was written."""

    completed: list[Path] = field(default_factory=list)
    undone: list[Path] = field(default_factory=list)


def complete(root: Path) -> Settled:
    """Complete what a run that was cut short had begun to write into the package at `root`, or undo it. Raises
    WriteRefusedError where neither is possible."""
    if not os.path.lexists(root / RECORD):
        return Settled()
    try:
        with locked_package(root):
            return complete_locked(root)
    except OSError as error:
        raise _stuck(root, f"{error}", f"{error}") from error


def complete_locked(root: Path) -> Settled:
    """The same, for who holds the package's lock. Raises OSError, too."""
    steps = _recorded(root)
    paths = [step.path for step in steps]
    if not steps:
        return Settled()
    if all(step.is_waiting or step.is_done for step in steps):
        waiting = [step for step in steps if step.is_waiting]
        for step in waiting:
            refuse_open(step.path)
        for step in waiting:
            step.put()
        _close(root, steps)
        return Settled(completed=paths)
    undo(root, steps)
    return Settled(undone=paths)


def carry_out(root: Path, steps: Sequence[ReplacementStep]) -> None:
    """Replace all files, or none: whoever is killed in between leaves a record by which the next run goes on. Raises
    OSError and WriteRefusedError."""
    try:
        _write_record(root, steps)
        for step in steps:
            step.put()
    except BaseException:
        try:
            undo(root, steps)
        except OSError as error:
            raise _stuck(root, f"{error}", f"{error}") from error
        raise
    with suppress(OSError):  # all is written: what could not be removed, the next run removes
        _close(root, steps)


def undo(root: Path, steps: Sequence[ReplacementStep]) -> None:
    """Bring back every old file. Raises OSError, and WriteRefusedError where one is lost; the record stays then."""
    for step in steps:
        step.undo()
    lost = [step.path.name for step in steps if step.new == digest(step.target)]
    if lost:
        listed = ", ".join(lost)
        raise _stuck(root, f"{listed} 已写入，其余未写入", f"{listed} was written, and the rest was not")
    _close(root, steps)


def digest(path: Path) -> str | None:
    """The SHA-256 of a file, in lower-case hex; None where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _close(root: Path, steps: Sequence[ReplacementStep]) -> None:
    """Remove what is no longer needed, the record last: as long as it is there, all of it is found."""
    for folder in {step.temporary.parent for step in steps}:
        sync_folder(folder)
    for step in steps:
        step.temporary.unlink(missing_ok=True)
    (root / RECORD).unlink(missing_ok=True)


def _write_record(root: Path, steps: Sequence[ReplacementStep]) -> None:
    record = {
        "version": _VERSION,
        "files": [
            {
                "path": step.path.relative_to(root).as_posix(),
                "temporary": step.temporary.name,
                "old": step.old,
                "new": step.new,
            }
            for step in steps
        ],
    }
    temporary = write_temporary(root / RECORD, json.dumps(record, indent=1).encode("ascii"))
    try:
        temporary.rename(root / RECORD)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(root)


def _recorded(root: Path) -> list[ReplacementStep]:
    """The steps of the record, empty where there is none. It may be anybody's who had a hand in the package: it leads
    to files in there only, and to new files beside them."""
    path = root / RECORD
    if not os.path.lexists(path):
        return []
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        if path.is_symlink() or not is_regular(path) or path.stat().st_size > _LARGEST:
            raise ValueError
        record = json.loads(path.read_bytes())
        if record["version"] != _VERSION:
            raise ValueError
        return [_step(root, entry["path"], entry["temporary"], entry["old"], entry["new"]) for entry in record["files"]]
    raise _stuck(root, "记录无法读取", "its record cannot be read")


def _step(root: Path, path: object, temporary: object, old: object, new: object) -> ReplacementStep:
    if not (isinstance(path, str) and isinstance(temporary, str) and isinstance(new, str) and is_safe_path(path)):
        raise ValueError
    named = root / path
    target = real_path(named)
    if not (
        (old is None or isinstance(old, str))
        and old != new
        and target.resolve().is_relative_to(root.resolve())
        and is_temporary_of(temporary, target)
        and all(is_regular(p) and not p.is_symlink() for p in (target, target.with_name(temporary)) if p.exists())
    ):
        raise ValueError
    return ReplacementStep(named, target.with_name(temporary), old, new)


def _stuck(root: Path, zh: str, en: str) -> WriteRefusedError:
    return WriteRefusedError(
        f"此前一次写入被中断，无法补完：{zh}。请核对 {root / RECORD} 所列文件，然后删除它",
        f"writing was cut short earlier and cannot be completed: {en}. Check the files that {root / RECORD} lists, then"
        " delete it",
    )
