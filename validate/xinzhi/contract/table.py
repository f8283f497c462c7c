"""The text of a CSV file as records, each with the file line on which it starts."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

# A text field may be long, but a quote that is never closed must not read on without bound.
FIELD_SIZE_LIMIT = 16 * 1024 * 1024
# The bytes of a file that Python may read whole, record by record: a fraction of a second, and some hundred megabytes.
LARGEST_READ_WHOLE = 8 * 1024 * 1024
# Among which frictionless lets the csv module guess.
DELIMITERS = ",\t;|"


class RecordKey(NamedTuple):
    """Which row of which dataset: the row by its primary key, `/` between the parts of it."""

    dataset: str
    id: str

    def __str__(self) -> str:
        return f"{self.dataset}/{self.id}"


@dataclass(frozen=True)
class Record:
    """One CSV record: its number (the header is 1), the file line it starts on, and its cells."""

    row: int
    line: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A CSV file that was read as text; `starts` holds the file line on which each row starts, blank ones included.

    Raises OSError, UnicodeDecodeError and csv.Error when opened.
    """

    path: Path
    text: str
    header: list[str]
    records: list[Record]
    starts: list[int]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Column name → index."""
        return {name: i for i, name in enumerate(self.header)}

    def cell(self, record: Record, column: str) -> str:
        """The text of a cell; empty where the record is too short or the column is missing."""
        at = self.positions.get(column)
        return record.cells[at] if at is not None and at < len(record.cells) else ""

    def column(self, name: str) -> list[str]:
        """The texts of a column, as `cell` gives them."""
        at = self.positions.get(name)
        if at is None:
            return [""] * len(self.records)
        return [r.cells[at] if at < len(r.cells) else "" for r in self.records]

    def lines(self) -> dict[int, int]:
        """Row number → file line."""
        return dict(enumerate(self.starts, start=1))

    def by_key(self, columns: list[str]) -> dict[str, Record]:
        """Key → record; a key of several columns is joined by `/`."""
        return {"/".join(self.cell(r, c) for c in columns): r for r in self.records}


def read_table(path: Path) -> Table:
    """Read a UTF-8 CSV file. Blank lines are neither header nor records, but count as lines."""
    text = path.read_bytes().decode("utf-8")
    limit = csv.field_size_limit(FIELD_SIZE_LIMIT)  # one for the whole process, and frictionless lifts it
    try:
        return _read(path, text)
    finally:
        csv.field_size_limit(limit)


def _read(path: Path, text: str) -> Table:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    header: list[str] | None = None
    records: list[Record] = []
    starts: list[int] = []
    line = 1
    for row, cells in enumerate(reader, start=1):
        starts.append(line)
        if header is None:
            header = cells or None
        elif cells:
            records.append(Record(row, line, cells))
        line = reader.line_num + 1
    return Table(path, text, header or [], records, starts)
