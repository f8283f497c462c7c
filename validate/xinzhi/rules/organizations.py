"""Rules of organisations: names in both languages, and no organisation inside itself."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import legible, no_formula, own_parent, texts

DATASET = "organizations"


def rules(context: Context) -> list[RowRule]:
    """The rules of organizations."""
    return [
        own_parent("parent"),
        no_formula("name_zh"),
        legible("name_zh"),
        *texts("name_en"),
    ]
