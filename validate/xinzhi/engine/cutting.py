"""How much of a cell a finding repeats: where a quote is never closed, a cell is the rest of the file."""

from __future__ import annotations

LONGEST_VALUE = 1_000


def cut(text: str) -> str:
    """A text, of which no more than the beginning is left where it is long, with the number of its characters."""
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}… ({len(text):,})"
