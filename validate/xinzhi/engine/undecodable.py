"""Finds the first bytes of a file that are not in its encoding: a decoder tells their place in whatever it was given
last."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ..contract.reach import is_regular
from .details import BilingualDetail
from .faults import Fault
from .frictionless_types import Error, FrictionlessResource

_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Undecodable:
    """Bytes that an encoding does not know, with the line that they are in and the number of characters up to them,
    both from 1."""

    data: bytes
    line: int
    character: int


def located(resource: FrictionlessResource, error: Error) -> Fault | None:
    """The fault of a file that leaves its encoding, with the place; None for other errors of frictionless's, and where
    there is no place."""
    plain = not (resource.memory or resource.remote or resource.multipart or resource.innerpath)
    if error.type != "encoding-error" or not plain or resource.compression not in (None, "", "gz"):
        return None
    encoding = str(resource.encoding)
    undecodable = first_undecodable(Path(str(resource.normpath)), encoding, compressed=resource.compression == "gz")
    if undecodable is None:
        return None
    shown = " ".join(f"0x{byte:02x}" for byte in undecodable.data[:4])
    zh = f"第 {undecodable.line} 行第 {undecodable.character} 个字符处的字节 {shown} 不是 {encoding}"
    en = f"{shown} at character {undecodable.character} of line {undecodable.line} is not {encoding}"
    return Fault(error.type, BilingualDetail(zh, en), line=undecodable.line)


def first_undecodable(path: Path, encoding: str, *, compressed: bool = False) -> Undecodable | None:
    """The first bytes of a file, which may be packed by gzip, that are not in the encoding; None where all are, or
    where the file cannot be read as such."""
    if not is_regular(path):
        return None
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        opener: Callable[..., Any] = gzip.open if compressed else open
        with opener(path, "rb") as file:
            return _first(file, decoder)
    except (LookupError, OSError, EOFError, zlib.error):
        return None


def _first(file: IO[bytes], decoder: codecs.IncrementalDecoder) -> Undecodable | None:
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
