"""Rules of omissions: spans run forward, remarks are in English."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import span_order, texts

DATASET = "omissions"


def rules(context: Context) -> list[RowRule]:
    """The rules of omissions."""
    return [
        span_order(),
        *texts("note_en"),
    ]
