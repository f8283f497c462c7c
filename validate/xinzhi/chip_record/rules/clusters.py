"""Rules of clusters: names in both languages."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.texts import texts

RULES: RowRules = (*texts("name_zh", "name_en", "note_en"),)
