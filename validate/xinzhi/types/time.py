"""Times of day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .base import BOUNDS, Cells, Described, FieldType, Plain
from .ordered import like, ordered

_SHAPE = like(r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\z")


class TimeType(FieldType):
    """Times of day. Spelled with a zone and without one, two can be equal; within bounds, all are in doubt."""

    name = "time"
    constraints = ("required", *BOUNDS, "enum")

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        return Plain(ordered(field, {}, _SHAPE)) if field.format == "default" and not constraints else Plain()
