"""Characters that look like a blank, or like nothing, written out in messages."""

from __future__ import annotations

import re
import unicodedata

from ..types.tidiness import ZERO_WIDTH

# The ideographic space is seen.
_SEEN = " \u3000"
_PADDING = re.compile(rf"[{ZERO_WIDTH}]|[^\S ]")


def is_unseen(character: str) -> bool:
    """Whether a character is a space other than the common ones, or has no width."""
    return character not in _SEEN and unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cf")


def visible(text: str) -> str:
    """The text with codes such as `\\u00a0` for characters that are not seen."""
    if text.isascii():
        return text
    return "".join(_code(c) if is_unseen(c) else c for c in text)


def with_padding_shown(text: str) -> str:
    """The text with codes for all white space but blanks, and for what takes no room: for texts that should not begin
    or end so."""
    return _PADDING.sub(lambda found: _code(found[0]) if found[0] > "\x7f" else repr(found[0])[1:-1], text)


def names_of_unseen(text: str | None) -> str:
    """The names of the characters that are not seen, each with its code; empty where there are none."""
    if text is None or text.isascii():
        return ""
    unseen = dict.fromkeys(c for c in text if is_unseen(c))
    return ", ".join(f"{_code(c)} = {unicodedata.name(c, 'UNNAMED')}" for c in unseen)


def _code(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
