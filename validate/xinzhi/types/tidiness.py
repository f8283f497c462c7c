"""Texts that are no finding themselves: without padding, and with no digits but 0 to 9."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


def has_other_digits(text: str) -> bool:
    """Whether a text has decimal digits other than 0 to 9."""
    return _OTHER_DIGIT.search(text) is not None


def tidy_texts(texts: Sequence[str]) -> list[str]:
    """The texts that are no finding themselves."""
    return [t for t in texts if t == t.strip() and not has_other_digits(t)]
