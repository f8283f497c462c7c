"""The pairs of columns that say the same in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..contract.package import Schema
from ..contract.table import Record, Table


def column_pairs(schema: Schema) -> Iterator[tuple[str, str]]:
    """Each `x_zh` of a schema that also has `x_en`, with it."""
    names = set(schema.names)
    for chinese in schema.names:
        english = chinese.removesuffix("_zh") + "_en"
        if chinese.endswith("_zh") and english in names:
            yield chinese, english


def text_pairs(table: Table, chinese: str, english: str) -> Iterator[tuple[str, str, Record]]:
    """The texts of the rows that have both, each with its row."""
    zh, en = table.positions.get(chinese), table.positions.get(english)
    if zh is None or en is None:
        return
    for record in table.records:
        cells = record.cells
        if zh < len(cells) and en < len(cells) and cells[zh] and cells[en]:
            yield cells[zh], cells[en], record


def count_pairs(tables: Mapping[str, tuple[Schema, Table]]) -> int:
    """How many pairs of texts there are."""
    return sum(
        1
        for schema, table in tables.values()
        for chinese, english in column_pairs(schema)
        for _ in text_pairs(table, chinese, english)
    )
