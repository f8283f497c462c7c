"""Rules of policies: dates with their basis."""

from __future__ import annotations

from ...rules.dates import dated, edtf, period
from ...rules.pandera_model import RowRules
from ...rules.references import own_parent
from ...rules.texts import texts

RULES: RowRules = (
    edtf("issued"),
    dated("issued", "issued_basis"),
    *period(),
    own_parent("parent"),
    *texts("title_zh", "title_en", "note_en"),
)
