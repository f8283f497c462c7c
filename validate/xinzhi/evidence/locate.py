"""Finds a clause in a document, so that nobody counts characters by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain

from .documents import digest_of

# Of a span of evidence, in characters: the clause that states the fact is rarely longer.
LONGEST_SPAN = 120
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Span:
    """A span of a document: 0-based, half-open, in code points; `text` is what stands there."""

    start: int
    end: int
    text: str

    @property
    def sha256(self) -> str:
        return digest_of(self.text)


def squash(text: str) -> tuple[str, list[int]]:
    """The text without white space, and the offset of each character left: lines of a page tear words apart."""
    offsets = chain.from_iterable(range(*word.span()) for word in _WORD.finditer(text))
    return "".join(text.split()), list(offsets)


@lru_cache(maxsize=4)
def _squashed(text: str) -> tuple[str, list[int]]:
    """`squash`, once for a document in which many clauses are looked for."""
    return squash(text)


def locate(text: str, clause: str) -> Iterator[Span]:
    """Every place where `clause` stands in `text`; white space on either side does not count."""
    wanted = "".join(clause.split())
    if not wanted:
        return
    squashed, offsets = _squashed(text)
    at = squashed.find(wanted)
    while at >= 0:
        start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
        yield Span(start, end, text[start:end])
        at = squashed.find(wanted, at + 1)


def nearest(text: str, clause: str) -> Span | None:
    """The passage that shares the longest run with `clause`, widened to its length; None where hardly any is shared."""
    wanted = "".join(clause.split())
    squashed, offsets = squash(text)
    match = SequenceMatcher(None, squashed, wanted, autojunk=False).find_longest_match()
    if match.size < max(2, len(wanted) // 4):
        return None
    first = max(0, match.a - match.b)
    last = min(len(squashed), first + len(wanted)) - 1
    start, end = offsets[first], offsets[last] + 1
    return Span(start, end, text[start:end])


def moved_to(text: str, length: int, sha256: str) -> Span | None:
    """Where a span of `length` code points with this digest stands now; None where nowhere."""
    for start in range(len(text) - length + 1):
        passage = text[start : start + length]
        if digest_of(passage) == sha256:
            return Span(start, start + length, passage)
    return None
