"""Whole numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .base import Cells, Described, FieldType, Plain, SortKey
from .expressions import itself
from .numeric import numeric, without_fraction

_INTEGER = re.compile(r"(?P<sign>[+-]?)0*(?P<digits>\d+)", re.ASCII)


class IntegerType(FieldType):
    """Whole numbers. Those that a schema lets stand among other characters are in doubt."""

    name = "integer"
    duckdb = "BIGINT"
    ibis = "int64"
    spark = "BIGINT"
    sqlite = "INTEGER"
    croissant = "sc:Integer"
    duckdb_also = ("INTEGER", "HUGEINT")
    is_whole = True
    has_canonical_spelling = True
    category = int

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        if field.format != "default" or not field.bare_number:
            return Plain()
        return Plain(numeric(field, constraints, ["int64"]), itself, "int64", compared_by_cast=True)

    def canonical(self, text: str) -> str:
        found = _INTEGER.fullmatch(text)
        if found is None:
            return text
        digits = found["digits"]
        return digits if found["sign"] != "-" or digits == "0" else f"-{digits}"

    def sort_key(self, text: str) -> SortKey:
        plain = text.isascii() and text.removeprefix("-").isdigit()
        return (0, int(text), "") if plain else super().sort_key(text)

    def respelled(self, text: str) -> str:
        return without_fraction(text)
