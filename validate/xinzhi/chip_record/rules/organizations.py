"""Rules of organisations: names in both languages, and no organisation inside itself."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.references import own_parent
from ...rules.texts import legible, no_formula, texts

RULES: RowRules = (
    own_parent("parent"),
    no_formula("name_zh"),
    legible("name_zh"),
    *texts("name_en"),
)
