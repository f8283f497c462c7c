"""Values of no type: whatever is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .base import Cells, Described, FieldType, Plain
from .expressions import accept_all, itself


class AnyType(FieldType):
    """Texts that are right whatever they are; enumerated ones are left in doubt."""

    name = "any"
    constraints = ("required", "enum")

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        return Plain() if constraints else Plain(accept_all, itself)

    def stated(self, value: Any) -> Any:
        return value
