"""Rules of figures in policies: a figure that reads as it is coded, and a ceiling that is one."""

from __future__ import annotations

from ..findings import Explanation
from .context import Context
from .model import RowRule, row_rule
from .shared import own_parent, paired, period, quantity, texts

DATASET = "policy_terms"


def rules(context: Context) -> list[RowRule]:
    """The rules of policy_terms."""
    return [
        *quantity(context),
        row_rule(
            "ceiling-comparator",
            "comparator",
            lambda t: (t.kind != "ceiling") | t.comparator.isin(["le", "lt"]),
            "上限的比较关系应为 le 或 lt，而非“{value}”",
            "a ceiling binds from above: its comparator is le or lt, not “{value}”",
            suggest=lambda row: "le",
            explanation=Explanation(
                means_zh="`kind` 为 ceiling 的条款，`comparator` 不是 le 或 lt。",
                means_en="A term whose `kind` is ceiling has a `comparator` other than le or lt.",
                why_zh="上限说的是“不超过”：当作等于来读，最高补贴就成了固定补贴。",
                why_en="A ceiling says “at most”: read as “equal to”, the highest subsidy becomes the usual one.",
            ),
        ),
        *period(),
        own_parent("part_of"),
        paired("scope"),
        *texts("scope_zh", "scope_en"),
    ]
