"""Rules that the datasets of figures share: growth is told in ratios, and how many times something is in times."""

from __future__ import annotations

from ..rules.expressions import Table, Truth
from ..rules.pandera_model import row_rule


@row_rule(
    "growth-unit",
    column="unit",
    zh="增速（basis 为 yoy 或 annual-growth）的单位应为 percent（或 ratio、times），而非“{value}”",
    en="growth per year (basis yoy or annual-growth) is in percent (or ratio, or times), not in “{value}”",
    means_zh="`basis` 为 yoy（同比）或 annual-growth（年均）的数，单位不是 percent、ratio 或 times。",
    means_en="A figure with the `basis` yoy or annual-growth has a unit other than percent, ratio or times.",
    why_zh="增速是比率；增加了多少家、多少亿元，是 increase 而不是 yoy。",
    why_en="Growth per year is a ratio; so many enterprises more is an increase, not yoy.",
    suggest="percent",
    unfixed_zh="错的可能是 basis，而不是单位",
    unfixed_en="the basis may be what is wrong, not the unit",
)
def growth_unit(t: Table) -> Truth:
    return ~t.basis.isin(["yoy", "annual-growth"]) | t.unit.isin(["percent", "ratio", "times"])


@row_rule(
    "multiple-unit",
    column="unit",
    zh="倍数（basis 为 {basis}）的单位应为 times，而非“{value}”",
    en="a multiple of the base (basis {basis}) is in times, not in “{value}”",
    means_zh="`basis` 为 multiple 或 growth-multiple 的数，单位不是 times。",
    means_en="A figure with the `basis` multiple or growth-multiple has a unit other than times.",
    why_zh="翻番说的是基期的几倍；百分数与数量各有其口径。",
    why_en="Doubling tells how many times the base; per cent and amounts have bases of their own.",
    suggest="times",
    unfixed_zh="错的可能是 basis，而不是单位",
    unfixed_en="the basis may be what is wrong, not the unit",
)
def multiple_unit(t: Table) -> Truth:
    return ~t.basis.isin(["multiple", "growth-multiple"]) | (t.unit == "times")
