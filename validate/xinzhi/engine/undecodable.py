"""Finds the first bytes of a file that are not in its encoding: a decoder tells their place in whatever it was given last."""

from __future__ import annotations

import codecs
import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..contract.reach import is_regular

_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Undecodable:
    """Bytes that an encoding does not know, with the line that they are in and the number of characters up to them, both from 1."""

    data: bytes
    line: int
    character: int


def first_undecodable(path: Path, encoding: str) -> Undecodable | None:
    """The first bytes of a file, which may be packed by gzip, that are not in the encoding; None where all are, or where the
    file cannot be read as such."""
    if not is_regular(path):
        return None
    try:
        decoder: Any = codecs.getincrementaldecoder(encoding)()
        opener: Any = gzip.open if path.suffix == ".gz" else open
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
