"""Finds the first bytes of a file that are not in its encoding: a decoder tells their place in whatever it was given
last."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..contract.reach import is_regular

_CHUNK = 1024 * 1024
_CODEC = re.compile(r"'(.+)' codec can't decode ")


@dataclass(frozen=True)
class Undecodable:
    """Bytes that an encoding does not know, with the line that they are in and the number of characters up to them,
    both from 1."""

    data: bytes
    line: int
    character: int


@dataclass(frozen=True)
class LocatedError:
    """An error of frictionless's with its line in the file; `values` fill the messages of its rule."""

    type: str
    note: str
    file_line: int
    values: Mapping[str, str]


def located(resource: Any, error: Any) -> Any:
    """An error of frictionless's own; where it is that a file leaves its encoding, with the place."""
    codec = _CODEC.match(error.note or "") if error.type == "encoding-error" else None
    plain = not (resource.memory or resource.remote or resource.multipart or resource.innerpath)
    if codec is None or not plain or resource.compression not in (None, "", "gz"):
        return error
    encoding = codec[1] if codec[1] != "charmap" else str(resource.encoding)
    found = first_undecodable(Path(str(resource.normpath)), encoding, compressed=resource.compression == "gz")
    if found is None:
        return error
    shown = " ".join(f"0x{byte:02x}" for byte in found.data[:4])
    zh = f"第 {found.line} 行第 {found.character} 个字符处的字节 {shown} 不是 {encoding}"
    en = f"{shown} at character {found.character} of line {found.line} is not {encoding}"
    return LocatedError(error.type, error.note, found.line, {"note": en, "note_zh": zh, "note_en": en})


def first_undecodable(path: Path, encoding: str, *, compressed: bool = False) -> Undecodable | None:
    """The first bytes of a file, which may be packed by gzip, that are not in the encoding; None where all are, or
    where the file cannot be read as such."""
    if not is_regular(path):
        return None
    try:
        decoder: Any = codecs.getincrementaldecoder(encoding)()
        opener: Any = gzip.open if compressed else open
        with opener(path, "rb") as file:
            return _first(file, decoder)
    except (LookupError, OSError, EOFError, zlib.error):
        return None


def _first(file: Any, decoder: Any) -> Undecodable | None:
    line = character = 1
    while True:
        chunk = file.read(_CHUNK)
        try:
            text, wrong = decoder.decode(chunk, final=not chunk), None
        except UnicodeDecodeError as error:
            # What comes before is known to be right; a new decoder would ask for the byte order mark again.
            text, wrong = error.object[: error.start].decode(error.encoding, "replace"), error
        if (line, character) == (1, 1):
            text = text.removeprefix("\ufeff")
        ends = text.count("\n")
        line += ends
        character = len(text) - text.rfind("\n") if ends else character + len(text)
        if wrong is not None:
            return Undecodable(wrong.object[wrong.start : wrong.end], line, character)
        if not chunk:
            return None
