"""Rules of omissions: spans run forward, remarks are in English."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.spans import span_order
from ...rules.texts import texts

RULES: RowRules = (
    span_order(),
    *texts("note_en"),
)
