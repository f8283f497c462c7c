"""Splits a document into its articles, by bylines and headings, and finds passages that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .reading import FlatSpan, Reading

_BYLINE = re.compile(
    r"本报讯|本报记者|[►▶]|记者\s*[|｜]|\(记者|（记者|来源[:：].{0,20}作者|^.{2,12}记者\s*[\u4e00-\u9fff]{2,4}$"
)
_AUTHORS = (
    re.compile(r"[（(](?:本报)?记者\s*(?P<name>[\u4e00-\u9fff·]{2,4})[）)]"),
    re.compile(r"(?:本报)?记者\s*[|｜]?\s*(?P<name>[\u4e00-\u9fff·]{2,6})$"),
    re.compile(r"作者[:：]\s*(?P<name>[\u4e00-\u9fff·]{2,4})$"),
)
_PRINTED_DATE = re.compile(r"(?P<y>(?:19|20)\d{2})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})")
_END = re.compile(r"[。；;,，:：]$")
# The last paragraph of an article, with the names of its authors behind it.
_SIGNED = re.compile(r".{40}[。”][\u4e00-\u9fff]{2,8}$")
_PHOTO = "图片来源"
_TITLE_LENGTH = 45
# Shorter paragraphs stand twice by chance.
_REPEATED = 20
_HEAD = 6  # how many paragraphs may stand between an article's start and its byline


@dataclass(frozen=True)
class Article:
    """A candidate article: its place, and what was recognised of its head; empty where nothing was. `id` is that of a
    registered one, or one that its domain gives; `by_sentences`: whether only its sentences in scope are recorded, and
    not all of it."""

    place: FlatSpan
    title: str
    author: str
    published: str
    publisher: str = ""
    id: str = ""
    by_sentences: bool = False

    def holds(self, place: FlatSpan) -> bool:
        """Whether a place lies in the article."""
        return self.place.start <= place.start < self.place.end


def find_articles(reading: Reading) -> list[Article]:
    """The articles of a document, in order; together they hold all of its text."""
    paragraphs = list(_paragraphs(reading.flat))
    bylines = [
        i for i, p in enumerate(paragraphs) if len(reading.words(p)) < 200 and _BYLINE.search(reading.words(p)[:30])
    ]
    bylines += [i for i, p in enumerate(paragraphs) if reading.words(p).startswith("本报讯") and i not in bylines]
    words = [reading.words(p) for p in paragraphs]
    signed = [i + 1 for i, w in enumerate(words[:-1]) if _SIGNED.search(w)]
    photos = [i for i, w in enumerate(words) if w.startswith(_PHOTO) and i and bylines and i > min(bylines)]
    starts = sorted({_head(reading, paragraphs, i) for i in bylines} | set(signed) | set(photos)) or [0]
    starts[0] = 0
    articles = []
    for start, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True):
        if start < end:
            articles.append(_article(reading, paragraphs[start:end]))
    return articles


def find_repeats(reading: Reading) -> list[FlatSpan]:
    """The passages that stand a second time: paragraphs in a row, each a copy of one further up."""
    seen: set[str] = set()
    runs: list[list[FlatSpan]] = []
    before = False
    for paragraph in _paragraphs(reading.flat):
        words = reading.words(paragraph)
        again = words in seen
        if again and before:
            runs[-1].append(paragraph)
        elif again:
            runs.append([paragraph])
        seen.add(words)
        before = again
    return [FlatSpan(run[0].start, run[-1].end) for run in runs if run[-1].end - run[0].start >= _REPEATED]


def _paragraphs(flat: str) -> Iterator[FlatSpan]:
    at = 0
    for part in flat.split("\n"):
        if part.strip():
            yield FlatSpan(at, at + len(part))
        at += len(part) + 1


def _head(reading: Reading, paragraphs: list[FlatSpan], byline: int) -> int:
    """The paragraph with which the article of a byline begins: the first of the headings above it."""
    start = byline
    while start > 0 and byline - start < _HEAD and _is_heading(reading.words(paragraphs[start - 1])):
        start -= 1
    return start


def _is_heading(words: str) -> bool:
    return len(words) <= _TITLE_LENGTH and not _END.search(words) and not _BYLINE.search(words)


def _article(reading: Reading, paragraphs: list[FlatSpan]) -> Article:
    head = [reading.words(p).lstrip("\ufeff") for p in paragraphs[: _HEAD + 2]]
    title = next(
        (w for w in head if _is_heading(w) and len(w) >= 6 and not re.match(r"来源|图片|正在阅读", w) and "|" not in w),
        "",
    )
    author = next((m["name"] for w in head for p in _AUTHORS if (m := p.search(w[:40]))), "")
    date = _PRINTED_DATE.search("\n".join(head[:4])[:120])
    published = (
        f"{date['y']}-{int(date['m']):02}-{int(date['d']):02}"
        if date and 1 <= int(date["m"]) <= 12 and "年" not in date[0]
        else ""
    )
    return Article(FlatSpan(paragraphs[0].start, paragraphs[-1].end), title, author, published)
