"""Months of a year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .base import BOUNDS, Cells, Described, FieldType, Plain, Reader
from .expressions import itself
from .ordered import like, ordered

_SHAPE = like(r"^[1-9][0-9]{3}-(?:0[1-9]|1[0-2])\z")
_READ = re.compile(r"(?P<year>\d{1,4})-(?P<month>0?[1-9]|1[0-2])", re.ASCII)


class YearmonthType(FieldType):
    """Months of a year; within bounds, all are in doubt."""

    name = "yearmonth"
    constraints = ("required", *BOUNDS, "enum")
    reads_more = True

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        return Plain(ordered(field, {}, _SHAPE), itself) if field.format == "default" and not constraints else Plain()

    def standard(self, text: str) -> str:
        match = _READ.fullmatch(text)
        return f"{int(match['year']):04d}-{int(match['month']):02d}" if match else text

    def spelled(self, value: Any, reader: Reader) -> str:
        year, month = value
        return f"{year:04d}-{month:02d}"
