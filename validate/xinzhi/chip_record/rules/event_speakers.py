"""Rules of speakers at events: names and offices in both languages."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.texts import paired, texts

RULES: RowRules = (
    paired("office"),
    *texts("speaker_zh", "speaker_en", "office_zh", "office_en"),
)
