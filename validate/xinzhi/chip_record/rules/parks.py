"""Rules of parks: names in both languages, and no park inside itself."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.references import own_parent
from ...rules.texts import texts

RULES: RowRules = (
    own_parent("parent"),
    *texts("name_zh", "name_en", "note_en"),
)
