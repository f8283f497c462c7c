"""The canonical form of a CSV file: one way to write the same rows, so that diffs show changes only."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from .package import Field, Schema
from .table import Table

_FULL_WIDTH = {0xFF10 + i: str(i) for i in range(10)}


def canonical_cell(text: str) -> str:
    """NFC, no white space at the ends, no full-width digits, lines that end with LF."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip().translate(_FULL_WIDTH)


# Properties by which a schema gives a type another spelling.
_OWN_FORM = {"decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues", "missingValues"}
_BOOLEANS = {"True": "true", "TRUE": "true", "1": "true", "False": "false", "FALSE": "false", "0": "false"}
_INTEGER = re.compile(r"(?P<sign>[+-]?)0*(?P<digits>\d+)", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def has_default_form(field: Field) -> bool:
    """Whether the values of a field are spelled as Table Schema has it, and not as the schema itself says."""
    return not _OWN_FORM & field.descriptor.keys() and field.descriptor.get("format", "default") == "default"


def canonical_value(field: Field, text: str) -> str:
    """The one spelling of a boolean, an integer or a date that its type reads; every other text as it is."""
    if not has_default_form(field):
        return text
    if field.type == "boolean":
        return _BOOLEANS.get(text, text)
    if field.type == "integer" and (found := _INTEGER.fullmatch(text)):
        digits = found["digits"]
        return digits if found["sign"] != "-" or digits == "0" else f"-{digits}"
    if field.type == "date" and (found := _DATE.fullmatch(text)):
        try:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            return text
    return text


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
    typed = {f.name: f for f in schema.fields if f.type in ("boolean", "integer", "date")}
    return [(at, typed[name]) for at, name in enumerate(header) if name in typed]


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
