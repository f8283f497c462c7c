"""Rules of topics: labels and definitions in both languages."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.references import own_parent
from ...rules.texts import texts

RULES: RowRules = (
    own_parent("broader"),
    *texts("label_en", "definition_zh", "definition_en"),
)
