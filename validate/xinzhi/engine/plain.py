"""Whether a CSV file is plain enough to be scanned: DuckDB and Python's csv module would read the same records."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from . import reasons
from .doubt import Reason
from .limits import LARGEST_ROW, is_bomb

_CHUNK = 4 * 1024 * 1024
_LONG_ROW = 64 * 1024


@dataclass
class FileScreen:
    """What one pass over a file's bytes tells. `doubt` says why it is not plain, if it is not. `only_spaces`: whether
    the file is ASCII and has no white space but spaces and line ends; `well_quoted`: whether each quotation mark opens
    a cell, closes one or is doubled; `returns`: whether its lines end in carriage returns too."""

    doubt: Reason | None = None
    only_spaces: bool = True
    line_ends: int = 0
    quotes: bool = False
    well_quoted: bool = True
    returns: bool = False
    final_newline: bool = True
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
    progress: Callable[[int], None] | None = None,
) -> FileScreen:
    """Read a file's bytes once. Digests (of the file as it lies there) are computed only where asked for. `progress`
    is called with the number of bytes read so far.

    Blank lines, which DuckDB skips, are not looked for here: they show when records are compared with lines.
    """
    screen = FileScreen()
    hashes = {name: hashlib.new(name) for name in ("md5", "sha256")} if digests else {}
    mark = quote.encode()
    spaces, quoting = _SpacesAtQuotes(delimiter, quote), _Quoting(delimiter, quote)
    wide = encoding.startswith(("utf-16", "utf-32"))
    returns = pairs = 0
    last = b"\n"
    size, unpacked, open_line = path.stat().st_size, 0, 0
    with path.open("rb", buffering=0) as raw:
        for chunk in _chunks(raw, screen, hashes, compressed=compressed, encoding=encoding if wide else ""):
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
            if last == b"\r" or np.count_nonzero(codes < 32) != ends:
                carriage_returns = chunk.count(b"\r")
                returns += carriage_returns
                pairs += (last + chunk).count(b"\r\n")
                screen.only_spaces &= carriage_returns == int(np.count_nonzero(codes < 32)) - ends
                if b"\0" in chunk:
                    screen.doubt = reasons.NUL_BYTES
            if encoding == "ascii" and not chunk.isascii():
                screen.doubt = reasons.BEYOND_SAMPLE
            marks = _Marks(last + chunk, mark) if mark in chunk else None
            if marks is not None:
                screen.quotes = True
                if spaces.are_in(last + chunk, marks):
                    screen.doubt = reasons.SPACE_AT_QUOTE
            quoting.look(last, chunk, marks)
            if screen.doubt and not hashes:
                return screen
            last = chunk[-1:]
            if progress is not None:
                progress(screen.bytes)
    screen.well_quoted = quoting.well
    screen.returns = returns > 0
    screen.final_newline = last == b"\n"
    if returns and (returns != pairs or returns != screen.line_ends):
        screen.doubt = screen.doubt or reasons.MIXED_LINE_ENDS
    screen.digests = {name: h.hexdigest() for name, h in hashes.items()}
    return screen


class _Marks:
    """The quotation marks in a part of a file: the codes of its bytes between two line ends at each end, the places of
    the marks among them, and the codes before and behind each."""

    def __init__(self, text: bytes, mark: bytes) -> None:
        self.codes = np.frombuffer(b"\n\n" + text + b"\n\n", np.uint8)
        self.at = np.flatnonzero(self.codes == mark[0])
        self.before = self.codes[self.at - 1]
        self.behind = self.codes[self.at + 1]


class _SpacesAtQuotes:
    """Finds the spaces around a quoted cell that DuckDB passes over. To Python's csv module they are part of the cell,
    and the quote behind them is text.

    Quotes within a quoted cell are doubled, and most texts that have them are told apart from such cells: two quotes
    that text follows are none, since DuckDB does not read an empty cell with text behind it.
    """

    def __init__(self, delimiter: str, quote: str) -> None:
        d, q = re.escape(delimiter.encode()), quote.encode()
        self._mark = q
        self._doubled = re.compile(q + q + rb"[^ \r\n" + d + q + rb"]")
        self._behind = re.compile(q + rb"  *(?=[\r\n" + d + q + rb"]|\Z)")
        self._outside = delimiter.encode() + b"\n"
        # What stands two bytes before a quote, or behind it, with a space between, where there may be such spaces.
        self._before = np.isin(np.arange(256), list(b" \t" + self._outside))
        self._after = np.isin(np.arange(256), list(b" \r\n" + delimiter.encode() + q))

    def are_in(self, text: bytes, seen: _Marks) -> bool:
        """Whether a part of a file, with the byte before it, has them; where the part's ends hide it, perhaps."""
        # Most quotes have no space beside them, or one that a letter follows: only the others are looked at one by one.
        codes, space = seen.codes, seen.before
        marks = seen.at[(space == 32) | (space == 9)]
        opening = marks[self._before[codes[marks - 2]]]
        marks = seen.at[seen.behind == 32]
        closing = marks[self._after[codes[marks + 2]]]
        return any(self._opens(text, at - 2) for at in opening.tolist()) or any(
            self._behind.match(text, at - 2) and self._closes(text, at - 2) for at in closing.tolist()
        )

    def _opens(self, text: bytes, at: int) -> bool:
        """Whether the quote at a place, which a space precedes, may open a cell."""
        first = at - 1
        while first and text[first - 1 : first] not in self._outside:
            if text[first - 1 : first] not in (b" ", b"\t"):
                return False
            first -= 1
        return not self._doubled.match(text, at)

    def _closes(self, text: bytes, at: int) -> bool:
        """Whether the quote at a place may close a cell. In a row of quotes all are doubled, or one of them is not;
        behind a delimiter that one may open a cell, or close one whose text ends in a delimiter."""
        first = at
        while first and text[first - 1 : first] == self._mark:
            first -= 1
        return (at - first) % 2 == 0 or first == 0 or text[first - 1 : first] in self._outside


