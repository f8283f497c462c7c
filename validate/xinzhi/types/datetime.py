"""Points in time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .base import BOUNDS, Cells, Described, FieldType, Plain
from .expressions import Expression
from .ordered import ordered

_SHAPE = r"^[1-9][0-9]{3}-[01][0-9]-[0-3][0-9]T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?\z"


class DatetimeType(FieldType):
    """A day and a time, in ISO 8601. Spelled with a zone and without one, two can be equal; within bounds, all are in
    doubt."""

    name = "datetime"
    constraints = ("required", *BOUNDS, "enum")

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        return Plain(ordered(field, {}, _shape)) if field.format == "default" and not constraints else Plain()


def _shape(cell: Expression) -> list[Any]:
    """A pattern does not know the lengths of the months."""
    return [cell.re_search(_SHAPE), cell.try_cast("timestamp").notnull()]
