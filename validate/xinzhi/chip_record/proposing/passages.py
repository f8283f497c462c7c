"""Parts a work report into passages: its sentences in scope, the head that names and dates it, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...domain import PassageKind
from ...propose.reading import FlatSpan, Reading
from .official_pages import OfficialPage
from .scope import Sentence
from .sections import Kind, Section


@dataclass(frozen=True)
class Passage:
    """A passage in code points of the document, with the section that it stands in; None outside of the report."""

    start: int
    end: int
    kind: PassageKind
    section: Section | None


def find_passages(
    reading: Reading, page: OfficialPage, sections: Sequence[Section], scope: Sequence[Sentence]
) -> list[Passage]:
    """The passages of a page, without gap or overlap."""
    bounds = {0: None, len(reading.text): None} | {reading.offsets[s.place.start]: s for s in sections}
    if page.end < len(reading.flat):
        bounds.setdefault(reading.offsets[page.end - 1] + 1, None)
    # Where line breaks were lost, a heading stands within the first sentence below it.
    starts = sorted(at for at in bounds if not any(s.start < at < s.end for s in scope))
    passages: list[Passage] = []
    for start, end in pairwise(starts):
        section = bounds[start]
        head = section is not None and section.place == page.head
        parts = [(s.start, s.end, PassageKind.scope) for s in scope if section and _in(section, s.place)]
        passages += _tiled(reading.text, start, end, section, [(start, end, PassageKind.context)] if head else parts)
    return passages


def _tiled(
    text: str, start: int, end: int, section: Section | None, parts: Sequence[tuple[int, int, PassageKind]]
) -> Iterator[Passage]:
    """The parts, and what is between them as out of scope; blanks belong to the part before them."""
    at = start
    for first, last, kind in parts:
        if text[at:first].strip() or at == start < first:
            yield Passage(at, first, PassageKind.out, section)
        else:
            first = at
        while last < end and text[last].isspace():
            last += 1
        yield Passage(first, last, kind, section)
        at = last
    if at < end:
        yield Passage(at, end, PassageKind.out, section)


def _in(section: Section, place: FlatSpan) -> bool:
    return section.place.start <= place.start < section.place.end


def is_about_the_past(section: Section | None) -> bool:
    """Whether what stands in a section was done, and is no promise."""
    return section is not None and section.kind is Kind.review
