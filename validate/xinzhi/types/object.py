"""Objects of JSON."""

from __future__ import annotations

from .base import FieldType


class ObjectType(FieldType):
    """Objects of JSON; every cell is in doubt."""

    name = "object"
    constraints = ("required", "minLength", "maxLength", "enum")
    is_hashable = False
