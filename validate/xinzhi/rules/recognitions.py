"""Rules of recognitions: somebody is recognised, in both languages."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import subject, texts

DATASET = "recognitions"


def rules(context: Context) -> list[RowRule]:
    """The rules of recognitions."""
    return [
        subject("park", "organization", "project", "region"),
        *texts("award_zh", "award_en"),
    ]
