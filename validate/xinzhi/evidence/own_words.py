"""Reads the package's own texts beside the documents: are their numbers the document's, and are the words ours?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from ..contract.table import RecordKey
from ..findings import Finding, RuleBook
from .facts import Facts
from .numerals import find_numerals
from .span_texts import SpanTexts
from .stated_dates import is_date
from .widths import fold_widths

RULES = RuleBook()
NUMBER_NOT_STATED = RULES.new(
    "number-not-stated",
    "evidence",
    zh="{column} 中的数字“{number}”不在证据之中",
    en="the number “{number}” in {column} stands in none of the spans",
    means_zh="用自己的话写的中文文字（概述、范围）中的阿拉伯数字不在证据之中。",
    means_en="An Arabic numeral in a summary or a scope of our own, in Chinese, stands in none of the row's spans.",
    why_zh="概述用自己的话写，数字却须照原文。",
    why_en="Summaries are in our own words, but their numbers are the document's.",
)
COPIED_TEXT = RULES.new(
    "copied-text",
    "evidence",
    zh="{column} 有连续 18 个以上的字与原文相同：“{value}”；请用自己的话写",
    en="{column} has 18 or more characters in a row as in a document: “{value}”; say it in our own words",
    means_zh="文字有连续 18 个以上的字与某份文档相同；名称和引号内的题名除外，顿号隔开的列举逐项计算。",
    means_en=(
        "A text repeats 18 or more characters in a row of a document. Names and quoted titles are passed over, and of a"
        " list (、) each member is counted alone."
    ),
    why_zh="原文受版权保护，不在本包之内：事实可以收录，句子不可以。",
    why_en="The documents are not ours to publish: facts may be taken, sentences may not.",
)

COPY_LENGTH = 18
_HALF = COPY_LENGTH // 2
# A comma of another width makes no sentence ours.
_PUNCTUATION = tuple(zip("\uff0c\uff1b\uff1a\uff08\uff09\uff01\uff1f", ",;:()!?", strict=True))


def half_width(text: str) -> str:
    """A text with full-width digits and punctuation in half width."""
    text = fold_widths(text)
    for wide, narrow in _PUNCTUATION:
        text = text.replace(wide, narrow)
    return text


def check_numbers(facts: Facts, spans: SpanTexts, counted: Counter[str]) -> Iterator[Finding]:
    """Findings of numbers in texts of the package's own that no span states. `counted` is told how many were read."""
    for key, texts in spans.items():
        if key.dataset not in facts.datasets:
            continue
        row = facts.row(*key)
        stated: set[Any] = {n.value for text in texts for n in find_numerals(text)}
        # A date that is stated or marked as inferred is checked as such; a text may name its year and month.
        stated |= {int(n) for v in row.values() if is_date(v) for n in re.findall(r"\d+", v)}
        joined = fold_widths("".join(texts))
        for column in facts.datasets[key.dataset].own_words:
            text = row.get(column, "")
            if not text or facts.is_inferred(key, column):
                continue
            for numeral in find_numerals(text):
                around = text[max(0, numeral.start - 1) : numeral.start] + text[numeral.end : numeral.end + 1]
                if not numeral.text[0].isdigit() or re.search("[A-Za-z]", around):
                    continue  # a digit in a code name is a label
                counted["numbers"] += 1
                if numeral.value not in stated and numeral.text not in joined:
                    yield NUMBER_NOT_STATED.finding({"number": numeral.text}, value=text, **facts.position(key, column))
                    break


def check_copies(facts: Facts, documents: Sequence[str], counted: Counter[str]) -> Iterator[Finding]:
    """Findings of texts that repeat a passage of the documents, which come without white space. `counted` is told how
    many texts were compared."""
    texts = [
        (RecordKey(dataset, id), column, text)
        for dataset, id, column, text in _cells(facts)
        if column not in facts.title_columns.get(dataset, ()) and not text.isascii() and len(text) >= COPY_LENGTH
    ]
    if texts:
        counted["texts"] += len(texts)
    # Most texts share no passage, names and titles included, and need no look at names.
    printed = shared_passages((text for _, _, text in texts), documents)
    titles = [half_width(title) for title in titles_of(facts)] if printed else []
    for key, column, text in texts if printed else ():
        if passage := copied(text, printed, titles):
            yield COPIED_TEXT.finding(value=passage, **facts.position(key, column))


def titles_of(facts: Facts) -> list[str]:
    """What the package calls things, the longest first; the shortest are no passage of a text."""
    titles = {text for dataset, _, column, text in _cells(facts) if column in facts.title_columns.get(dataset, ())}
    return sorted((title for title in titles if len(title) > 3), key=len, reverse=True)


def _cells(facts: Facts) -> Iterator[tuple[str, str, str, str]]:
    """The dataset, the row, the column and the text of every cell."""
    for dataset, rows in facts.rows.items():
        for id, row in rows.items():
            for column, text in row.items():
                yield dataset, id, column, text


def shared_passages(texts: Iterable[str], documents: Iterable[str]) -> frozenset[str]:
    """Every passage of COPY_LENGTH characters, in half width, that stands in one of the documents and in a text."""
    plain = ["".join(half_width(text).split()) for text in texts]
    halves = {text[at : at + _HALF] for text in plain for at in range(len(text) - _HALF + 1)}
    near = {passage for document in documents for passage in _passages_near(half_width(document), halves)}
    return (
        frozenset(passage for text in plain for passage in _passages(text) if passage in near) if near else frozenset()
    )


def _passages_near(document: str, halves: Container[str]) -> Iterator[str]:
    """The passages of a document that may stand in a text: each holds, whole, a piece of half its length of those into
    which the document falls, and hardly any piece stands in a text."""
    for piece in range(0, len(document) - _HALF + 1, _HALF):
        if document[piece : piece + _HALF] in halves:
            for at in range(max(0, piece + _HALF - COPY_LENGTH), min(piece, len(document) - COPY_LENGTH) + 1):
                yield document[at : at + COPY_LENGTH]


def _passages(text: str) -> Iterator[str]:
    return (text[at : at + COPY_LENGTH] for at in range(len(text) - COPY_LENGTH + 1))


def copied(text: str, printed: Container[str], names: Sequence[str] = ()) -> str | None:
    """The first of the passages that are `printed` (`shared_passages`) which a text repeats; names, which are in half
    width, and quoted titles aside. A mark of a list ends a passage: what is listed, and in which order, is a fact."""
    text = half_width(text)
    if not any(passage in printed for passage in _passages("".join(text.split()))):
        return None
    for name in names:
        text = text.replace(name, "\n")
    for part in re.sub(r"[《“「][^》”」\n]*[》”」]|、", "\n", text).split("\n"):
        for passage in _passages("".join(part.split())):
            if passage in printed:
                return passage
    return None
