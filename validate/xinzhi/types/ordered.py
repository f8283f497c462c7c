"""What days, times and years have in common: their canonical texts order as their values do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .base import BOUNDS, Described
from .expressions import Check, Expression, every


def ordered(field: Described, constraints: Mapping[str, Any], shape: Check) -> Check | None:
    """What accepts texts of a shape within the constraints; None where a bound is no value. `shape` gives a list of
    conditions."""
    read = field.create_value_reader()
    bounds: dict[str, str] = {}
    enum = None
    for name in BOUNDS:
        if name in constraints:
            value = read(constraints[name])
            if value is None:
                return None
            bounds[name] = _text_of(value)
    if "enum" in constraints:
        enum = [_text_of(v) for v in map(read, constraints["enum"]) if v is not None]

    def accept(cell: Expression, *cast: Expression) -> Any:
        parts = list(shape(cell, *cast))
        for name, bound in bounds.items():
            low = name.lower().endswith("minimum")
            if name.startswith("exclusive"):
                parts.append((cell > bound) if low else (cell < bound))
            else:
                parts.append((cell >= bound) if low else (cell <= bound))
        if enum is not None:
            parts.append(cell.isin(enum))
        return every(parts)

    return accept


def like(pattern: str) -> Check:
    """The shape that a pattern describes."""
    return lambda cell: [cell.re_search(pattern)]


def _text_of(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else f"{value:04d}"
