"""Years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .base import BOUNDS, Cells, Described, FieldType, Plain, UnstatedError
from .expressions import itself
from .numeric import without_fraction
from .ordered import like, ordered

_SHAPE = like(r"^[1-9][0-9]{3}\z")


class YearType(FieldType):
    """Years, of four digits where they are plain, so that they order as texts; elsewhere they are numbers."""

    name = "year"
    constraints = ("required", *BOUNDS, "enum")
    duckdb = "BIGINT"
    ibis = "int64"
    spark = "BIGINT"
    sqlite = "INTEGER"
    croissant = "sc:Integer"
    own_spelling = r"[1-9][0-9]{3}"

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        return Plain(ordered(field, constraints, _SHAPE), itself) if field.format == "default" else Plain()

    def stated(self, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 1000 <= value <= 9999:
            raise UnstatedError
        return value

    def respelled(self, text: str) -> str:
        return without_fraction(text)