class _Quoting:
    """Whether each quotation mark of a file opens a cell, closes one, or is doubled within one: every other mark closes
    then, and what comes before an opening one, and behind a closing one, ends a cell or is a mark itself."""

    def __init__(self, delimiter: str, quote: str) -> None:
        self.well = True
        self._mark = quote.encode()
        self._within = ~np.isin(np.arange(256), list(b"\r\n" + delimiter.encode() + quote.encode()))
        self._open = self._closes_last = False

    def look(self, last: bytes, chunk: bytes, marks: _Marks | None) -> None:
        """Look at the next part of the file, with the byte before it, and at the marks in both together."""
        if not self.well:
            return
        if self._closes_last:
            self.well = not self._within[chunk[0]]
        self._closes_last = False
        known = int(last == self._mark)
        if marks is None or marks.at.size == known:
            return
        first = known + self._open  # the first mark that opens a cell
        opening, closing = marks.before[first::2], marks.behind[known + (not self._open) :: 2]
        self._open ^= bool((marks.at.size - known) % 2)
        self._closes_last = not self._open and chunk.endswith(self._mark)
        if self._closes_last:
            closing = closing[:-1]
        self.well &= not (self._within[opening].any() or self._within[closing].any())


def _chunks(
    raw: BinaryIO, screen: FileScreen, hashes: dict[str, hashlib._Hash], *, compressed: bool, encoding: str
) -> Iterator[bytes]:
    """The file's bytes, unpacked; of an encoding in which an ASCII character takes more than a byte, in UTF-8."""
    counted: Any = _Counted(raw, screen, hashes)
    source: Any = gzip.GzipFile(fileobj=counted) if compressed else counted
    decode = codecs.getincrementaldecoder(encoding)() if encoding else None
    while chunk := source.read(_CHUNK):
        yield chunk if decode is None else decode.decode(chunk).encode("utf-8")


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
