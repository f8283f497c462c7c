"""Rules of passages: spans run forward, headings come in both languages, a period is a date."""

from __future__ import annotations

from ...rules.dates import edtf
from ...rules.pandera_model import RowRules
from ...rules.spans import span_order
from ...rules.texts import paired, texts

RULES: RowRules = (
    span_order(),
    edtf("period"),
    paired("heading"),
    *texts("heading_zh", "heading_en"),
)
