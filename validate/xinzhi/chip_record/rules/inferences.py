"""Rules of inferences: the basis in both languages."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.texts import texts

RULES: RowRules = (*texts("basis_zh", "basis_en"),)
