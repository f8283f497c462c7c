"""Rules of indicators: a figure that reads as it is coded, a subject, and a period that runs forward."""

from __future__ import annotations

from ...rules.dates import period, period_basis
from ...rules.figures import quantity
from ...rules.pandera_model import RowRules
from ...rules.references import subject
from ...rules.texts import paired, texts
from ..growth import growth_unit, multiple_unit

RULES: RowRules = (
    *quantity(),
    growth_unit,
    multiple_unit,
    subject("region", "park", "organization", "project"),
    *period(),
    period_basis(),
    paired("scope"),
    *texts("scope_zh", "scope_en"),
)
