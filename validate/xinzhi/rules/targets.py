"""Rules of targets: a figure that reads as it is coded, a subject, and a period that runs forward."""

from __future__ import annotations

from ..findings import Explanation
from .context import Context
from .model import RowRule, row_rule
from .shared import basis_unit, paired, period, period_basis, quantity, subject, texts

DATASET = "targets"


def rules(context: Context) -> list[RowRule]:
    """The rules of targets."""
    return [
        *quantity(context),
        basis_unit(),
        subject("region", "park", "organization", "project"),
        *period(),
        period_basis(),
        row_rule(
            "capacity-basis",
            "kind",
            lambda t: (t.kind != "planned capacity") | ~t.basis.isin(["yoy", "difference"]),
            "规划产能是水平值，不是增速或差值：basis 不应为“{basis}”",
            "planned capacity is a level, not a growth rate or a difference: its basis is not “{basis}”",
            explanation=Explanation(
                means_zh="`kind` 为 planned capacity 的目标，`basis` 为 yoy 或 difference。",
                means_en="A target whose `kind` is planned capacity has the `basis` yoy or difference.",
                why_zh="规划产能说的是建成后能产多少，不是增长多少。",
                why_en="Planned capacity tells how much can be made, not how much more.",
            ),
        ),
        paired("scope"),
        *texts("scope_zh", "scope_en"),
    ]
