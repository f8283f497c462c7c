"""Rules of units: a unit leads to its base unit by a positive factor."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule
from .shared import texts

DATASET = "units"


def rules(context: Context) -> list[RowRule]:
    """The rules of units."""
    return [
        row_rule(
            "unit-factor", "factor", lambda t: t.factor > 0,
            "系数应为正数：{value}",
            "the factor must be positive: {value}",
        ),
        row_rule(
            "base-unit-factor", "factor", lambda t: (t.base != t.id) | (t.factor == 1),
            "{id} 是自己的基本单位，系数应为 1，而非 {value}",
            "{id} is its own base unit, so its factor is 1, not {value}",
            suggest=lambda row: "1",
        ),
        *texts("label_en"),
    ]
