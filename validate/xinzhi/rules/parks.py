"""Rules of parks: names in both languages, and no park inside itself."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule
from .shared import texts

DATASET = "parks"


def rules(context: Context) -> list[RowRule]:
    """The rules of parks."""
    return [
        row_rule(
            "own-parent", "parent", lambda t: t.parent != t.id,
            "园区“{value}”以自己为上级",
            "the park “{value}” is its own parent",
        ),
        *texts("name_zh", "name_en", "note_en"),
    ]
