"""The canonical form of a CSV file: one way to write the same rows, so that diffs show changes only."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from ..types import field_type
from ..types.base import SortKey
from ..types.tidiness import trimmed
from .package import Field, Schema
from .table import Table

_FULL_WIDTH = {0xFF10 + i: str(i) for i in range(10)}
_HAS_FULL_WIDTH = re.compile("[\uff10-\uff19]")


def canonical_cell(text: str) -> str:
    """NFC, no white space at the ends, no full-width digits, lines that end with LF."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = trimmed(unicodedata.normalize("NFC", text))
    # Translating takes long for Chinese text, and hardly a cell has such digits.
    return text.translate(_FULL_WIDTH) if _HAS_FULL_WIDTH.search(text) else text


# Properties by which a schema gives a type another spelling.
_OWN_FORM = {"decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues", "missingValues"}


def has_default_form(field: Field) -> bool:
    """Whether the values of a field are spelled as Table Schema has it, and not as the schema itself says."""
    return not _OWN_FORM & field.descriptor.keys() and field.descriptor.get("format", "default") == "default"


def canonical_value(field: Field, text: str) -> str:
    """The one spelling of a value that its type reads in several; every other text as it is."""
    return field_type(field.type).canonical(text) if has_default_form(field) else text


def canonical_speller(field: Field) -> Callable[[str], str]:
    """What `canonical_value` makes of the texts of a field: for many of them, each taken for the same one again."""
    return cache(field_type(field.type).canonical) if has_default_form(field) else str


def canonical_text(header: Sequence[str], rows: Iterable[Sequence[str]], schema: Schema) -> str:
    """The rows in canonical form: columns in schema order, rows sorted by primary key, cells canonical, values too.

    Columns that the schema does not define come last, in their order; short rows are filled with empty cells,
    and cells beyond the header are kept, because nothing may get lost on the way.
    """
    header = [canonical_cell(name) for name in header]
    order = [header.index(name) for name in dict.fromkeys(schema.names) if name in header]
    order += [i for i in range(len(header)) if i not in order]
    key = sort_key([header[i] for i in order], schema)
    fields = spelled_columns(header, schema)
    written = []
    for row in rows:
        cells = [canonical_cell(c) for c in row]
        for at, field in fields:
            if at < len(cells):
                cells[at] = canonical_value(field, cells[at])
        cells += [""] * (len(header) - len(cells))
        written.append([cells[i] for i in order] + cells[len(header) :])
    written.sort(key=key)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([header[i] for i in order])
    writer.writerows(written)
    return out.getvalue()


def spelled_columns(header: Sequence[str], schema: Schema) -> list[tuple[int, Field]]:
    """The columns whose values have a canonical spelling: none where the schema has null values of its own."""
    if schema.descriptor.get("missingValues", [""]) != [""]:
        return []
    typed = {f.name: f for f in schema.fields if field_type(f.type).has_canonical_spelling}
    return [(at, typed[name]) for at, name in enumerate(header) if name in typed]


RowKey = tuple[tuple[SortKey, ...], tuple[str, ...]]


def sort_key(header: Sequence[str], schema: Schema) -> Callable[[Sequence[str]], RowKey]:
    """A key function for rows: the primary key's cells, integers as numbers, then the whole row."""
    cells = key_cells(header, schema)
    return lambda row: (cells(row), tuple(row))


def key_cells(header: Sequence[str], schema: Schema) -> Callable[[Sequence[str]], tuple[SortKey, ...]]:
    """A function that gives of a row by what the primary key's cells are sorted."""
    types = {f.name: field_type(f.type) for f in schema.fields}
    places = [(header.index(n), types.get(n, field_type("")).sort_key) for n in schema.primary_key if n in header]
    return lambda row: tuple([key(row[at] if at < len(row) else "") for at, key in places])


def canonical_table(table: Table, schema: Schema) -> str:
    """The canonical text of a table that was read."""
    return canonical_text(table.header, (r.cells for r in table.records), schema)
