"""Reads the year, half, quarter or month that a clause prints for its figure."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from .reading import FlatSpan, Reading

_YEAR = re.compile(
    r"(?P<y>(?:19|20)\d{2})年(?:(?P<m>\d{1,2})月|(?P<part>前三季度|前[一二三]季度|第?[一二三四]季度|上半年|下半年))?"
)
_PARTS = {
    "前三季度": (1, 9),
    "上半年": (1, 6),
    "下半年": (7, 12),
    "一季度": (1, 3),
    "第一季度": (1, 3),
    "前一季度": (1, 3),
    "二季度": (4, 6),
    "第二季度": (4, 6),
    "前二季度": (1, 6),
    "三季度": (7, 9),
    "第三季度": (7, 9),
    "四季度": (10, 12),
    "第四季度": (10, 12),
}


@dataclass(frozen=True)
class Period:
    """The closed interval that is printed, as ISO dates, and the words that print it."""

    start: str
    end: str
    words: str


def printed_period(reading: Reading, place: FlatSpan) -> Period | None:
    """The period in the figure's clause, else the last one before it in its sentence; None where none is printed."""
    clause, sentence = reading.clause(place), reading.sentence(place)
    for start, end in ((clause.start, clause.end), (sentence.start, clause.start)):
        years = list(_YEAR.finditer(reading.flat, start, end))
        before = [m for m in years if m.start() < place.start] or years[:1]
        if before:
            return _period(before[-1])
    return None


def whole_year(year: str) -> Period:
    """The calendar year."""
    return Period(f"{year}-01-01", f"{year}-12-31", year)


def _period(match: re.Match[str]) -> Period:
    year = int(match["y"])
    first, last = _PARTS.get(match["part"] or "", (1, 12))
    if match["m"] and 1 <= int(match["m"]) <= 12:
        first = last = int(match["m"])
    days = calendar.monthrange(year, last)[1]
    return Period(f"{year}-{first:02}-01", f"{year}-{last:02}-{days}", match.group())
