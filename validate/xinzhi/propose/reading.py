"""A document's text as it is read: lines that a page tore are joined, and every place keeps its offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..evidence.locate import LONGEST_SPAN

# A line that ends in one of these, or is shorter than a line of running text, ends a paragraph.
_ENDINGS = "。！？!?；;：:”」』)）…"
_RUNNING = 24
# With these an article begins.
_OPENINGS = ("本报讯", "►", "▶")
# With the names of its authors one ends.
_SIGNED = re.compile(r"[。”]\s+[\u4e00-\u9fff]{2,4}(?:\s+[\u4e00-\u9fff]{2,4})?$")
# Marks that end a clause; a comma within a number or a colon within a time does not.
_BYLINE = r"本报讯(?:[（(][^）)\n]{0,20}[）)])?"
_STOP = re.compile(rf"{_BYLINE}|[。！？!?；;\n]|(?<!\d)[，,：:]|[，,：:](?!\d)")
_SENTENCE = re.compile(rf"{_BYLINE}|[。！？!?；;\n]")
# Two of these open a paragraph, wherever a page has them.
_INDENT = re.compile("[\u3000\u2003]{2}")
_WIDE = re.compile(r"\s{2}")


@dataclass(frozen=True)
class FlatSpan:
    """A part of the text that is read: half-open, in characters of `Reading.flat`."""

    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A document for reading: `flat` without the white space of its layout, `offsets` where each character stood.

    Paragraphs end with a line feed in `flat`; words of Latin letters keep their blanks.
    """

    text: str
    flat: str
    offsets: tuple[int, ...]

    def span(self, place: FlatSpan) -> tuple[int, int]:
        """Start and end in the document, in code points."""
        return self.offsets[place.start], self.offsets[place.end - 1] + 1

    def words(self, place: FlatSpan) -> str:
        """What stands at a place, as it is read."""
        return self.flat[place.start : place.end]

    def place(self, start: int, end: int) -> FlatSpan:
        """The place of a span of the document."""
        first = bisect_right(self.offsets, start - 1)
        return FlatSpan(first, max(first, bisect_right(self.offsets, end - 1)))

    @cached_property
    def clauses(self) -> list[FlatSpan]:
        """The clauses: what stands between two stops, without the blanks around it."""
        return list(self._between(_STOP))

    @cached_property
    def sentences(self) -> list[FlatSpan]:
        """The sentences, by full stops, semicolons and the ends of paragraphs."""
        return list(self._between(_SENTENCE))

    def clause(self, place: FlatSpan) -> FlatSpan:
        """The clause around a place; of one longer than a span may be, the part around the place."""
        return self._within(place)

    def sentence(self, place: FlatSpan) -> FlatSpan:
        """The sentence around a place, however long."""
        at = bisect_right(self._starts_of_sentences, place.start) - 1
        return self.sentences[at] if at >= 0 else place

    def paragraph(self, place: FlatSpan) -> FlatSpan:
        """The paragraph around a place."""
        start = self.flat.rfind("\n", 0, place.start) + 1
        end = self.flat.find("\n", place.end)
        return FlatSpan(start, end if end >= 0 else len(self.flat))

    def _between(self, stop: re.Pattern[str]) -> Iterator[FlatSpan]:
        start = 0
        length = len(self.flat)
        for end, following in [*(m.span() for m in stop.finditer(self.flat)), (length, length)]:
            part = self.flat[start:end]
            if part.strip():
                lead = len(part) - len(part.lstrip())
                yield FlatSpan(start + lead, start + len(part.rstrip()))
            start = following

    @cached_property
    def _starts_of_clauses(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    @cached_property
    def _starts_of_sentences(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def _within(self, place: FlatSpan) -> FlatSpan:
        at = max(0, bisect_right(self._starts_of_clauses, place.start) - 1)
        clause = self.clauses[at]
        clause = FlatSpan(min(clause.start, place.start), max(clause.end, place.end))
        start, end = self.span(clause)
        if end - start <= LONGEST_SPAN:
            return clause
        # Half of what may be left goes to either side of the words.
        spare = (LONGEST_SPAN - (self.span(place)[1] - self.span(place)[0])) // 2
        first = max(clause.start, place.start - max(spare, 0))
        last = min(clause.end, place.end + max(spare, 0))
        while last > place.end and self.offsets[last - 1] + 1 - self.offsets[first] > LONGEST_SPAN:
            last -= 1
        return FlatSpan(first, last)


def read(text: str) -> Reading:
    """Join the lines that a page tore, and drop blanks that are layout only."""
    return _read(text, _joint)


def read_whole_lines(text: str) -> Reading:
    """Read a page whose lines are its paragraphs, headings among them: none is joined with the next. Where a copy lost
    its line breaks, the wider blanks that are left, or all blanks, part its paragraphs."""
    if len([line for line in text.splitlines() if line.strip()]) > 1:
        return _read(text, _line_or_indent)
    return _read(text, _wide_blank if _WIDE.search(text.strip()) else _any_blank)


def _read(text: str, joint: Callable[[str, int, int], str]) -> Reading:
    flat: list[str] = []
    offsets: list[int] = []
    at = 0
    while at < len(text):
        c = text[at]
        if not c.isspace():
            flat.append(c)
            offsets.append(at)
            at += 1
            continue
        end = at
        while end < len(text) and text[end].isspace():
            end += 1
        kept = joint(text, at, end)
        if kept and flat:
            flat.append(kept)
            offsets.append(at)
        at = end
    return Reading(text, "".join(flat), tuple(offsets))


def _joint(text: str, start: int, end: int) -> str:
    """What white space between two characters stands for: a new paragraph, a blank between words, or nothing."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if "\n" in text[start:end]:
        line = text[text.rfind("\n", 0, start) + 1 : start].strip()
        opens = text.startswith(_OPENINGS, end)
        torn = (
            len(line) >= _RUNNING and before not in _ENDINGS and bool(after) and not opens and not _SIGNED.search(line)
        )
        if not torn:
            return "\n"
    return _between_words(before, after)


def _line_or_indent(text: str, start: int, end: int) -> str:
    return _paragraph_or_words(text, start, end, ends="\n" in text[start:end] or bool(_INDENT.search(text, start, end)))


def _wide_blank(text: str, start: int, end: int) -> str:
    return _paragraph_or_words(text, start, end, ends=end - start > 1)


def _any_blank(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return _paragraph_or_words(text, start, end, ends=before in _ENDINGS or not (before.isascii() or after.isascii()))


def _paragraph_or_words(text: str, start: int, end: int, *, ends: bool) -> str:
    return "\n" if ends else _between_words(text[max(0, start - 1) : start], text[end : end + 1])


def _between_words(before: str, after: str) -> str:
    latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return " " if latin else ""
