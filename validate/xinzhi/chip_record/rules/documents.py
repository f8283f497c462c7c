"""Rules of documents: remarks are in English."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.texts import texts

RULES: RowRules = (*texts("note_en"),)
