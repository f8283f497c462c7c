"""Text of strangers as a terminal, a log or a page may show it: what would act on the reader is written out."""

from __future__ import annotations

import re

# Control characters but the line feed and the tab; marks that turn the direction of text; separators that break lines;
# invisible characters that make two names look alike; halves of a character, which cannot be encoded.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
LONGEST = 2_000


def harmless(text: str, *, longest: int = LONGEST) -> str:
    """The text with escapes such as `\\x1b` for characters that act on a terminal or are invisible, cut where it is
    longer than `longest` characters."""
    cut = text if len(text) <= longest else f"{text[:longest]}… ({len(text):,})"
    return _ACTING.sub(lambda found: _escape(found[0]), cut)


def one_line(text: str) -> str:
    """The same on one line: a line feed is written out as well."""
    return harmless(text).replace("\n", "\\n")


def shortened(text: str, limit: int = 2000) -> str:
    """A text of at most `limit` characters: a cell may hold a book."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def harmless_json(text: str) -> str:
    """JSON text, in which the same characters are written as JSON's own escapes; it stays the same JSON."""
    return _ACTING.sub(lambda found: "".join(f"\\u{unit:04x}" for unit in _units(found[0])), text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _units(character: str) -> list[int]:
    """The UTF-16 code units of a character, as JSON writes them."""
    code = ord(character)
    if code < 0x10000:
        return [code]
    return [0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF)]


def writable(text: str) -> str:
    """The text without halves of surrogate pairs, which a JSON string can spell and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")
