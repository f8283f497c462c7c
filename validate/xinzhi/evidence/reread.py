"""Reads each fact again in the spans that prove it: is the figure there, the name, the date, and are the words ours?"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ..findings import Finding, RuleBook
from .facts import LINKS, Facts
from .numerals import find_numerals
from .quantity import PREFIXES, SUFFIXES

RULES = RuleBook()
FIGURE_NOT_STATED = RULES.new(
    "figure-not-stated",
    "evidence",
    zh="“{value}”不在本行任何一处证据之中",
    en="“{value}” stands in none of the row's spans",
    means_zh="`value_text` 的数字不在本行的任何一处证据之中。",
    means_en="The figure in `value_text` stands in none of the row's spans.",
    why_zh="没有出处的数字不可信；不是抄错，就是证据指错了分句。",
    why_en="A figure without a source cannot be trusted: it was copied wrongly, or the evidence is another clause.",
)
QUALIFIER_DROPPED = RULES.new(
    "qualifier-dropped",
    "evidence",
    zh="原文写作“{printed}”：限定词是数字的一部分，不可略去",
    en="the document prints “{printed}”: the qualifier is part of the figure",
    means_zh="数字在证据之中，但原文前后还有限定词（如“超”“约”“以上”），`value_text` 没有写。",
    means_en=(
        "The figure stands in the span, but with a qualifier such as “over”, “about” or “at least” that"
        " `value_text` leaves out."
    ),
    why_zh="“超 50 亿元”不是“50 亿元”。",
    why_en="“Over 5 billion” is not “5 billion”.",
)
NAME_NOT_STATED = RULES.new(
    "name-not-stated",
    "evidence",
    zh="“{value}”的名称或别名（“{names}”）不在其证据之中",
    en="neither the name of “{value}” nor an alias (“{names}”) stands in the evidence",
    means_zh="机构或园区的中文名称和别名，都不在证据之中。",
    means_en="Neither the Chinese name of the organisation or park nor an alias stands in the evidence.",
    why_zh="证据须提到它所说的是谁。原文用的是别的写法，就登记为别名；是推断的，就记入 `inferences`。",
    why_en=(
        "Evidence says whom it is about. If the document uses another form, register it as an alias; if it is"
        " inferred, say so in `inferences`."
    ),
)
ALIAS_NOT_STATED = RULES.new(
    "alias-not-stated",
    "evidence",
    zh="别名“{value}”不在其证据之中",
    en="the alias “{value}” stands in none of the spans of what it names",
    means_zh="别名不在它所指的机构或园区的任何一处证据之中。",
    means_en="The alias stands in none of the spans of the organisation or park that it names.",
    why_zh="别名是原文的写法；没有出处的别名可能拼错，或指的是别人。",
    why_en="An alias is a form that a document prints; without one it may be misspelt, or mean somebody else.",
)
TEXT_NOT_STATED = RULES.new(
    "text-not-stated",
    "evidence",
    zh="{column} “{value}”不在证据之中，也未在 inferences.csv 中注明",
    en="{column} “{value}” stands in none of the spans, and inferences.csv does not say that it is inferred",
    means_zh="照录原文的文字（会议、报告人、职务、政策名称、发言人）不在证据之中，也没有注明是推断。",
    means_en=(
        "A text that is taken as printed (session, speaker, office, title of a policy) stands in none of the spans,"
        " and is not marked as inferred."
    ),
    why_zh="名称须与原文一字不差，才能据以查找。",
    why_en="Names have to be exactly as printed to be found again.",
)
DATE_NOT_STATED = RULES.new(
    "date-not-stated",
    "evidence",
    zh="{column} {value} 的“{part}”不在证据之中，也未注明为推断",
    en="“{part}” of {column} {value} stands in none of the spans, and nothing says that it is inferred",
    means_zh=(
        "日期的年份不在证据之中，也没有注明是推断；报告、事件、政策的日期，以及不在月初开始、不在月末结束的期间，"
        "还要核对月和日。"
    ),
    means_en=(
        "The year of a date stands in none of the spans, and nothing says that it is inferred; month and day are"
        " looked for too, where reports were delivered, events held and policies issued, and where a period starts"
        " or ends within a month."
    ),
    why_zh="没有出处的日期不可信；推断的日期须注明依据。",
    why_en="A date without a source cannot be trusted; one that is inferred says from what.",
)
NUMBER_NOT_STATED = RULES.new(
    "number-not-stated",
    "evidence",
    zh="{column} 中的数字“{number}”不在证据之中",
    en="the number “{number}” in {column} stands in none of the spans",
    means_zh="中文概述或范围（`summary_zh`、`scope_zh`）中的阿拉伯数字不在证据之中。",
    means_en="An Arabic numeral in `summary_zh` or `scope_zh` stands in none of the row's spans.",
    why_zh="概述用自己的话写，数字却须照原文。",
    why_en="Summaries are in our own words, but their numbers are the document's.",
)
COPIED_TEXT = RULES.new(
    "copied-text",
    "evidence",
    zh="{column} 有连续 18 个以上的字与原文相同：“{value}”；请用自己的话写",
    en="{column} has 18 or more characters in a row as in a document: “{value}”; say it in our own words",
    means_zh="文字有连续 18 个以上的字与某份文档相同；名称和引号内的题名除外。",
    means_en="A text repeats 18 or more characters in a row of a document, names and quoted titles aside.",
    why_zh="原文受版权保护，不在本包之内：事实可以收录，句子不可以。",
    why_en="The documents are not ours to publish: facts may be taken, sentences may not.",
)

COPY_LENGTH = 18
# A comma of another width makes no sentence ours.
_HALF_WIDTH = str.maketrans("\uff0c\uff1b\uff1a\uff08\uff09\uff01\uff1f", ",;:()!?")
FIGURES = ("targets", "indicators", "policy_terms")
# Columns whose text stands in a span as printed, unless marked as inferred.
PRINTED_TEXTS = {"work_reports": ("session_zh", "speaker_zh", "office_zh"), "policies": ("title_zh",)}
# Date columns and the column that says where the date comes from.
DATES: Mapping[str, Sequence[tuple[str, str | None]]] = {
    "work_reports": (("delivered", "delivered_basis"),),
    "events": (("held", "held_basis"),),
    "policies": (("issued", "issued_basis"), ("period_start", None), ("period_end", None)),
    "targets": (("period_start", "period_basis"), ("period_end", "period_basis")),
    "indicators": (("period_start", "period_basis"), ("period_end", "period_basis")),
    "projects": (("started", None), ("expected_completion", None)),
    "milestones": (("reached", None), ("expected", None)),
    "recognitions": (("year", None),),
}
SUMMARIES = ("summary_zh", "scope_zh")
NAME_COLUMNS = ("name_zh", "title_zh", "award_zh", "session_zh", "office_zh", "alias")

_DATE = re.compile(r"\d{4}(-\d\d){0,2}[?~%]?(/\d{4}(-\d\d){0,2}[?~%]?)?")

Spans = Mapping[tuple[str, str], Sequence[str]]


def reread(facts: Facts, spans: Spans, texts: Sequence[str], counted: Counter[str]) -> Iterator[Finding]:
    """Findings of re-reading. `spans` holds, per (dataset, id), the texts of the spans that match, without white
    space; `texts` the whole documents. `counted` is told how much was re-read."""
    yield from _figures(facts, spans, counted)
    yield from _names(facts, spans, counted)
    yield from _printed_texts(facts, spans, counted)
    yield from _dates(facts, spans, counted)
    yield from _numbers(facts, spans, counted)
    yield from _copies(facts, texts, counted)


def _figures(facts: Facts, spans: Spans, counted: Counter[str]) -> Iterator[Finding]:
    for dataset in FIGURES:
        for id, row in facts.rows.get(dataset, {}).items():
            found = spans.get((dataset, id))
            figure = "".join(row.get("value_text", "").split())
            if not found or not figure or (dataset, id, "value_text") in facts.inferred:
                continue
            counted["figures"] += 1
            place = _place(facts, dataset, id, "value_text")
            printed = [p for p in (figure_in(figure, span) for span in found) if p is not None]
            if not printed:
                yield FIGURE_NOT_STATED.finding(value=row["value_text"], **place)
            elif figure not in printed:
                yield QUALIFIER_DROPPED.finding(
                    {"printed": printed[0]}, value=row["value_text"], suggestion=printed[0], **place
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


def figure_in(figure: str, span: str) -> str | None:
    """How `span` prints `figure`: with the qualifiers around it; None where it does not print it.

    A qualifier or a measure word may be shared by a list (`分别突破8500家和6万家`), so it may stand apart.
    """
    figure, span = figure.casefold(), span.casefold()
    match = re.search(_apart(figure), span)
    if match:
        before = re.search(rf"({BINDING_PREFIX})$", span[: match.start()])
        after = re.match(_SUFFIX, span[match.end() :])
        return (before[0] if before else "") + figure + (after[0] if after else "")
    bare = re.fullmatch(rf"(?P<prefix>{_PREFIX})?(?P<core>.*?)(?P<unit>个百分点|[^\d%]?)", figure)
    if bare and bare["core"]:
        core = re.search(_apart(bare["core"]), span)
        shared = (
            (bare["prefix"] or "") in span[: core.start()] and bare["unit"] in span[core.start() :] if core else False
        )
        if core and shared:
            return figure
    return None


def _apart(figure: str) -> str:
    """A pattern for a figure that is no part of a longer one: 10% is not in 110%, nor 三个 in 十三个."""
    before = r"(?<![\d.,])" if figure[0].isdigit() else f"(?<![{_CHINESE}])" if figure[0] in _CHINESE else ""
    after = r"(?![\d.万亿])" if figure[-1].isdigit() else f"(?![{_CHINESE}])" if figure[-1] in _CHINESE else ""
    return before + re.escape(figure) + after


def _names(facts: Facts, spans: Spans, counted: Counter[str]) -> Iterator[Finding]:
    for dataset in ("organizations", "parks"):
        for id in facts.rows.get(dataset, {}):
            found = spans.get((dataset, id))
            if not found:
                continue
            names = facts.names[(dataset, id)]
            counted["names"] += 1
            if not _any_in(names, found):
                yield NAME_NOT_STATED.finding(
                    {"names": ", ".join(names)}, value=id, **_place(facts, dataset, id, "name_zh")
                )
    for table, dataset, column in (
        ("organization_aliases", "organizations", "organization"),
        ("park_aliases", "parks", "park"),
    ):
        for alias, row in facts.rows.get(table, {}).items():
            found = spans.get((dataset, row[column]))
            if found:
                counted["names"] += 1
                if not _any_in([alias], found):
                    yield ALIAS_NOT_STATED.finding(value=alias, **_place(facts, table, alias, "alias"))
    for table, (owner, target) in LINKS.items():
        if target not in ("organizations", "parks"):
            continue
        for key, row in facts.rows.get(table, {}).items():
            first, second = list(row.values())[:2]
            found = spans.get((owner, first))
            if not found:
                continue
            names = facts.names[(target, second)]
            column = list(row)[1]
            if (table, key, column) in facts.inferred:
                continue
            counted["names"] += 1
            if not _any_in(names, found):
                yield NAME_NOT_STATED.finding(
                    {"names": ", ".join(names)}, value=second, **_place(facts, table, key, column)
                )
    for id, row in facts.rows.get("park_roster", {}).items():
        found = spans.get(("park_roster", id))
        if found and ("park_roster", id, "organization") not in facts.inferred:
            names = facts.names[("organizations", row["organization"])]
            counted["names"] += 1
            if not _any_in(names, found):
                place = _place(facts, "park_roster", id, "organization")
                yield NAME_NOT_STATED.finding({"names": ", ".join(names)}, value=row["organization"], **place)


def _any_in(names: Sequence[str], spans: Sequence[str]) -> bool:
    wanted = [_folded(n) for n in names if n]
    return any(name in _folded(span) for name in wanted for span in spans)


def _folded(text: str) -> str:
    """Without white space and quotation marks, case and bracket width aside: pages print names in all these ways."""
    return re.sub(r"[\s《》“”‘’「」『』\"']", "", text).casefold().replace("\uff08", "(").replace("\uff09", ")")


def _printed_texts(facts: Facts, spans: Spans, counted: Counter[str]) -> Iterator[Finding]:
    for dataset, columns in PRINTED_TEXTS.items():
        for id, row in facts.rows.get(dataset, {}).items():
            found = spans.get((dataset, id))
            for column in columns if found else ():
                if row.get(column) and (dataset, id, column) not in facts.inferred:
                    counted["names"] += 1
                    if not _any_in([row[column]], found or ()):
                        yield TEXT_NOT_STATED.finding(value=row[column], **_place(facts, dataset, id, column))
    for key, row in facts.rows.get("event_speakers", {}).items():
        found = spans.get(("events", row["event"]))
        if found:
            counted["names"] += 1
            if not _any_in([row["speaker_zh"]], found):
                yield TEXT_NOT_STATED.finding(
                    value=row["speaker_zh"], **_place(facts, "event_speakers", key, "speaker_zh")
                )


def _dates(facts: Facts, spans: Spans, counted: Counter[str]) -> Iterator[Finding]:
    for dataset, columns in DATES.items():
        for id, row in facts.rows.get(dataset, {}).items():
            found = spans.get((dataset, id))
            for column, basis in columns if found else ():
                value = row.get(column, "")
                printed = basis is None or row.get(basis) == "printed"
                if not _DATE.fullmatch(value) or not printed or (dataset, id, column) in facts.inferred:
                    continue
                counted["dates"] += 1
                stated = {n.value for span in found or () for n in find_numerals(span)}
                precise = column in ("delivered", "held", "issued") or (
                    column.startswith("period_") and _is_within_month(column, value)
                )
                for part, number in _parts(value, precise=precise):
                    if number not in stated:
                        yield DATE_NOT_STATED.finding({"part": part}, value=value, **_place(facts, dataset, id, column))
                        break


def _is_within_month(column: str, value: str) -> bool:
    """Whether a period starts after the first day of a month, or ends before its last: no word but a date says so."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return False
    return day.day != (1 if column == "period_start" else monthrange(day.year, day.month)[1])


