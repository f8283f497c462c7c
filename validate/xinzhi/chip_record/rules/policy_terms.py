"""Rules of figures in policies: a figure that reads as it is coded, and a ceiling that is one."""

from __future__ import annotations

from ...rules.dates import period
from ...rules.expressions import Table, Truth
from ...rules.figures import quantity
from ...rules.pandera_model import RowRules, row_rule
from ...rules.references import own_parent
from ...rules.texts import paired, texts


@row_rule(
    "ceiling-comparator",
    column="comparator",
    zh="上限的比较关系应为 le 或 lt，而非“{value}”",
    en="a ceiling binds from above: its comparator is le or lt, not “{value}”",
    means_zh="`kind` 为 ceiling 的条款，`comparator` 不是 le 或 lt。",
    means_en="A term whose `kind` is ceiling has a `comparator` other than le or lt.",
    why_zh="上限说的是“不超过”：当作等于来读，最高补贴就成了固定补贴。",
    why_en="A ceiling says “at most”: read as “equal to”, the highest subsidy becomes the usual one.",
    suggest="le",
    unfixed_zh="错的可能是 kind；le 与 lt 也须看原文",
    unfixed_en="the kind may be what is wrong; and le or lt is for the document to say",
)
def ceiling_comparator(t: Table) -> Truth:
    return (t.kind != "ceiling") | t.comparator.isin(["le", "lt"])


RULES: RowRules = (
    *quantity(),
    ceiling_comparator,
    *period(),
    own_parent("part_of"),
    paired("scope"),
    *texts("scope_zh", "scope_en"),
)
