"""A table under repair: its cells, what its schema reads in them, and the text that the file gets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import frictionless

from ..contract.canonical import canonical_text
from ..contract.package import Resource, Schema
from ..contract.table import Table

MARK = "\ufeff"


@dataclass(frozen=True)
class CellFix:
    """One cell, or one column's name where `row` is 1, that gets another spelling."""

    file: str
    line: int
    row: int
    column: str
    before: str
    after: str


class Draft:
    """A table as read, and as it will be: `header` and `rows` are changed in place, cell by cell.

    Raises whatever frictionless raises for a schema that it cannot use.
    """

    def __init__(self, resource: Resource, schema: Schema, table: Table) -> None:
        self.resource, self.schema, self.table = resource, schema, table
        self.header = list(table.header)
        self.rows = [list(record.cells) for record in table.records]
        fields = frictionless.Schema.from_descriptor(dict(schema.descriptor)).fields
        self._readers: dict[str, Callable[[str], Any]] = {f.name: f.create_cell_reader() for f in fields}

    @property
    def file(self) -> str:
        """The file as the descriptor names it."""
        return str(self.resource.path)

    def reads(self, column: str, text: str) -> tuple[object, bool]:
        """The value that frictionless reads in a cell, and whether it accepts the cell."""
        value, notes = self._readers[column](text)
        return value, not notes

    def accepts(self, column: str, text: str) -> bool:
        """Whether frictionless accepts a cell and reads a value in it."""
        value, accepted = self.reads(column, text)
        return accepted and value is not None

    def values(self, column: str) -> set[str]:
        """The texts of a column, empty ones aside."""
        return {after[0] for _, after in self.keys([column])}

    def keys(self, columns: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The texts of several columns, row by row, before and after; rows with an empty one are left out, and all rows
        where a column is missing."""
        if not columns or not set(columns) <= set(self.header):
            return
        places = [self.header.index(c) for c in columns]
        for record, cells in zip(self.table.records, self.rows, strict=True):
            if len(cells) == len(self.header) and all(cells[i] for i in places):
                yield tuple(record.cells[i] for i in places), tuple(cells[i] for i in places)

    def changes(self) -> list[CellFix]:
        """The labels and cells that differ from what was read, in the order of the file."""
        line = self.table.starts[self._header_row() - 1]
        found = [
            CellFix(self.file, line, 1, new, old, new)
            for old, new in zip(self.table.header, self.header, strict=True)
            if old != new
        ]
        for record, cells in zip(self.table.records, self.rows, strict=True):
            for column, old, new in zip(self.header, record.cells, cells, strict=False):
                if old != new:
                    found.append(CellFix(self.file, record.line, record.row, column, old, new))
        return found

    def canonical(self) -> str:
        """The file's new text in canonical form, without rows that hold nothing."""
        return canonical_text(self.header, (row for row in self.rows if any(row)), self.schema)

    def patched(self) -> str:
        """The file's new text with the changed records written anew, and every other byte as it is."""
        changed = {r.row: cells for r, cells in zip(self.table.records, self.rows, strict=True) if r.cells != cells}
        if self.header != self.table.header:
            changed[self._header_row()] = self.header
        lines = self._lines()
        starts = [*self.table.starts, len(lines) + 1]
        written = []
        for row, (start, end) in enumerate(pairwise(starts), start=1):
            raw = "".join(lines[start - 1 : end - 1])
            written.append(_written(changed[row], raw) if row in changed else raw)
        return "".join(written)

    def _lines(self) -> list[str]:
        return io.StringIO(self.table.text, newline="").readlines()

    def _header_row(self) -> int:
        lines = self._lines()
        return next(row for row, start in self.table.lines().items() if lines[start - 1].strip(MARK + "\r\n"))


def _written(cells: Sequence[str], raw: str) -> str:
    """A record as CSV, with the byte-order mark and the line end that it had."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)  # what the writer quotes depends on the terminator
    written = out.getvalue().removesuffix("\r\n") + raw[len(raw.rstrip("\r\n")) :]
    return (MARK if raw.startswith(MARK) else "") + written
