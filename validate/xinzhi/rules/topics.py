"""Rules of topics: labels and definitions in both languages."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import own_parent, texts

DATASET = "topics"


def rules(context: Context) -> list[RowRule]:
    """The rules of topics."""
    return [
        own_parent("broader"),
        *texts("label_en", "definition_zh", "definition_en"),
    ]
