"""Rules of inferences: the basis in both languages."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import texts

DATASET = "inferences"


def rules(context: Context) -> list[RowRule]:
    """The rules of inferences."""
    return [
        *texts("basis_zh", "basis_en"),
    ]
