"""The canonical form of a CSV file: one way to write the same rows, so that diffs show changes only."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from .package import Schema
from .table import Table

_FULL_WIDTH = {0xFF10 + i: str(i) for i in range(10)}


def canonical_cell(text: str) -> str:
    """NFC, no white space at the ends, no full-width digits, lines that end with LF."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip().translate(_FULL_WIDTH)


def canonical_text(header: Sequence[str], rows: Iterable[Sequence[str]], schema: Schema) -> str:
    """The rows in canonical form: columns in schema order, rows sorted by primary key, cells canonical.

    Columns that the schema does not define come last, in their order; short rows are filled with empty cells,
    and cells beyond the header are kept, because nothing may get lost on the way.
    """
    header = [canonical_cell(name) for name in header]
    order = [header.index(name) for name in dict.fromkeys(schema.names) if name in header]
    order += [i for i in range(len(header)) if i not in order]
    key = sort_key([header[i] for i in order], schema)
    written = []
    for row in rows:
        cells = [canonical_cell(c) for c in row]
        cells += [""] * (len(header) - len(cells))
        written.append([cells[i] for i in order] + cells[len(header) :])
    written.sort(key=key)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([header[i] for i in order])
    writer.writerows(written)
    return out.getvalue()


SortKey = tuple[tuple[tuple[int, int, str], ...], tuple[str, ...]]


def sort_key(header: Sequence[str], schema: Schema) -> Callable[[Sequence[str]], SortKey]:
    """A key function for rows: the primary key's cells, integers as numbers, then the whole row."""
    whole_numbers = {f.name for f in schema.fields if f.type == "integer"}
    places = [(header.index(n), n in whole_numbers) for n in schema.primary_key if n in header]

    def key(row: Sequence[str]) -> SortKey:
        cells = []
        for at, whole in places:
            text = row[at] if at < len(row) else ""
            number = whole and text.isascii() and text.removeprefix("-").isdigit()
            cells.append((0, int(text), "") if number else (1, 0, text))
        return tuple(cells), tuple(row)

    return key


def canonical_table(table: Table, schema: Schema) -> str:
    """The canonical text of a table that was read."""
    return canonical_text(table.header, (r.cells for r in table.records), schema)
