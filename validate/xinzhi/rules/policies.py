"""Rules of policies: dates with their basis, and a status that fits the kind."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule
from .shared import dated, edtf, period, texts

DATASET = "policies"


def rules(context: Context) -> list[RowRule]:
    """The rules of policies."""
    return [
        *edtf("issued"),
        dated("issued", "issued_basis"),
        *period(),
        row_rule(
            "own-parent", "parent", lambda t: t.parent != t.id,
            "政策“{value}”以自己为上级",
            "the policy “{value}” is its own parent",
        ),
        row_rule(
            "programme-status", "status", lambda t: (t.kind != "rules") | (t.status != "programme"),
            "办法类政策的状态不应为 programme",
            "rules are in force, a draft or expiring, never a programme",
        ),
        *texts("title_zh", "title_en", "note_en"),
    ]
