"""Leaves out of two CSV files the lines that both have, in one pass over each: what is left is all that can differ."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import BinaryIO

import numpy as np

_BLOCK = 4 * 1024 * 1024
_FIRST_WINDOW = 2 * 1024 * 1024
_LAST_WINDOW = 32 * 1024 * 1024
# Beyond this, the lines have little in common, and to sort them out here saves nothing.
_MOST_LEFT = 64 * 1024 * 1024


class _NotByLinesError(Exception):
    """A record takes several lines, or the files have too little in common."""


def residue(old: Path, new: Path, folder: Path) -> tuple[Path, Path] | None:
    """Two files in `folder`: the header of both, and those lines of each that the other lacks (as often as it lacks
    them).

    A line that differs is never left out; a line that both files have may stay, where it has moved far. None where
    lines cannot be told apart: other headers, records of several lines, or files that have little in common.
    Memory is bounded whatever the files' size.
    """
    left = folder / "old.csv", folder / "new.csv"
    with (
        old.open("rb", buffering=0) as a,
        new.open("rb", buffering=0) as b,
        left[0].open("wb") as for_old,
        left[1].open("wb") as for_new,
    ):
        try:
            _separate(_Reader(a), _Reader(b), for_old, for_new)
        except _NotByLinesError:
            return None
    return left


class _Reader:
    """A file as a buffer of what comes next."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.buffer = b""
        self.ended = False

    def fill(self, size: int) -> None:
        """Have at least `size` bytes in the buffer, or all that there are."""
        parts, length = [self.buffer], len(self.buffer)
        while length < size and not self.ended:
            read = self._file.read(max(size - length, _BLOCK))
            parts.append(read)
            length += len(read)
            self.ended = not read
        self.buffer = b"".join(parts) if len(parts) > 1 else self.buffer

    def drop(self, size: int) -> None:
        """Go on behind the next `size` bytes, which are whole records."""
        _whole_records(self.buffer[:size])
        self.buffer = self.buffer[size:]

    def lines(self, window: int) -> list[bytes]:
        """The whole lines within the next `window` bytes, with their ends."""
        self.fill(window)
        end = len(self.buffer) if self.ended and len(self.buffer) <= window else self.buffer.rfind(b"\n", 0, window) + 1
        return (
            self.buffer[:end].splitlines(keepends=True) if b"\r" not in self.buffer[:end] else _split(self.buffer[:end])
        )


def _split(text: bytes) -> list[bytes]:
    """Lines that end with LF only: `splitlines` would take a CR inside a cell for an end."""
    lines = [line + b"\n" for line in text.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _separate(a: _Reader, b: _Reader, for_old: BinaryIO, for_new: BinaryIO) -> None:
    headers = [reader.lines(_BLOCK)[:1] for reader in (a, b)]
    if headers[0] != headers[1] or not headers[0]:
        raise _NotByLinesError
    for reader, out in ((a, for_old), (b, for_new)):
        out.write(headers[0][0])
        reader.drop(len(headers[0][0]))
    left = 0
    while True:
        a.fill(_BLOCK)
        b.fill(_BLOCK)
        if not a.buffer and not b.buffer:
            return
        alike = _alike(a.buffer, b.buffer)
        whole = (
            alike
            if alike == len(a.buffer) == len(b.buffer) and a.ended and b.ended
            else a.buffer.rfind(b"\n", 0, alike) + 1
        )
        if whole:
            a.drop(whole)
            b.drop(whole)
        if alike < min(len(a.buffer) + whole, len(b.buffer) + whole) or not whole:
            left += _resynchronise(a, b, for_old, for_new)
            if left > _MOST_LEFT:
                raise _NotByLinesError


def _alike(a: bytes, b: bytes) -> int:
    """How many bytes at the beginning are the same."""
    low, high = 0, min(len(a), len(b))
    if a[:high] == b[:high]:
        return high
    while high - low > 1:  # the first `low` bytes are alike, the first `high` are not
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _resynchronise(a: _Reader, b: _Reader, for_old: BinaryIO, for_new: BinaryIO) -> int:
    """Read on in both files to a line that they share, and write the lines up to there that the other lacks. Gives
    their size."""
    window = _FIRST_WINDOW
    while True:
        lines = a.lines(window), b.lines(window)
        bare = [line.rstrip(b"\r\n") for line in lines[0]], [line.rstrip(b"\r\n") for line in lines[1]]
        places = _meeting(*bare)
        if (
            places is not None
            or window >= _LAST_WINDOW
            or (a.ended and b.ended and max(len(a.buffer), len(b.buffer)) <= window)
        ):
            break
        window *= 4
    ends = (len(lines[0]), len(lines[1])) if places is None else (places[0] + 1, places[1] + 1)
    if not any(ends):
        raise _NotByLinesError  # a line of that length is no record
    passed = Counter(bare[0][: ends[0]])
    passed.subtract(bare[1][: ends[1]])
    written = 0
    for line, times in passed.items():
        if times:
            written += (for_old if times > 0 else for_new).write((line + b"\n") * abs(times))
    for reader, common, end in zip((a, b), lines, ends, strict=True):
        reader.drop(sum(map(len, common[:end])))
    return written


def _meeting(a: list[bytes], b: list[bytes]) -> tuple[int, int] | None:
    """The places of a line that both have, as far on as can be."""
    in_a, in_b = set(a), set(b)
    last_in_a = next((i for i in range(len(a) - 1, -1, -1) if a[i] in in_b), None)
    if last_in_a is None:
        return None
    last_in_b = next(i for i in range(len(b) - 1, -1, -1) if b[i] in in_a)
    pairs = (last_in_a, _last(b, a[last_in_a])), (_last(a, b[last_in_b]), last_in_b)
    return max(pairs, key=sum)


def _last(lines: list[bytes], line: bytes) -> int:
    return len(lines) - 1 - lines[::-1].index(line)


def _whole_records(block: bytes) -> None:
    """Raise where a record takes several lines: where quotes are open at the end of a line."""
    if b'"' not in block:
        return
    read = np.frombuffer(block, np.uint8)
    quotes = np.cumsum(read == 34, dtype=np.int64)
    ends = np.flatnonzero(read == 10)
    if np.any(quotes[ends] % 2) or quotes[-1] % 2:
        raise _NotByLinesError
