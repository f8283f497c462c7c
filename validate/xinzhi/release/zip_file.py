"""Writes zip files that are the same byte for byte wherever and whenever they are made."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

# Of every member: made on Unix by version 2.0 of the format, name in UTF-8, deflated, at the earliest time that a zip
# file can hold, a file that its owner may write and everybody read.
_UNIX, _VERSION, _UTF8, _DEFLATED, _TIME, _DAY, _MODE = 3, 20, 0x800, 8, 0, 0x21, 0o100644
_GZIP_HEADER, _GZIP_TRAILER = 10, 8


def write_zip(path: Path, members: Mapping[str, bytes]) -> None:
    """Write the members sorted by name, with one time and one mode for all.

    What deflate writes depends on the library: not Python's does it, which comes with the system, but that which
    pyarrow brings and the project locks with it. Python's zipfile takes no other, hence the format by hand.
    """
    directory = []
    with path.open("wb") as archive:
        for name in sorted(members):
            content, named = members[name], name.encode("utf-8")
            packed = _deflated(content)
            sizes = (zlib.crc32(content), len(packed), len(content), len(named), 0)
            shared = struct.pack("<HHHHHIIIHH", _VERSION, _UTF8, _DEFLATED, _TIME, _DAY, *sizes)
            made_by, external = _UNIX << 8 | _VERSION, _MODE << 16
            directory.append(
                b"PK\1\2"
                + struct.pack("<H", made_by)
                + shared
                + struct.pack("<HHHII", 0, 0, 0, external, archive.tell())
                + named
            )
            archive.write(b"PK\3\4" + shared + named + packed)
        start, listed = archive.tell(), b"".join(directory)
        archive.write(listed)
        count = len(directory)
        archive.write(b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), start, 0))


def folder_members(folder: Path, within: str) -> dict[str, bytes]:
    """Every file below a folder, by its path from there within a folder of the archive."""
    return {f"{within}/{p.relative_to(folder).as_posix()}": p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _deflated(content: bytes) -> bytes:
    """What gzip has between its header, which names no file, and its trailer."""
    packed: bytes = pa.Codec("gzip", compression_level=6).compress(content, asbytes=True)
    return packed[_GZIP_HEADER:-_GZIP_TRAILER]
