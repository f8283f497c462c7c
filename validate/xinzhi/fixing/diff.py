"""Shows what changes in a file, line by line, with characters that nobody sees made visible."""

from __future__ import annotations

import difflib
import io
import unicodedata
from collections.abc import Iterator

from .repair import FileFix

_ENDS = {"\r\n": "\\r\\n", "\r": "\\r", "\n": ""}


def unified_diff(file: FileFix) -> Iterator[str]:
    """The lines of a unified diff, without line ends. It is for reading: `\\u3000` stands for an ideographic space, a
    blank at the end of a line is shown as `\\x20`."""
    before, after = (_lines(text) for text in (file.before, file.after))
    yield from difflib.unified_diff(before, after, file.shown, file.shown, n=0, lineterm="")


def _lines(text: str) -> list[str]:
    found = []
    for line in io.StringIO(text, newline=""):  # not splitlines: U+2028 and the like belong to the text
        body = line.rstrip("\r\n")
        end = line[len(body) :]
        found.append(visible(body) + (_ENDS.get(end, end) if end else " (no line end / 无换行符)"))
    return found


def visible(text: str) -> str:
    """A text without control characters, format characters or blanks that are not seen, nor accents that could be part
    of their letter: they are written as escapes."""
    hidden = "CZ" if unicodedata.is_normalized("NFC", text) else "CZM"
    shown = "".join(c if c == " " or unicodedata.category(c)[0] not in hidden else _escape(c) for c in text)
    bare = shown.rstrip(" ")
    return bare + "\\x20" * (len(shown) - len(bare))


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
