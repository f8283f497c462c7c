"""Rules of targets: a figure that reads as it is coded, a subject, and a period that runs forward."""

from __future__ import annotations

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
            "capacity-basis", "kind", lambda t: (t.kind != "planned capacity") | ~t.basis.isin(["yoy", "difference"]),
            "规划产能是水平值，不是增速或差值",
            "planned capacity is a level, not a growth rate or a difference",
        ),
        paired("scope"),
        *texts("scope_zh", "scope_en"),
    ]
