"""Texts that are no finding themselves: without padding, and with no digits but 0 to 9."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def has_other_digits(text: str) -> bool:
    """Whether a text has decimal digits other than 0 to 9."""
    return any(unicodedata.category(c) == "Nd" and not c.isascii() for c in text)


def tidy_texts(texts: Sequence[str]) -> list[str]:
    """The texts that are no finding themselves; the empty one, which never is, stands for none."""
    return [t for t in texts if t == t.strip() and not has_other_digits(t)] or [""]
