"""Rules of figures in policies: a figure that reads as it is coded, and a ceiling that is one."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule
from .shared import paired, period, quantity, texts

DATASET = "policy_terms"


def rules(context: Context) -> list[RowRule]:
    """The rules of policy_terms."""
    return [
        *quantity(context),
        row_rule(
            "ceiling-comparator", "comparator", lambda t: (t.kind != "ceiling") | t.comparator.isin(["le", "lt"]),
            "上限的比较关系应为 le 或 lt，而非“{value}”",
            "a ceiling binds from above: its comparator is le or lt, not “{value}”",
            suggest=lambda row: "le",
        ),
        *period(),
        row_rule(
            "own-parent", "part_of", lambda t: t.part_of != t.id,
            "“{value}”以自己为总数",
            "“{value}” is a part of itself",
        ),
        paired("scope"),
        *texts("scope_zh", "scope_en"),
    ]
