"""What a CSV file's bytes tell: whether it may be scanned, and whether DuckDB and Python's csv module would read the
same records."""

from __future__ import annotations

import codecs
import gzip
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from . import reasons
from .doubt import Reason
from .limits import LARGEST_ROW, is_bomb
from .quote_states import Quoting

_CHUNK = 4 * 1024 * 1024
_LONG_ROW = 64 * 1024


@dataclass
class FileScreen:
    """What one pass over a file's bytes tells.

    `doubt` says why it cannot be scanned, if it cannot. `is_plain`: whether DuckDB reads the records that Python's csv
    module reads; if so, `records` is their number, the lines in front of the data included. `only_spaces`: whether the
    file is ASCII and has no white space but spaces and line ends. `feeds_only`: whether records end in line feeds and
    cells hold carriage returns, and `quoted_ends`, whether cells hold line ends. `well_quoted`: whether each quotation
    mark opens a cell, closes one or is doubled.
    """

    doubt: Reason | None = None
    is_plain: bool = True
    records: int = 0
    only_spaces: bool = True
    line_ends: int = 0
    quotes: bool = False
    well_quoted: bool = True
    feeds_only: bool = False
    quoted_ends: bool = False
    bytes: int = 0
    digests: dict[str, str] = field(default_factory=dict)


def screen_file(
    path: Path,
    delimiter: str,
    quote: str,
    *,
    compressed: bool,
    digests: bool,
    encoding: str,
    head: int = 1,
    universal: bool = False,
    progress: Callable[[int], None] | None = None,
) -> FileScreen:
    """Read a file's bytes once. Digests (of the file as it lies there) are computed only where asked for. `head` is the
    number of records in front of the data; `universal`, whether Python makes a line feed of every line end, also of
    those in cells. `progress` is called with the number of bytes read so far.

    Blank lines, which DuckDB skips, are not looked for here: they show when its rows are counted.
    """
    screen = FileScreen()
    hashes = {name: hashlib.new(name) for name in ("md5", "sha256")} if digests else {}
    quoting = Quoting(delimiter, quote, head)
    size, unpacked, open_line = path.stat().st_size, 0, 0
    with path.open("rb", buffering=0) as raw:
        for chunk in _chunks(raw, screen, hashes, compressed=compressed, encoding=_decoded_by(encoding, delimiter)):
            if not unpacked and encoding == "utf-8-sig":
                chunk = chunk.removeprefix(codecs.BOM_UTF8)
                unpacked += len(codecs.BOM_UTF8)
                if not chunk:
                    continue
            codes = np.frombuffer(chunk, np.uint8)
            ends = int(np.count_nonzero(codes == 10))
            if any(chunk.find(b"\n", at, at + _LONG_ROW) < 0 for at in range(0, len(chunk) - _LONG_ROW + 1, _LONG_ROW)):
                screen.doubt = reasons.LONG_ROWS  # of which Python would hold many
            screen.line_ends += ends
            unpacked += len(chunk)
            open_line = 0 if ends else open_line + len(chunk)
            if (compressed and is_bomb(unpacked, size)) or open_line > LARGEST_ROW:
                screen.doubt = reasons.UNPACKS_TO_TOO_MUCH
                return screen
            screen.only_spaces &= chunk.isascii()
            controls = int(np.count_nonzero(codes < 32)) - ends
            returns = chunk.count(b"\r") if controls else 0
            screen.only_spaces &= returns == controls
            if controls and b"\0" in chunk:
                screen.doubt = reasons.NUL_BYTES
            if encoding == "ascii" and not chunk.isascii():
                screen.doubt = reasons.BEYOND_SAMPLE
            quoting.read(codes, ends, returns)
            if screen.doubt and not hashes:
                return screen
            if progress is not None:
                progress(screen.bytes)
    _conclude(screen, quoting, universal=universal)
    screen.digests = {name: h.hexdigest() for name, h in hashes.items()}
    return screen


def _conclude(screen: FileScreen, quoting: Quoting, *, universal: bool) -> None:
    outside, inside = quoting.outside, quoting.inside
    screen.quotes = quoting.found > 0
    screen.well_quoted = quoting.are_paired and quoting.are_closed
    screen.quoted_ends = bool(inside.feeds or inside.returns)
    screen.records = outside.feeds + (not quoting.ends_in_feed)
    screen.feeds_only = not outside.returns and bool(inside.returns)
    are_alike = outside.are_alike and (screen.feeds_only or outside.and_(inside).are_alike)
    screen.is_plain = screen.well_quoted and are_alike and not quoting.is_in_head
    if inside.returns and universal:
        screen.is_plain = False
    if inside.returns != inside.pairs or not screen.is_plain:
        screen.only_spaces &= not (inside.returns or outside.returns)  # which may stand at the end of a cell


def _decoded_by(encoding: str, delimiter: str) -> str:
    """The encoding by which a file is decoded before it is looked at, as where an ASCII character takes more than a
    byte, or the byte of one may be the second of another; empty for none."""
    is_wide = encoding.startswith(("utf-16", "utf-32"))
    return encoding if is_wide or (delimiter >= "0" and encoding not in ("utf-8", "utf-8-sig", "ascii")) else ""


def _chunks(
    raw: BinaryIO, screen: FileScreen, hashes: dict[str, hashlib._Hash], *, compressed: bool, encoding: str
) -> Iterator[bytes]:
    """The file's bytes, unpacked; of an encoding, in UTF-8."""
    counted: Any = _Counted(raw, screen, hashes)
    source: Any = gzip.GzipFile(fileobj=counted) if compressed else counted
    decode = codecs.getincrementaldecoder(encoding)() if encoding else None
    while chunk := source.read(_CHUNK):
        text = chunk if decode is None else decode.decode(chunk).encode("utf-8")
        if text:
            yield text


class _Counted:
    """A file that counts and digests what is read from it."""

    def __init__(self, raw: BinaryIO, screen: FileScreen, hashes: dict[str, hashlib._Hash]) -> None:
        self._raw, self._screen, self._hashes = raw, screen, hashes

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._raw.read(size)
        self._screen.bytes += len(data)
        for h in self._hashes.values():
            h.update(data)
        return data
