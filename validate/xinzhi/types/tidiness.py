"""Texts that are no finding themselves: without padding, and with no digits but 0 to 9."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
# Characters that take no room: at an end of a text they are padding that nobody sees.
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_PADDING = re.compile(rf"[\s{ZERO_WIDTH}]+")


def trimmed(text: str) -> str:
    """A text without white space and zero-width characters at its ends."""
    if text.isascii():
        return text.strip()
    first = _PADDING.match(text)
    start, end = first.end() if first else 0, len(text)
    while end > start and _PADDING.fullmatch(text, end - 1, end):
        end -= 1
    return text[start:end]


def has_other_digits(text: str) -> bool:
    """Whether a text has decimal digits other than 0 to 9."""
    return _OTHER_DIGIT.search(text) is not None


def tidy_texts(texts: Sequence[str]) -> list[str]:
    """The texts that are no finding themselves."""
    return [t for t in texts if t == trimmed(t) and not has_other_digits(t)]
