"""Quotation marks that stand where RFC 4180 has none. Python's csv module reads on as best it can, without a word: text
behind a closing mark belongs to the cell, and a mark that opens a cell takes all rows up to the next one with it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# What is shown of a text around a mark, on each side.
_AROUND = 30
# Delimiters in a cell of several lines, from which on its lines are rows and no text: three lines of three columns.
_FEWEST_DELIMITERS = 4
# Of so many lines one may be no row: a blank one, or one that is wrong itself.
_MOST_OTHERS = 10


@dataclass(frozen=True)
class StrayQuote:
    """A mark in a cell: the record's number, the file line that the mark is in, the place of the cell in the record,
    and the text around it. `closed`: whether it closes the cell, and text follows. `escaped`: whether a backslash
    stands in front of it. `opened`: the line on which the quotes were opened that it closes."""

    row: int
    line: int
    cell: int
    text: str
    closed: bool
    escaped: bool
    opened: int


def is_well_quoted(text: str, delimiter: str, quote: str) -> bool:
    """Whether each quotation mark of a text opens a cell, closes one, or is doubled within one. Of a text where this
    holds, every other mark closes: what is outside of quotes begins and ends where cells do."""
    parts = text.split(quote)
    ends = delimiter + "\r\n"
    return (
        len(parts) % 2 == 1
        and (not parts[0] or len(parts) == 1 or parts[0][-1] in ends)
        and (not parts[-1] or len(parts) == 1 or parts[-1][0] in ends)
        and all(not part or (part[0] in ends and part[-1] in ends) for part in parts[2:-1:2])
    )


def stray_quotes(lines: Iterable[str], dialect: csv.Dialect) -> Iterator[StrayQuote]:
    """The first stray mark of each cell that has one, as the csv module reads the lines; none for a dialect that
    escapes marks in another way than by doubling them."""
    quote, delimiter = dialect.quotechar, dialect.delimiter
    if not quote or not delimiter or dialect.escapechar or not dialect.doublequote:
        return
    row, open_cell = 1, -1  # the cell in which a line begins; -1 outside of quotes
    opened = 0
    for number, line in enumerate(lines, start=1):
        if quote not in line and open_cell < 0:
            row += 1
            continue
        text = line.rstrip("\r\n")
        cell, at = max(open_cell, 0), 0
        quoted = open_cell >= 0
        open_cell = -1
        while True:
            if not quoted:
                if dialect.skipinitialspace:
                    at += len(text) - at - len(text[at:].lstrip(" "))
                quoted = text.startswith(quote, at)
                at += len(quote) if quoted else 0
                opened = number
            closed = -1
            if quoted:
                closed = _closing(text, at, quote)
                if closed < 0:
                    open_cell = cell
                    break
                at = closed + 1
            quoted = False
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            stray = closed if closed >= 0 and at < end else text.find(quote, at, end)
            if stray >= 0:
                escaped = text[:stray].endswith("\\")
                shown, closes = _around(text, stray), stray == closed
                yield StrayQuote(row, number, cell, shown, closed=closes, escaped=escaped, opened=opened)
            if end == len(text):
                break
            at, cell = end + 1, cell + 1
        if open_cell < 0:
            row += 1


def _closing(text: str, at: int, quote: str) -> int:
    """The place of the mark that closes a cell whose text goes on at a place; -1 where the line has none."""
    while True:
        at = text.find(quote, at)
        if at < 0 or not text.startswith(quote, at + 1):
            return at
        at += 2


def _around(text: str, at: int) -> str:
    first, last = max(0, at - _AROUND), at + _AROUND
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def has_swallowed(cells: Sequence[object], at: int, delimiter: str) -> bool:
    """Whether a cell of a record holds rows, as where a stray mark opens it and the next one in the file closes it:
    nearly each of its lines has as many cells as the record, and no blank stands behind a delimiter, as in a text."""
    text = cells[at]
    if not isinstance(text, str) or "\n" not in text or text.count(delimiter) < _FEWEST_DELIMITERS:
        return False
    if f"{delimiter} " in text:
        return False
    lines = text.splitlines()
    if not text.endswith(("\n", "\r")):
        lines[-1] += delimiter * (len(cells) - 1 - at)
    lines[0] = delimiter * at + lines[0]
    others = sum(line.count(delimiter) != len(cells) - 1 for line in lines)
    return others * _MOST_OTHERS <= len(lines)
