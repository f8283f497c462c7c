"""Writes a CSV file anew as DuckDB reads it without a doubt: what Python's csv module reads of it, every cell in
quotes, every row as wide as the header."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from . import reasons
from .doubt import DoubtError
from .limits import LARGEST_ROW, MOST_COLUMNS

# Rows of another width than the header's, which are held in memory, and all cells of these.
_MOST_RAGGED = 100_000
_MOST_RAGGED_CELLS = 1_000_000


@dataclass
class Rewritten:
    """What was written: the number of rows, those of another width as they were, by the number of their record, and
    whether a cell holds a line end."""

    rows: int = 0
    ragged: dict[int, list[str]] = field(default_factory=dict)
    quoted_ends: bool = False


def rewrite(
    source: IO[str], target: Path, dialect: csv.Dialect, *, skip: int, nulls: Sequence[str | None]
) -> Rewritten:
    """Write the records of a text behind the first `skip` ones. Cells beyond the columns are left out, and those that a
    row lacks are written as null: as the text of `nulls` for their column. Raises DoubtError where one has none, and
    where the last record ends within a quote."""
    done = Rewritten()
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
            _rows(source, done, dialect, skip, nulls)
        )
    return done


def _rows(
    source: IO[str], done: Rewritten, dialect: csv.Dialect, skip: int, nulls: Sequence[str | None]
) -> Iterator[list[str]]:
    end = next(c for c in "\x1e\x1f\x1d\x1c" if c not in (dialect.delimiter, dialect.quotechar))
    lines = _Lines(source, end + dialect.delimiter + end)
    width, held, before = len(nulls), 0, 0
    for number, row in enumerate(csv.reader(lines, dialect), start=1):
        if lines.at_end:
            if row != [end, end]:
                break
            done.rows = max(0, number - 1 - skip)
            return
        is_several = lines.number > before + 1
        before = lines.number
        lines.size = 0
        if number <= skip:
            continue
        if len(row) != width:
            held += len(row)
            if len(row) > MOST_COLUMNS or len(done.ragged) >= _MOST_RAGGED or held > _MOST_RAGGED_CELLS:
                raise DoubtError(reasons.ROWS_OF_OTHER_WIDTHS)
            done.ragged[number] = row
            row = _filled(row, nulls)
        done.quoted_ends = done.quoted_ends or is_several
        yield row
    raise DoubtError(reasons.OPEN_QUOTE)


def _filled(row: list[str], nulls: Sequence[str | None]) -> list[str]:
    filled = row[: len(nulls)]
    for null in nulls[len(filled) :]:
        if null is None:
            raise DoubtError(reasons.ROWS_OF_OTHER_WIDTHS)
        filled.append(null)
    return filled


class _Lines:
    """The lines of a text, and a last one that is a row of two cells unless a quote is still open: the csv module does
    not tell. Holds a row to its limit by `size`, its characters so far."""

    def __init__(self, stream: IO[str], end: str) -> None:
        self._stream = stream
        self._end = end
        self.size = self.number = 0
        self.at_end = False

    def __iter__(self) -> Iterator[str]:
        for line in self._stream:
            self.size += len(line)
            self.number += 1
            if self.size > LARGEST_ROW:
                raise DoubtError(reasons.UNPACKS_TO_TOO_MUCH)
            yield line
        self.at_end = True
        yield self._end
