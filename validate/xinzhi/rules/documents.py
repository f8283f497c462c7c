"""Rules of documents: remarks are in English."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import texts

DATASET = "documents"


def rules(context: Context) -> list[RowRule]:
    """The rules of documents."""
    return [
        *texts("note_en"),
    ]
