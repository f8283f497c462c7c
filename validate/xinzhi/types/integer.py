"""Whole numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from .base import BOUNDS, Cells, Described, FieldType, Plain, SortKey, UnstatedError
from .expressions import itself
from .numeric import numeric, without_fraction, without_underscores

_INTEGER = re.compile(r"(?P<sign>[+-]?)0*(?P<digits>\d+)", re.ASCII)

# Python reads no more than 4,300 digits.
_MOST_DIGITS = 1_000


def whole_number(text: str) -> int | None:
    """The number that decimal digits spell; None for anything else, and for more digits than a number of ours has."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


class IntegerType(FieldType):
    """Whole numbers. Those that a schema lets stand among other characters are in doubt."""

    name = "integer"
    duckdb = "BIGINT"
    ibis = "int64"
    spark = "BIGINT"
    sqlite = "INTEGER"
    croissant = "sc:Integer"
    own_spelling = r"0|-?[1-9][0-9]{0,17}"
    duckdb_also = ("INTEGER", "HUGEINT")
    is_whole = True
    reads_more = True
    constraints = ("required", *BOUNDS, "enum")
    has_canonical_spelling = True
    category = int
    without_effect: ClassVar[Mapping[str, tuple[str, str]]] = {
        "groupChar": (
            "frictionless 只在 number 字段读取它，含此字符的整数是类型错误",
            "frictionless reads it of numbers only, and an integer that holds the character is a type error",
        )
    }

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        if field.format != "default" or not field.bare_number:
            return Plain()
        return Plain(numeric(field, constraints, ["int64"]), itself, "int64", compared_by_cast=True)

    def stated(self, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise UnstatedError
        return value

    def canonical(self, text: str) -> str:
        match = _INTEGER.fullmatch(text)
        if match is None:
            return text
        digits = match["digits"]
        return digits if match["sign"] != "-" or digits == "0" else f"-{digits}"

    def standard(self, text: str) -> str:
        return without_underscores(text)

    def sort_key(self, text: str) -> SortKey:
        number = whole_number(text.removeprefix("-")) if text.isascii() else None
        if number is None:
            return super().sort_key(text)
        return 0, -number if text.startswith("-") else number, ""

    def respelled(self, text: str) -> str:
        return without_fraction(text)
