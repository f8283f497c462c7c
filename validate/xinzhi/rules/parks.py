"""Rules of parks: names in both languages, and no park inside itself."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import own_parent, texts

DATASET = "parks"


def rules(context: Context) -> list[RowRule]:
    """The rules of parks."""
    return [
        own_parent("parent"),
        *texts("name_zh", "name_en", "note_en"),
    ]
