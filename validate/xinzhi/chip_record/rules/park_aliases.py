"""Rules of park aliases: long enough to be told apart in a text."""

from __future__ import annotations

from ...rules.pandera_model import RowRules
from ...rules.texts import no_formula, short_alias

RULES: RowRules = (
    short_alias(),
    no_formula("alias"),
)