def _parts(value: str, *, precise: bool) -> Iterator[tuple[str, int]]:
    """The numbers that a printed date shows. The day and month of a period's bounds are often told in words
    (前三季度, 上半年), so only the year is asked for there where they are those of a month."""
    for each in re.sub(r"[?~%]", "", value).split("/"):
        numbers = [int(n) for n in each.split("-")]
        yield f"{numbers[0]}年", numbers[0]
        if precise:
            for word, number in zip("月日", numbers[1:], strict=False):
                yield f"{number}{word}", number


def _numbers(facts: Facts, spans: Spans, counted: Counter[str]) -> Iterator[Finding]:
    for (dataset, id), found in spans.items():
        row = facts.row(dataset, id)
        stated: set[Any] = {n.value for span in found for n in find_numerals(span)}
        # A date that is stated or marked as inferred is checked as such; a text may name its year and month.
        stated |= {int(n) for c, v in row.items() if _DATE.fullmatch(v) for n in re.findall(r"\d+", v)}
        joined = "".join(found)
        for column in SUMMARIES:
            text = row.get(column, "")
            if not text or (dataset, id, column) in facts.inferred:
                continue
            for numeral in find_numerals(text):
                around = text[max(0, numeral.start - 1) : numeral.start] + text[numeral.end : numeral.end + 1]
                if not numeral.text[0].isdigit() or re.search("[A-Za-z]", around):
                    continue  # a digit in a code name is a label
                counted["numbers"] += 1
                if numeral.value not in stated and numeral.text not in joined:
                    yield NUMBER_NOT_STATED.finding(
                        {"number": numeral.text}, value=text, **_place(facts, dataset, id, column)
                    )
                    break


