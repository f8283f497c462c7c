"""Rules of indicators: a figure that reads as it is coded, a subject, and a period that runs forward."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import basis_unit, paired, period, period_basis, quantity, subject, texts

DATASET = "indicators"


def rules(context: Context) -> list[RowRule]:
    """The rules of indicators."""
    return [
        *quantity(context),
        basis_unit(),
        subject("region", "park", "organization", "project"),
        *period(),
        period_basis(),
        paired("scope"),
        *texts("scope_zh", "scope_en"),
    ]
