"""Opens the package that a command is about, or says why there is none."""

from __future__ import annotations

from pathlib import Path

from ..contract.package import DESCRIPTOR, Package, PackageError, open_package
from .messages import fail
from .options import HERE


def open_or_fail(where: Path) -> Package:
    """The package at `where`; where there is none, that is said and the command ends."""
    try:
        return open_package(where)
    except PackageError as error:
        fail(error)


def here_or_own(where: Path | None) -> Package:
    """The package at `where`; without that, the one in the current folder, else the toolkit's own data."""
    if where is not None or (HERE / DESCRIPTOR).is_file():
        return open_or_fail(where or HERE)
    from ..api import own_package

    try:
        return own_package()
    except PackageError as error:
        fail(error)
