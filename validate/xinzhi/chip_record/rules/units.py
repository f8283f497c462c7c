"""Rules of units: a unit leads to its base unit by a positive factor."""

from __future__ import annotations

from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.texts import texts


@row_rule(
    "unit-factor",
    column="factor",
    zh="系数应为正数：{value}",
    en="the factor must be positive: {value}",
    means_zh="单位的系数不是正数。",
    means_en="The factor of a unit is not positive.",
    why_zh="系数把数值换算成基本单位；零或负数会把所有数值变成零或改变符号。",
    why_en="The factor converts to the base unit; zero or less wipes out figures or turns their sign.",
)
def unit_factor(t: Table) -> Truth:
    return t.factor > 0


@row_rule(
    "base-unit-factor",
    column="factor",
    zh="{id} 是自己的基本单位，系数应为 1，而非 {value}",
    en="{id} is its own base unit, so its factor is 1, not {value}",
    means_zh="基本单位的系数不是 1。",
    means_en="The factor of a base unit is not 1.",
    why_zh="基本单位换算成自己，数值不变。",
    why_en="Converted to itself, a unit leaves a figure as it is.",
    suggest="1",
    unfixed_zh="错的可能是 base，而不是系数",
    unfixed_en="the base may be what is wrong, not the factor",
)
def base_unit_factor(t: Table) -> Truth:
    return (t.base != t.id) | (t.factor == 1)


RULES: RowRules = (
    unit_factor,
    base_unit_factor,
    *texts("label_en"),
)
