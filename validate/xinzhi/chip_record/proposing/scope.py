"""Finds the sentences that may be about chips or computing power, by the terms of scope that the package lists, and by
what the document itself calls a list that has one: 集成电路、甲、乙三大先导产业 makes 三大先导产业 a term further on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...evidence.scope import ScopeTerms
from ...evidence.sentences import sentences
from ...propose.reading import FlatSpan, Reading


@dataclass(frozen=True)
class Sentence:
    """A sentence that holds a term: its place as it is read, and its offsets in the document, stop included; `terms`
    are the places of the words."""

    place: FlatSpan
    start: int
    end: int
    terms: tuple[FlatSpan, ...]


# What a list is called together, with the members in front of it.
_TOGETHER = re.compile(
    r"(?P<members>[^。，,；;：:！？\n]*、[^。，,；;：:！？\n]*?)"
    r"(?P<name>[两三四五六七八九十]大(?:“[^”\n]{2,8}”|[\u4e00-\u9fff]{0,6}?(?:产业集群|产业链|产业|集群|赛道|行业)))"
)


def find_sentences(reading: Reading, part: FlatSpan, terms: ScopeTerms) -> list[Sentence]:
    """The sentences in a part of a page that hold a term, in order."""
    if part.start >= part.end:
        return []
    start, end = reading.span(part)
    names = _collective_names(reading.text[start:end], terms)
    called = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True)))) if names else None
    found = []
    for first, last in sentences(reading.text, start, end):
        words = [(first + t.start, first + t.end) for t in sorted(terms.find(reading.text[first:last]))]
        if not words and called is not None:
            words = [m.span() for m in called.finditer(reading.text, first, last)]
        if words:
            lead = len(reading.text[first:last]) - len(reading.text[first:last].lstrip())
            while reading.text[last - 1].isspace():
                last -= 1
            places = tuple(reading.place(*w) for w in words)
            found.append(Sentence(reading.place(first + lead, last), first + lead, last, places))
    return found


def _collective_names(text: str, terms: ScopeTerms) -> set[str]:
    """What the text calls its lists of which a member holds a term."""
    return {m["name"] for m in _TOGETHER.finditer(text) if any(True for _ in terms.find(m["members"]))}
