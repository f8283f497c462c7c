"""Replaces files: several as one unit, of which all or none are written, or one by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .file_names import sync_folder
from .refusals import (
    cannot_write,
    changed,
    real_path,
    refuse_conflict,
    refuse_open,
    refuse_outside,
    refuse_read_only,
)
from .temporary import locked_package, locked_temporary, remove_abandoned, write_temporary
from .unfinished import ReplacementStep, carry_out, complete_locked

# What lies there is the system's: a terminal, a pipe, or another name of an open file.
_SYSTEM = ("/dev/", "/proc/")


@dataclass(frozen=True)
class Replacement:
    """A file and the text that it is to hold. `read` is the text that the new one was made from; None where there was
    no file to read. A `generated` file holds nobody's work: writing it anew is how a git conflict in it is resolved."""

    path: Path
    text: str
    read: str | None = None
    generated: bool = False


def replace_files(root: Path, replacements: Sequence[Replacement]) -> None:
    """Write files of the package at `root`: all of them, or none.

    A process that is killed meanwhile leaves whole files, old or new, and a record by which the next run of a command
    that writes completes the rest. Raises WriteRefusedError, and nothing is written, where a file is open elsewhere,
    lies out of the package, holds conflict markers, may not be written, or has changed since it was read, and where the
    disk refuses.
    """
    wanted = [r for r in replacements if r.text != r.read]
    if not wanted:
        return
    paths = [r.path for r in wanted]
    try:
        with locked_package(root):
            complete_locked(root)
            for r in wanted:
                _refuse(root, r)
            for folder in {real_path(path).parent for path in paths}:
                remove_abandoned(folder)
            carry_out(root, _prepared(wanted))
    except OSError as error:
        raise cannot_write(paths, error) from error


def overwrite_file(path: Path, text: str) -> None:
    """Write one file whole, whatever it held before. What is no file, such as a pipe or a terminal, is written into.

    Raises WriteRefusedError where it is open elsewhere, may not be written, or the disk refuses; it is untouched then.
    """
    content = text.encode("utf-8")
    try:
        if _is_stream(path):
            path.write_bytes(content)
            return
        target = real_path(path)
        refuse_open(path)
        refuse_read_only(target)
        remove_abandoned(target.parent, target)
        with locked_temporary(target, content) as temporary:
            refuse_open(path)  # writing takes time
            temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise cannot_write([path], error) from error


def _prepared(wanted: Sequence[Replacement]) -> list[ReplacementStep]:
    """The new files on the disk, each beside the one that it is to replace. Where one cannot be written, none is
    left."""
    steps: list[ReplacementStep] = []
    try:
        for r in wanted:
            content = r.text.encode("utf-8")
            try:
                temporary = write_temporary(real_path(r.path), content)
            except OSError as error:
                raise cannot_write([r.path], error) from error
            old = None if r.read is None else _digest(r.read.encode("utf-8"))
            steps.append(ReplacementStep(r.path, temporary, old, _digest(content)))
        for r in wanted:  # preparing takes time, in which somebody may have opened or saved a file
            refuse_open(r.path)
            _refuse_changed(r)
    except BaseException:
        for step in steps:
            step.temporary.unlink(missing_ok=True)
        raise
    return steps


def _refuse(root: Path, r: Replacement) -> None:
    refuse_outside(root, real_path(r.path))
    refuse_open(r.path)
    if not r.generated:
        refuse_conflict(r.path, r.read or "")
    refuse_read_only(real_path(r.path))
    _refuse_changed(r)


def _refuse_changed(r: Replacement) -> None:
    try:
        present: bytes | None = r.path.read_bytes()
    except FileNotFoundError:
        present = None
    if present != (None if r.read is None else r.read.encode("utf-8")):
        raise changed(r.path)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _is_stream(path: Path) -> bool:
    return str(path.absolute()).startswith(_SYSTEM) or (path.exists() and not path.is_file() and not path.is_dir())
