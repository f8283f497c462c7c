"""Rules of events: real dates with their basis, names in both languages."""

from __future__ import annotations

from ...rules.dates import dated, edtf
from ...rules.pandera_model import RowRules
from ...rules.texts import texts

RULES: RowRules = (
    edtf("held"),
    dated("held", "held_basis"),
    *texts("name_zh", "name_en"),
)
