"""Rules of speakers at events: names and offices in both languages."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import paired, texts

DATASET = "event_speakers"


def rules(context: Context) -> list[RowRule]:
    """The rules of event_speakers."""
    return [paired("office"), *texts("speaker_zh", "speaker_en", "office_zh", "office_en")]
