"""Opens the package that a command is about, or says why there is none."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from ..contract.package import DESCRIPTOR, Package, PackageError, open_package
from ..report.harmless import one_line
from .messages import error_console, fail, say
from .shared_options import HERE


def open_or_fail(where: Path) -> Package:
    """The package at `where`; where there is none, that is said and the command ends."""
    try:
        return open_package(where)
    except PackageError as error:
        fail(error)


def open_to_write(where: Path) -> Package:
    """The package at `where`, for a command that writes into it: what an earlier one began to write and could not end
    is completed or undone first."""
    from ..writing import complete

    opened = open_or_fail(where)
    try:
        settled = complete(opened.root)
    except PackageError as error:
        fail(error)
    if not (settled.completed or settled.undone):
        return opened
    done = {
        say("已补完此前被中断的写入", "completed, an earlier run was cut short"): settled.completed,
        say(
            "此前被中断的写入已撤销，因有文件此后被改动",
            "undone, an earlier run was cut short and a file changed since",
        ): settled.undone,
    }
    for said, paths in done.items():
        for path in paths:
            error_console().print(Text(f"{said}: {one_line(opened.shown(path))}"))
    return open_or_fail(where)


def here_or_own(where: Path | None) -> Package:
    """The package at `where`; without that, the one in the current folder, else the toolkit's own data."""
    if where is not None or (HERE / DESCRIPTOR).is_file():
        return open_or_fail(where or HERE)
    from ..api import own_package

    try:
        return own_package()
    except PackageError as error:
        fail(error)
