"""Reads each figure again in the spans that prove its row: does one print it, and with which qualifiers?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..contract.table import RecordKey
from ..findings import Finding, RuleBook
from .facts import Facts
from .quantity import PREFIXES, SUFFIXES
from .span_texts import SpanTexts
from .widths import fold_widths

RULES = RuleBook()
FIGURE_NOT_STATED = RULES.new(
    "figure-not-stated",
    "evidence",
    zh="“{value}”不在本行任何一处证据之中",
    en="“{value}” stands in none of the row's spans",
    means_zh="照录的数字不在本行的任何一处证据之中。",
    means_en="The figure that is recorded as printed stands in none of the row's spans.",
    why_zh="没有出处的数字不可信；不是抄错，就是证据指错了分句。",
    why_en="A figure without a source cannot be trusted: it was copied wrongly, or the evidence is another clause.",
)
QUALIFIER_DROPPED = RULES.new(
    "qualifier-dropped",
    "evidence",
    zh="原文写作“{printed}”：限定词是数字的一部分，不可略去",
    en="the document prints “{printed}”: the qualifier is part of the figure",
    means_zh="数字在证据之中，但原文前后还有限定词（如“超”“约”“以上”），录入时没有写。",
    means_en=(
        "The figure stands in the span, but with a qualifier such as “over”, “about” or “at least” that"
        " the row leaves out."
    ),
    why_zh="“超 50 亿元”不是“50 亿元”。",
    why_en="“Over 5 billion” is not “5 billion”.",
)

_CHINESE = "零〇一二三四五六七八九十百千万亿"
_PREFIX = "|".join(sorted(PREFIXES, key=len, reverse=True))
_SUFFIX = "|".join(sorted(SUFFIXES, key=len, reverse=True))
# In front of a figure 前 may end 五年前 or 目前, 近 最近, 满 圆满 and 约 签约: these bind nothing.
_WITHIN_WORDS = {"前": "年月日目以此之先提", "近": "最", "满": "圆充", "约": "节合签公条"}
BINDING_PREFIX = "|".join(
    (f"(?<![{_WITHIN_WORDS[p]}]){p}" if p in _WITHIN_WORDS else p)
    for p, c in sorted(PREFIXES.items(), key=lambda item: len(item[0]), reverse=True)
    if c != "eq"
)


def check_figures(facts: Facts, spans: SpanTexts, counted: Counter[str]) -> Iterator[Finding]:
    """Findings of figures that no span prints as they are recorded. `counted` is told how many were read."""
    for dataset in facts.datasets.values():
        column = dataset.figure
        if column is None:
            continue
        for id, row in facts.rows.get(dataset.name, {}).items():
            key = RecordKey(dataset.name, id)
            texts = spans.get(key)
            figure = "".join(row.get(column, "").split())
            if not texts or not figure or facts.is_inferred(key, column):
                continue
            counted["figures"] += 1
            position = facts.position(key, column)
            printed = [p for p in (figure_in(figure, text) for text in texts) if p is not None]
            if not printed:
                yield FIGURE_NOT_STATED.finding(value=row[column], **position)
            elif figure not in printed:
                yield QUALIFIER_DROPPED.finding(
                    {"printed": printed[0]}, value=row[column], suggestion=printed[0], **position
                )


def figure_in(figure: str, span: str) -> str | None:
    """How `span` prints `figure`: as it is recorded, whatever its case and width, with the qualifiers around it; None
    where it does not print it.

    A qualifier or a measure word may be shared by a list (`分别突破8500家和6万家`), so it may stand apart.
    """
    recorded = figure
    figure, span = (fold_widths(text).casefold() for text in (figure, span))
    match = re.search(_apart(figure), span)
    if match:
        before = re.search(rf"({BINDING_PREFIX})$", span[: match.start()])
        after = re.match(_SUFFIX, span[match.end() :])
        return (before[0] if before else "") + recorded + (after[0] if after else "")
    bare = re.fullmatch(rf"(?P<prefix>{_PREFIX})?(?P<core>.*?)(?P<unit>个百分点|[^\d%]?)", figure)
    if bare and bare["core"]:
        core = re.search(_apart(bare["core"]), span)
        shared = (
            (bare["prefix"] or "") in span[: core.start()] and bare["unit"] in span[core.start() :] if core else False
        )
        if core and shared:
            return recorded
    return None


def _apart(figure: str) -> str:
    """A pattern for a figure that is no part of a longer one: 10% is not in 110%, nor 三个 in 十三个."""
    before = r"(?<![\d.,])" if figure[0].isdigit() else f"(?<![{_CHINESE}])" if figure[0] in _CHINESE else ""
    after = r"(?![\d.万亿])" if figure[-1].isdigit() else f"(?![{_CHINESE}])" if figure[-1] in _CHINESE else ""
    return before + re.escape(figure) + after
