"""Rules of the words of classes: nothing that a spreadsheet would run."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.texts import legible, no_formula

RULES: RowRules = (
    no_formula("word_zh"),
    legible("word_zh"),
)
