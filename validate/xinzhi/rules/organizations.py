"""Rules of organisations: names in both languages, and no organisation inside itself."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule
from .shared import no_formula, texts

DATASET = "organizations"


def rules(context: Context) -> list[RowRule]:
    """The rules of organizations."""
    return [
        row_rule(
            "own-parent", "parent", lambda t: t.parent != t.id,
            "机构“{value}”以自己为上级",
            "the organisation “{value}” is its own parent",
        ),
        no_formula("name_zh"),
        *texts("name_en"),
    ]
