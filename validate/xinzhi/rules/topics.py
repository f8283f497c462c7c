"""Rules of topics: labels and definitions in both languages."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule
from .shared import texts

DATASET = "topics"


def rules(context: Context) -> list[RowRule]:
    """The rules of topics."""
    return [
        row_rule(
            "own-parent", "broader", lambda t: t.broader != t.id,
            "主题“{value}”以自己为上位主题",
            "the topic “{value}” is its own broader topic",
        ),
        *texts("label_en", "definition_zh", "definition_en"),
    ]
