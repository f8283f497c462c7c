"""Days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from .base import BOUNDS, Cells, Described, FieldType, Plain, Reader, UnstatedError
from .expressions import Expression, itself
from .ordered import ordered

_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII)
_MEANT = (
    re.compile(r"(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日", re.ASCII),
)


class DateType(FieldType):
    """Days in ISO 8601; those that a schema spells otherwise are in doubt."""

    name = "date"
    constraints = ("required", *BOUNDS, "enum")
    duckdb = "DATE"
    ibis = "date"
    spark = "DATE"
    croissant = "sc:Date"
    has_canonical_spelling = True
    reads_more = True
    own_spelling = r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        if field.format != "default":
            return Plain()
        shape = _on_spark if cells.reader is Reader.SPARK else _of_plain_text if cells.only_spaces else _as_read
        return Plain(ordered(field, constraints, shape), itself, "date")

    def stated(self, value: Any) -> date:
        if not isinstance(value, str) or _DATE.fullmatch(value) is None or self.canonical(value) != value:
            raise UnstatedError
        return date.fromisoformat(value)

    def spelled(self, value: Any, reader: Reader) -> str:
        return str(value.isoformat())

    def canonical(self, text: str) -> str:
        match = _DATE.fullmatch(text)
        return (_day(match) if match else None) or text

    def standard(self, text: str) -> str:
        return self.canonical(text)

    def respelled(self, text: str) -> str | None:
        date_match = next((match for pattern in _MEANT if (match := pattern.fullmatch(text))), None)
        return _day(date_match) if date_match else None


def _as_read(cell: Expression, day: Expression) -> list[Any]:
    """A day that is written as it was read; later years, and those before Christ, are longer texts."""
    return [day.cast("string") == cell, cell.length() == 10]


def _on_spark(cell: Expression, day: Expression) -> list[Any]:
    """The same where there is a year 0; Python's first year is 1."""
    return [*_as_read(cell, day), cell >= "0001"]


def _of_plain_text(cell: Expression, day: Expression) -> list[Any]:
    """The same for texts without white space other than spaces, which takes half the time: of a text with hyphens in
    these places DuckDB reads a date where all else is digits, but for a sign or spaces at the ends."""
    return [cell >= "1", cell.like("____-__-__"), ~cell.endswith(" "), day.notnull()]


def _day(match: re.Match[str]) -> str | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
    except ValueError:
        return None