def _copies(facts: Facts, texts: Sequence[str], counted: Counter[str]) -> Iterator[Finding]:
    whole = "\n".join(texts)
    cells = [(d, id, c, v) for d, rows in facts.rows.items() for id, row in rows.items() for c, v in row.items() if v]
    names = sorted({v for _, _, c, v in cells if c in NAME_COLUMNS and len(v) > 3}, key=len, reverse=True)
    passages = passages_of(whole)
    for dataset, id, column, value in cells:
        if column in NAME_COLUMNS or value.isascii() or len(value) < COPY_LENGTH:
            continue
        counted["texts"] += 1
        passage = copied(value, whole, names) if shares_passage(value, passages) else None
        if passage:
            yield COPIED_TEXT.finding(value=passage, **_place(facts, dataset, id, column))


def passages_of(whole: str) -> frozenset[str]:
    """Every passage of COPY_LENGTH characters."""
    whole = whole.translate(_HALF_WIDTH)
    return frozenset(whole[at : at + COPY_LENGTH] for at in range(len(whole) - COPY_LENGTH + 1))


def shares_passage(text: str, passages: frozenset[str]) -> bool:
    """Whether a passage stands in `text`, names and titles included: without one, nothing can be copied."""
    text = "".join(text.translate(_HALF_WIDTH).split())
    return any(text[at : at + COPY_LENGTH] in passages for at in range(len(text) - COPY_LENGTH + 1))


def copied(text: str, whole: str, names: Sequence[str] = ()) -> str | None:
    """The first passage of COPY_LENGTH characters that stands in `whole` too, names and quoted titles aside."""
    text, whole = text.translate(_HALF_WIDTH), whole.translate(_HALF_WIDTH)
    for name in names:
        text = text.replace(name.translate(_HALF_WIDTH), "\n")
    for part in re.sub(r"[《“「][^》”」\n]*[》”」]", "\n", text).split("\n"):
        part = "".join(part.split())
        for at in range(len(part) - COPY_LENGTH + 1):
            if part[at : at + COPY_LENGTH] in whole:
                return part[at : at + COPY_LENGTH]
    return None


def _place(facts: Facts, dataset: str, id: str, column: str) -> dict[str, Any]:
    """Where a cell stands, as keywords of a finding."""
    record = facts.records[dataset][id]
    return {"resource": dataset, "line": record.line, "row": record.row, "column": column}
