"""Finds the sentences that may be about chips or computing power, by the terms of scope that the package lists."""

from __future__ import annotations

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


def find_sentences(reading: Reading, part: FlatSpan, terms: ScopeTerms) -> list[Sentence]:
    """The sentences in a part of a page that hold a term, in order."""
    if part.start >= part.end:
        return []
    start, end = reading.span(part)
    found = []
    for first, last in sentences(reading.text, start, end):
        words = [(first + t.start, first + t.end) for t in sorted(terms.find(reading.text[first:last]))]
        if words:
            lead = len(reading.text[first:last]) - len(reading.text[first:last].lstrip())
            while reading.text[last - 1].isspace():
                last -= 1
            places = tuple(reading.place(*w) for w in words)
            found.append(Sentence(reading.place(first + lead, last), first + lead, last, places))
    return found
