"""Points in time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .base import BOUNDS, Cells, Described, FieldType, Plain
from .expressions import Expression
from .ordered import ordered

_SHAPE = r"^[1-9][0-9]{3}-[01][0-9]-[0-3][0-9]T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?\z"
# What Python's dateutil reads beside `T`: any character in its place, a comma, zones without a colon or minutes.
_READ = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[\x00-\x7f](?P<time>\d\d:\d\d:\d\d)(?:[.,](?P<fraction>\d+))?"
    r"(?P<zone>Z|(?P<hours>[+-]\d\d):?(?P<minutes>\d\d)?)?",
    re.ASCII,
)


class DatetimeType(FieldType):
    """A day and a time, in ISO 8601. Spelled with a zone and without one, two can be equal; within bounds, all are in
    doubt."""

    name = "datetime"
    constraints = ("required", *BOUNDS, "enum")
    reads_more = True

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        return Plain(ordered(field, {}, _shape)) if field.format == "default" and not constraints else Plain()

    def standard(self, text: str) -> str:
        match = _READ.fullmatch(text)
        if match is None:
            return text
        zone = match["zone"] or ""
        if match["hours"]:
            zone = f"{match['hours']}:{match['minutes'] or '00'}"
        fraction = f".{match['fraction']}" if match["fraction"] else ""
        standard = f"{match['day']}T{match['time']}{fraction}{zone}"
        try:
            datetime.fromisoformat(f"{match['day']}T{match['time'].replace('24:00:00', '00:00:00')}{zone}")
        except ValueError:
            return text
        return standard


def _shape(cell: Expression) -> list[Any]:
    """A pattern does not know the lengths of the months."""
    return [cell.re_search(_SHAPE), cell.try_cast("timestamp").notnull()]
