"""Rules of policy measures: told in both languages."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import paired, texts

DATASET = "policy_measures"


def rules(context: Context) -> list[RowRule]:
    """The rules of policy_measures."""
    return [
        paired("theme"),
        *texts("theme_zh", "theme_en", "summary_zh", "summary_en"),
    ]
