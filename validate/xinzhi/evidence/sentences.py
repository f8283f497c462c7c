"""Parts Chinese text into sentences, by which scope is decided, and into clauses, by which it is accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A sentence ends at a full stop or its like, closing marks included, or at the end of a line; ； parts sentences too.
_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;][”』」）)]*|\n|$)")
# A comma or colon of half width stands within figures and clocks, too.
_MARK = re.compile(r"[，；。：！？、;!?\n]|(?<!\d)[,:]|[,:](?!\d)")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences between two offsets of a text that hold a letter or digit."""
    for match in _SENTENCE.finditer(text, start, end):
        if has_letters(text, *match.span()):
            yield match.span()


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between punctuation, without white space at its ends. The members of a list come one by one: a span
    that states the list covers each."""
    at = start
    for mark in (*(m.span() for m in _MARK.finditer(text, start, end)), (end, end)):
        piece = text[at : mark[0]]
        if has_letters(text, at, mark[0]):
            yield at + len(piece) - len(piece.lstrip()), mark[0] - len(piece) + len(piece.rstrip())
        at = mark[1]


def has_letters(text: str, start: int, end: int) -> bool:
    """Whether anything but punctuation and white space stands between two offsets."""
    return any(c.isalnum() for c in text[start:end])
