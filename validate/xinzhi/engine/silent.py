"""What frictionless passes in silence: repeated unique keys, values outside categories, padding, full-width digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from ..contract.canonical import canonical_cell
from ..contract.package import Resource, Schema
from ..contract.table import Table
from ..findings import Finding, RuleBook

RULES = RuleBook()
UNIQUE_KEY = RULES.new(
    "unique-key", "structure",
    "{column} 的组合“{value}”与第 {first} 行重复，而 schema 的 uniqueKeys 要求唯一",
    "{column} “{value}” repeats line {first}, though the schema's uniqueKeys ask for unique values",
)
CATEGORY = RULES.new(
    "category", "structure",
    "{column} 的值“{value}”不在 categories 之列：{allowed}",
    "the value “{value}” of {column} is none of its categories: {allowed}",
)
PADDED_CELL = RULES.new(
    "padded-cell", "structure",
    "{column} 的值首尾有空白：“{value}”",
    "the value of {column} has white space at an end: “{value}”",
)
FULL_WIDTH_DIGIT = RULES.new(
    "full-width-digit", "structure",
    "{column} 的值含全角数字：“{value}”",
    "the value of {column} has full-width digits: “{value}”",
)


def check_silent(resource: Resource, schema: Schema, table: Table) -> Iterator[Finding]:
    """Findings that frictionless 5.21 does not report."""
    place: dict[str, Any] = {"resource": resource.name, "file": resource.path}
    yield from _unique_keys(schema, table, place)
    for f in schema.fields:
        if f.name not in table.positions:
            continue
        # Where enum repeats the categories, frictionless reports the value already.
        categories = f.categories if f.categories != f.constraints.get("enum") else None
        for record in table.records:
            cell = table.cell(record, f.name)
            if not cell:
                continue
            at = {**place, "line": record.line, "row": record.row, "column": f.name, "value": cell}
            if cell != cell.strip():
                yield PADDED_CELL.finding(suggestion=cell.strip(), **at)
            elif not cell.isascii() and any(unicodedata.category(c) == "Nd" and not c.isascii() for c in cell):
                yield FULL_WIDTH_DIGIT.finding(suggestion=canonical_cell(cell), **at)
            elif categories is not None and cell not in categories:
                nearest = next(iter(get_close_matches(cell, categories, n=1)), None)
                yield CATEGORY.finding({"allowed": ", ".join(categories)}, suggestion=nearest, **at)


def _unique_keys(schema: Schema, table: Table, place: dict[str, Any]) -> Iterator[Finding]:
    for key in schema.unique_keys:
        seen: dict[tuple[str, ...], int] = {}
        for record in table.records:
            cells = tuple(table.cell(record, c) for c in key)
            if not all(cells):
                continue  # as in SQL, a key with a null is unlike any other
            if cells in seen:
                yield UNIQUE_KEY.finding(
                    {"first": seen[cells]},
                    line=record.line,
                    row=record.row,
                    column=", ".join(key),
                    value=", ".join(cells),
                    **place,
                )
            else:
                seen[cells] = record.line
