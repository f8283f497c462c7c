"""Rules of the glossary: terms in Chinese, forms in English."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.texts import texts

RULES: RowRules = texts("term_zh", "term_en", "also_en", "avoid_en", "note_en")
