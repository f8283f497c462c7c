"""Truth: `true` or `false`, or the texts that a schema names for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .base import Cells, Described, FieldType, Plain, Reader
from .expressions import one_of

_SPELLINGS = {"True": "true", "TRUE": "true", "1": "true", "False": "false", "FALSE": "false", "0": "false"}


class BooleanType(FieldType):
    """Truth values."""

    name = "boolean"
    constraints = ("required", "enum")
    duckdb = "BOOLEAN"
    ibis = "boolean"
    spark = "BOOLEAN"
    sqlite = "INTEGER"
    croissant = "sc:Boolean"
    has_canonical_spelling = True
    own_spelling = r"true|false"

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        accept = None if constraints else one_of([*field.true_values, *field.false_values], cells.sample)
        # What is both is false.
        return Plain(accept, lambda cell: cell.isin(field.false_values).ifelse("false", "true"))

    def spelled(self, value: object, reader: Reader) -> str:
        return str(value).lower()

    def canonical(self, text: str) -> str:
        return _SPELLINGS.get(text, text)

    def respelled(self, text: str) -> str:
        return text.casefold()
