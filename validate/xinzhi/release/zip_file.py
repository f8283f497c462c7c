"""Writes zip files that are the same byte for byte wherever and whenever they are made."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold
_UNIX = 3
_MODE = 0o100644


def write_zip(path: Path, members: Mapping[str, bytes]) -> None:
    """Write the members sorted by name, with one time and one mode for all.

    They are stored and not compressed: what deflate writes depends on the library that Python was built with.
    """
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(members):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = _UNIX
            member.external_attr = _MODE << 16
            archive.writestr(member, members[name], zipfile.ZIP_STORED)


def folder_members(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path from there."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
