"""Reads each date again in the spans that prove its row: do they print its year, and its day where documents do?
A year may also be that of the section in which the spans stand."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from ..contract.table import RecordKey
from ..domain import Bound
from ..findings import Finding, RuleBook
from .facts import Facts
from .numerals import find_numerals, plan_years
from .span_texts import SpanTexts

RULES = RuleBook()
DATE_NOT_STATED = RULES.new(
    "date-not-stated",
    "evidence",
    zh="{column} {value} 的“{part}”不在证据之中，也未注明为推断",
    en="“{part}” of {column} {value} stands in none of the spans, and nothing says that it is inferred",
    means_zh=(
        "日期的年份不在证据之中，证据所在段落的 `period` 也不包含这个日期，又没有注明是推断；"
        "报告、事件、政策的日期，以及不在月初开始、不在月末结束的期间，还要核对月和日。"
    ),
    means_en=(
        "The year of a date stands in none of the spans, the `period` of the passages in which they stand does not hold"
        " the date, and nothing says that it is inferred; month and day are looked for too, where reports were"
        " delivered, events held and policies issued, and where a period starts or ends within a month."
    ),
    why_zh="没有出处的日期不可信；推断的日期须注明依据。",
    why_en="A date without a source cannot be trusted; one that is inferred says from what.",
)

_DATE = re.compile(r"\d{4}(-\d\d){0,2}[?~%]?(/\d{4}(-\d\d){0,2}[?~%]?)?")


def check_dates(facts: Facts, spans: SpanTexts, counted: Counter[str]) -> Iterator[Finding]:
    """Findings of dates that no span states. `counted` is told how many were read."""
    for dataset in facts.datasets.values():
        for id, row in facts.rows.get(dataset.name, {}).items() if dataset.dates else ():
            key = RecordKey(dataset.name, id)
            texts = spans.get(key)
            for column in dataset.dates if texts else ():
                value = row.get(column.name, "")
                printed = column.basis is None or row.get(column.basis) == "printed"
                if not is_date(value) or not printed or facts.is_inferred(key, column.name):
                    continue
                counted["dates"] += 1
                stated = _stated(texts or ()) | _inherited(value, facts.periods_of(key))
                to_the_day = column.exact or (column.bound is not None and _is_within_month(column.bound, value))
                for part, number in _parts(value, to_the_day=to_the_day):
                    if number not in stated:
                        yield DATE_NOT_STATED.finding({"part": part}, value=value, **facts.position(key, column.name))
                        break


def _stated(texts: Sequence[str]) -> set[Decimal | int | None]:
    """The numbers of spans, and the years of the five-year plans that they name."""
    numerals = [n for text in texts for n in find_numerals(text)]
    named: set[Decimal | int | None] = {year for n in numerals if n.plan is not None for year in plan_years(n.plan)}
    return named | {n.value for n in numerals}


def _inherited(value: str, periods: Iterable[str]) -> set[int]:
    """The years of a date that lies within what a section is about: in a look-back at 2030 nobody says the year."""
    bounds = _bounds(value)
    within = any(start <= bounds[0] and bounds[1] <= end for start, end in map(_bounds, filter(is_date, periods)))
    return {int(bound[:4]) for bound in bounds} if within else set()


def _bounds(value: str) -> tuple[str, str]:
    """The first and the last day of a date or interval, in ISO 8601, so that they can be compared."""
    first, _, last = re.sub(r"[?~%]", "", value).partition("/")
    return first + "-01-01"[len(first) - 4 :], (last or first) + "-12-31"[len(last or first) - 4 :]


def is_date(text: str) -> bool:
    """Whether a cell is a date or an interval of dates in EDTF."""
    return _DATE.fullmatch(text) is not None


def _is_within_month(bound: Bound, value: str) -> bool:
    """Whether a period starts after the first day of a month, or ends before its last: no word but a date says so."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return False
    return day.day != (1 if bound is Bound.start else monthrange(day.year, day.month)[1])


def _parts(value: str, *, to_the_day: bool) -> Iterator[tuple[str, int]]:
    """The numbers that a printed date shows. The day and month of a period's bounds are often told in words
    (前三季度, 上半年), so only the year is asked for there where they are those of a month."""
    for each in re.sub(r"[?~%]", "", value).split("/"):
        numbers = [int(n) for n in each.split("-")]
        yield f"{numbers[0]}年", numbers[0]
        if to_the_day:
            for word, number in zip("月日", numbers[1:], strict=False):
                yield f"{number}{word}", number
