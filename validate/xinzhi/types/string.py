"""Text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .base import Cells, Described, FieldType, Plain, UnstatedError
from .expressions import Check, Expression, accept_all, every, itself
from .tidiness import tidy_texts


class StringType(FieldType):
    """Texts; of the formats other than the default every cell is in doubt."""

    name = "string"
    is_text = True
    constraints = ("required", "minLength", "maxLength", "pattern", "enum")
    category = str

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        return Plain(_accept(constraints), itself) if field.format == "default" else Plain()

    def stated(self, value: Any) -> str:
        if not isinstance(value, str):
            raise UnstatedError
        return value


def _accept(constraints: Mapping[str, Any]) -> Check | None:
    if not constraints:
        return accept_all
    enum = constraints.get("enum")
    if enum is not None and not all(isinstance(v, str) for v in enum):
        return None
    lengths = [constraints[name] for name in ("minLength", "maxLength") if name in constraints]
    if not all(isinstance(n, int) for n in lengths):
        return None

    def accept(cell: Expression) -> Any:
        parts = []
        if "minLength" in constraints:
            parts.append(cell.length() >= constraints["minLength"])
        if "maxLength" in constraints:
            parts.append(cell.length() <= constraints["maxLength"])
        if enum is not None:
            parts.append(cell.isin(tidy_texts(enum)))
        return every(parts)

    return accept
