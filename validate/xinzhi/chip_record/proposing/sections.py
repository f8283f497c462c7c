"""Tells the sections of a work report: what looks back and on which years, what sets targets, what sets tasks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...evidence.own_words import COPY_LENGTH
from ...propose.reading import FlatSpan, Reading

_LONGEST_HEADING = 60


class Kind(StrEnum):
    """What a section is about; the values are those of the column `section`."""

    review = "review"
    targets = "targets"
    tasks = "tasks"
    other = "other"


@dataclass(frozen=True)
class Section:
    """A part of a report with its heading, without its number, and the period that it is about: `2025`, `2021/2025`."""

    place: FlatSpan
    kind: Kind
    period: str
    heading: str


# A heading of the first order, with a number or without one; of the second; and numbered points below these.
_FIRST = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+部分[：:]?)(?P<heading>.+)$")
_SECOND = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)](?P<heading>.+)$")
_THIRD = re.compile(r"^\d{1,2}\s?[.．、](?!\d)(?P<heading>.+)$")
_UNNUMBERED = re.compile(
    r"^(?!各位)[^，,：:]*(?:回顾|成就|重点工作|主要任务|工作安排|重点任务|主要目标|总体要求|目标任务|自身建设)(?:建议)?$"
)
_LONGEST_UNNUMBERED = 30
_REVIEW = re.compile(r"回顾|成就|成绩|成效|进展")
_WORK_OF_YEAR = re.compile(r"(?P<y>20\d{2})年(?:主要)?工作(?:及|和|$)")
_TARGETS = re.compile(r"目标|总体要求|主要考虑|工作思路|规划.{0,6}纲要|基本思路|指导思想")
_TASKS = re.compile(
    r"重点工作|主要任务|重点任务|工作安排|主要工作|重大举措|年工作$|开好局|政府治理|政府.{0,4}自身建设|政府系统|服务型政府"
)
_CLOSING = re.compile(r"^各位代表[！!，,：:]")
# A report closes in its last part.
_LAST_PART = 0.9
_SET = re.compile(r"预期目标|主要目标|总体要求")
_SET_WITHIN = 120

_FIVE_YEARS = re.compile(r"“十四五”|五年")
_YEAR = re.compile(r"20\d{2}年|一年")
# How a paragraph says which years it is about, if it says so in its first words.
_OPENING = 40
_NAMED_WITHIN = 60
_FIVE_YEARS_OPEN = re.compile(r"“十四五”(?:时期|以来|期间|这五年|，)|[过这]去?五年|五年来|五年间")
_ONE_YEAR_OPENS = re.compile(r"一年来|过去的?一年|去年|刚刚过去的|20\d{2}年(?![底前])")
_THIS_YEAR_OPENS = re.compile(r"今年|20\d{2}年")
# A good start into the five years is this year's.
_OF_PLANS = re.compile(r"“十五五”(?!.{0,2}(?:开局|开好局|良好开局))|第十[四五六七]个五年规划|今后五年|未来五年")


def find_sections(reading: Reading, head: FlatSpan, body: FlatSpan, end: int, year: str) -> list[Section]:
    """The sections of a report, in order; together they hold the text from the head to the `end` of the annexes."""
    reader = _SectionReader(reading, int(year) if year else 0)
    marks = list(reader.marks(body))
    starts = [(head.start, Kind.other, "", ""), *marks]
    if body.end < end:
        starts.append((body.end, Kind.other, "", ""))
    places = [start for start, *_ in starts] + [end]
    return [
        Section(FlatSpan(start, places[i + 1]), kind, period, heading)
        for i, (start, kind, period, heading) in enumerate(starts)
        if start < places[i + 1]
    ]


def section_at(sections: Sequence[Section], place: FlatSpan) -> Section | None:
    """The section in which a place begins."""
    at = bisect_right([s.place.start for s in sections], place.start) - 1
    return sections[at] if at >= 0 and place.start < sections[at].place.end else None


_Mark = tuple[int, Kind, str, str]


class _SectionReader:
    """Goes through the paragraphs of a report; a heading of the second order belongs to the first above it."""

    def __init__(self, reading: Reading, year: int) -> None:
        self.reading = reading
        self.year = year
        self.kind = Kind.other
        self.period = ""
        self.heading = ""
        # Whether the heading is about one year and about five, or about what was and what will be.
        self.mixed = False
        self.planned = False

    def marks(self, body: FlatSpan) -> Iterator[_Mark]:
        """Where sections start, each with its kind, period and heading."""
        yield body.start, Kind.other, "", ""
        last_part = body.start + _LAST_PART * (body.end - body.start)
        for match in re.finditer(r"[^\n]+", self.reading.flat[body.start : body.end]):
            start, line = body.start + match.start(), match[0]
            first = _FIRST.match(line)
            numbered = first or _SECOND.match(line) or _THIRD.match(line)
            heading = _heading(numbered["heading"]) if numbered else ""
            if first or (not numbered and len(line) <= _LONGEST_UNNUMBERED and _UNNUMBERED.search(line)):
                self._enter(heading or line)
            elif heading and (self.kind in (Kind.tasks, Kind.targets) or line[0] in "（("):
                yield self._below(start, heading)
                continue
            elif _CLOSING.match(line) and self.planned and start > last_part:
                self.kind, self.period, self.heading = Kind.other, "", ""
            elif not (self._turns(line) if self.mixed else self._sets(line)):
                continue
            yield start, self.kind, self.period, self.heading

    def _enter(self, heading: str) -> None:
        """Enter a section of the first order."""
        self.kind = self._kind_of(heading)
        self.heading = heading
        five, one = _FIVE_YEARS.search(heading), _YEAR.search(heading)
        coming = _OF_PLANS.search(heading)
        if self.kind is Kind.review:
            first_five = five is not None and (one is None or five.start() < one.start())
            self.period = self._five_years(heading) if first_five else self._last_year()
            # 工作回顾 alone may go back as far as it likes.
            self.mixed = bool(coming) or (five is None) == (one is None)
        else:
            self.planned = True
            self.period = self._coming_years() if coming else self._this_year()
            self.mixed = coming is not None and f"{self.year}年" in heading

    def _kind_of(self, heading: str) -> Kind:
        done = _WORK_OF_YEAR.search(heading)
        if done and int(done["y"]) < self.year:
            return Kind.review
        reviewed = _REVIEW.search(heading)
        planned = _TARGETS.search(heading) or _TASKS.search(heading)
        if reviewed and not (planned and planned.start() < reviewed.start()):
            return Kind.review
        if not planned and not self.planned and self.kind is Kind.other:
            return Kind.review  # a report opens with what was done, whatever it calls it
        return Kind.targets if _TARGETS.search(heading) else Kind.tasks

    def _below(self, start: int, heading: str) -> _Mark:
        """A heading of a lower order: below targets it sets tasks, and those of both kinds of years are this year's."""
        if self.kind is Kind.targets or (self.kind is Kind.other and self.planned):
            self.kind, self.period = Kind.tasks, self.period or self._this_year()
        if self.kind is Kind.tasks and self.mixed:
            self.period = self._this_year()
        return start, self.kind, self.period, heading

    def _turns(self, line: str) -> bool:
        """Whether a paragraph below a heading of two kinds turns to the other kind; the state follows."""
        opening = line[:_OPENING]
        before = (self.kind, self.period)
        if self.kind is Kind.review and _OF_PLANS.search(self.heading) and _OF_PLANS.search(line[:_NAMED_WITHIN]):
            self.kind, self.period, self.planned, self.mixed = Kind.targets, self._coming_years(), True, False
        elif self.kind is Kind.review:
            five, one = _FIVE_YEARS_OPEN.search(opening), _ONE_YEAR_OPENS.search(opening)
            if five and (one is None or five.start() < one.start()):
                self.period = self._five_years(opening)
            elif one:
                self.period = self._last_year()
        elif (this := _THIS_YEAR_OPENS.match(opening)) and this[0] in ("今年", f"{self.year}年"):
            self.period = self._this_year()
        return before != (self.kind, self.period)

    def _sets(self, line: str) -> bool:
        """Whether a paragraph among tasks sets targets; the state follows."""
        if self.kind is not Kind.tasks or _SECOND.match(line) or not _SET.search(line[:_SET_WITHIN]):
            return False
        self.kind = Kind.targets
        return True

    def _this_year(self) -> str:
        return str(self.year) if self.year else ""

    def _last_year(self) -> str:
        return str(self.year - 1) if self.year else ""

    def _five_years(self, words: str) -> str:
        """The five years behind: those of the plan that is named, else those before the report's."""
        if "“十四五”" in words or not self.year:
            return "2021/2025"
        return f"{self.year - 5}/{self.year - 1}"

    def _coming_years(self) -> str:
        return f"{self.year}/{self.year + 4}" if self.year else ""


def opening_of(heading: str) -> str:
    """Enough of a heading to find it by: its opening words, fewer than those that would be copied text."""
    opening = ""
    for part in re.split(r"(?<=[，,；;、 ])", heading):
        if len(opening + part.rstrip("，,；;、 ")) >= COPY_LENGTH:
            break
        opening += part
    return opening.rstrip("，,；;、 ") or heading[: COPY_LENGTH - 2] + "…"


def _heading(words: str) -> str:
    """The heading without its number: up to the first stop where the paragraph goes on behind it."""
    heading = re.split(r"[。：:]", words, maxsplit=1)[0]
    return heading if len(heading) <= _LONGEST_HEADING else ""
