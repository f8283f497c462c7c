"""Rules of units: a unit leads to its base unit by a positive factor."""

from __future__ import annotations

from ..findings import Explanation
from .context import Context
from .model import RowRule, row_rule
from .shared import texts

DATASET = "units"


def rules(context: Context) -> list[RowRule]:
    """The rules of units."""
    return [
        row_rule(
            "unit-factor",
            "factor",
            lambda t: t.factor > 0,
            "系数应为正数：{value}",
            "the factor must be positive: {value}",
            explanation=Explanation(
                means_zh="单位的系数不是正数。",
                means_en="The factor of a unit is not positive.",
                why_zh="系数把数值换算成基本单位；零或负数会把所有数值变成零或改变符号。",
                why_en="The factor converts to the base unit; zero or less wipes out figures or turns their sign.",
            ),
        ),
        row_rule(
            "base-unit-factor",
            "factor",
            lambda t: (t.base != t.id) | (t.factor == 1),
            "{id} 是自己的基本单位，系数应为 1，而非 {value}",
            "{id} is its own base unit, so its factor is 1, not {value}",
            suggest=lambda row: "1",
            explanation=Explanation(
                means_zh="基本单位的系数不是 1。",
                means_en="The factor of a base unit is not 1.",
                why_zh="基本单位换算成自己，数值不变。",
                why_en="Converted to itself, a unit leaves a figure as it is.",
            ),
        ),
        *texts("label_en"),
    ]
