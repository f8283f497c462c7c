"""Arrays of JSON."""

from __future__ import annotations

from .base import FieldType


class ArrayType(FieldType):
    """Arrays of JSON; every cell is in doubt."""

    name = "array"
    constraints = ("required", "minLength", "maxLength", "enum")
    is_hashable = False
