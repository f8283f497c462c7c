"""Finds the sentences that may be about chips or computing power, by the terms of scope that the package lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...domain import TermKind
from ...propose.names import fold
from ...propose.reading import FlatSpan, Reading


@dataclass(frozen=True)
class Sentence:
    """A sentence that holds a term of scope: whether a term raises the question, or only false friends stand in it;
    `terms` are the places of the words."""

    place: FlatSpan
    raised: bool
    terms: tuple[FlatSpan, ...]


def find_sentences(reading: Reading, body: FlatSpan, terms: Iterable[Mapping[str, str]]) -> list[Sentence]:
    """The sentences of a report that hold a term, in order."""
    kinds = {"".join(fold(row["term_zh"])[0].split()): row["kind"] for row in terms}
    if not kinds:
        return []
    pattern = re.compile("|".join(map(_whole, sorted(kinds, key=len, reverse=True))))
    return [
        sentence
        for place in reading.sentences
        if body.start <= place.start < body.end and (sentence := _sentence(reading, place, pattern, kinds))
    ]


def _sentence(reading: Reading, place: FlatSpan, pattern: re.Pattern[str], kinds: Mapping[str, str]) -> Sentence | None:
    folded, offsets = fold(reading.words(place))
    found = list(pattern.finditer(folded))
    if not found:
        return None
    raising = [m for m in found if kinds[m.group()] == TermKind.term]
    places = _places(place.start, offsets, raising or found)
    return Sentence(place, bool(raising), tuple(places))


def _places(start: int, offsets: list[int], matches: Iterable[re.Match[str]]) -> Iterator[FlatSpan]:
    for match in matches:
        yield FlatSpan(start + offsets[match.start()], start + offsets[match.end() - 1] + 1)


def _whole(term: str) -> str:
    """A pattern for a term; Latin letters are whole words."""
    before = "(?<![a-z])" if term[0].isascii() and term[0].isalpha() else ""
    after = "(?![a-z])" if term[-1].isascii() and term[-1].isalpha() else ""
    return before + re.escape(term) + after
