"""Rules of policy measures: told in both languages."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.texts import paired, texts

RULES: RowRules = (
    paired("theme"),
    *texts("theme_zh", "theme_en", "summary_zh", "summary_en"),
)
