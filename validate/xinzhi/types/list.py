"""Lists of values with a delimiter between them."""

from __future__ import annotations

from .base import FieldType


class ListType(FieldType):
    """Values with a delimiter between them; every cell is in doubt."""

    name = "list"
    constraints = ("required", "minLength", "maxLength")
    is_hashable = False
