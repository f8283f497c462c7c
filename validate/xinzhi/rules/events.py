"""Rules of events: real dates with their basis, names in both languages."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import dated, edtf, texts

DATASET = "events"


def rules(context: Context) -> list[RowRule]:
    """The rules of events."""
    return [
        *edtf("held"),
        dated("held", "held_basis"),
        *texts("name_zh", "name_en"),
    ]
