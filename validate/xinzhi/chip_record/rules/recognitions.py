"""Rules of recognitions: what is awarded, in both languages."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.texts import texts

RULES: RowRules = texts("award_zh", "award_en")
