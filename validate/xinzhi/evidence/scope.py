"""Holds articles that are read by sentences to their scope: what speaks of the subject is in scope or explained, and
omissions hide nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from ..domain import PassageKind, Proof, TermKind
from ..findings import Finding, RuleBook
from .articles import Article, Omission
from .facts import Facts
from .sentences import has_letters, sentences
from .taken import Taken
from .widths import fold_widths

RULES = RuleBook()
SCOPE_TERM_UNACCOUNTED = RULES.new(
    "scope-term-unaccounted",
    "coverage",
    zh="范围之外的句子中有“{value}”：“…{context}…”；应移入范围之内，或将这几个字记入数据集 {omissions} 并说明理由",
    en=(
        "a sentence out of scope has “{value}”: “…{context}…”; bring the sentence into scope, or say in the dataset"
        " {omissions} why these words are not about the subject"
    ),
    means_zh=(
        "按句收录的文章，范围之外的一句话含有范围词语，而没有一条略去说明为何与主题无关。"
        "较长的词语优先：含在“假朋友”中的词语不算；空格与引号不计。"
    ),
    means_en=(
        "In an article that is read by sentences, a sentence out of scope has a scope term, and no omission says why it"
        " is not about the subject. Longer terms win: what stands within a false friend does not count; blanks and"
        " quotation marks are passed over."
    ),
    why_zh="范围由人逐句判断；漏判的句子，其中的事实就全部漏掉了。",
    why_en="People decide on scope, sentence by sentence; with a sentence that was overlooked, all its facts are lost.",
)
SENTENCE_PARTED = RULES.new(
    "sentence-parted",
    "coverage",
    zh="这句话只有一部分在范围之内：“{value}”；一句话须整句划入",
    en="only a part of this sentence is in scope: “{value}”; a sentence is in scope as a whole",
    means_zh="按句收录的文章，一句话分属 scope 段落和别的段落。",
    means_en="In an article that is read by sentences, a passage of scope holds a part of a sentence only.",
    why_zh="范围按句判断；切开句子，就能把不便交代的分句划到范围之外。",
    why_en="Scope is decided by sentence; where sentences are cut, clauses could be put out of scope at will.",
)
OMISSION_OF_SENTENCES = RULES.new(
    "omission-of-sentences",
    "coverage",
    zh="略去的区间跨了 {count} 句：“{value}”；应逐句说明理由",
    en="the omission reaches over {count} sentences: “{value}”; give a reason for each",
    means_zh="按句收录的文章，一条略去长于一句。",
    means_en="In an article that is read by sentences, an omission is longer than a sentence.",
    why_zh="一条略去盖住整段，就盖住了其中的事实。",
    why_en="An omission over a whole paragraph hides the facts in it.",
)
OMISSION_OUTSIDE_SCOPE = RULES.new(
    "omission-outside-scope",
    "coverage",
    zh="略去的“{value}”在范围之外，且不含范围词语：不必略去",
    en="“{value}” is left out, but stands out of scope and covers no scope term: nobody asks about it",
    means_zh="一条略去在范围之外的段落中，而不含范围词语。",
    means_en="An omission stands in a passage that is out of scope, and covers no scope term.",
    why_zh="范围之外不要求交代；多半是位置错了，真正要说明的那一处无人说明。",
    why_en="Nothing is asked of what is out of scope; mostly the offsets are wrong, and what it should explain is not.",
)

# Blanks and quotation marks are passed over; the ends of lines stay: they end sentences.
_KEPT = re.compile(r"(?:[^\s“”‘’「」『』\"']|\n)+")


class TermPlace(NamedTuple):
    """Where a text prints a scope term."""

    start: int
    end: int


class ScopeTerms:
    """The terms that raise the question whether a sentence is in scope, and their false friends."""

    def __init__(self, facts: Facts) -> None:
        """Take the terms of a package."""
        rows = facts.proof_rows(Proof.terms).values()
        self._kinds = {_plain(row.get("term_zh", ""))[0]: row.get("kind", "") for row in rows}
        self._kinds.pop("", None)
        self._pattern = _any_of(sorted(self._kinds, key=_longest_first))

    def find(self, text: str) -> Iterator[TermPlace]:
        """Where a text prints a term that is no part of a longer one or of a false friend, term by term."""
        plain, offsets = _plain(text)
        taken = Taken()
        places = ((match.start(), match[1]) for match in self._pattern.finditer(plain))
        for start, term in sorted(places, key=lambda place: (_longest_first(place[1]), place[0])):
            end = start + len(term)
            if taken.holds(start, end):
                continue
            taken.add(start, end)
            if self._kinds[term] != TermKind.false_friend:
                yield TermPlace(offsets[start], offsets[end - 1] + 1)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without what is passed over, case and widths aside, and the offset of each character left."""
    pieces = [match.span() for match in _KEPT.finditer(text)]
    kept = fold_widths("".join(text[start:end] for start, end in pieces))
    plain = kept.casefold()
    if len(plain) != len(kept):  # a character that folds to two would shift the offsets
        plain = "".join(c.casefold()[0] for c in kept)
    return plain, list(chain.from_iterable(range(*piece) for piece in pieces))


def _longest_first(term: str) -> tuple[int, str]:
    return -len(term), term


def _any_of(terms: Sequence[str]) -> re.Pattern[str]:
    """A pattern that finds, wherever one of the terms stands, the first of them: each alone would be another walk
    through the text."""
    if not terms:
        return re.compile("(?!)")
    first = "".join(sorted({re.escape(term[0]) for term in terms}))
    return re.compile(f"(?=[{first}])(?=({'|'.join(map(_pattern, terms))}))")


def _pattern(term: str) -> str:
    """A term of Latin letters is a whole word: EDA is not in LEDA."""
    before = r"(?<![a-z0-9])" if term[0].isascii() else ""
    after = r"(?![a-z])" if term[-1].isascii() else ""
    return before + re.escape(term) + after


def check_scope(facts: Facts, article: Article, terms: ScopeTerms) -> Iterator[Finding]:
    """Findings of terms out of scope that nothing explains, of sentences that are parted, and of omissions that reach
    too far; none where the domain has no passages."""
    if not facts.datasets.has(Proof.passages):
        return
    outside = list(_terms_outside(article, terms))
    if article.by_sentences:
        for place in outside:
            if article.omitted(place.start, place.end) is None:
                values = {"omissions": facts.name_of(Proof.omissions)}
                yield article.finding(SCOPE_TERM_UNACCOUNTED, place.start, place.end, **values)
        yield from _parted(article)
    for omission in article.omissions:
        if article.by_sentences:
            yield from _too_long(article, omission)
        yield from _out_of_scope(article, omission, outside)


def sentences_in_scope(article: Article) -> int:
    """How many sentences of an article are in scope."""
    text = article.document.text
    return sum(1 for p in article.of_kind(PassageKind.scope) for _ in sentences(text, p.start, p.end))


def _terms_outside(article: Article, terms: ScopeTerms) -> Iterator[TermPlace]:
    for passage in article.of_kind(PassageKind.out):
        for place in sorted(terms.find(article.document.text[passage.start : passage.end])):
            yield TermPlace(passage.start + place.start, passage.start + place.end)


def _parted(article: Article) -> Iterator[Finding]:
    text = article.document.text
    lines = ((max(a, article.start), min(b, article.end)) for a, b in article.lines_in_scope)
    for start, end in chain.from_iterable(sentences(text, *each) for each in lines):
        kinds = {kind for a, b, kind in article.parts(start, end) if has_letters(text, a, b)}
        if PassageKind.scope in kinds and len(kinds) > 1:
            yield article.finding(SENTENCE_PARTED, start, end)


def _too_long(article: Article, omission: Omission) -> Iterator[Finding]:
    text = article.document.text
    count = sum(
        has_letters(text, max(a, omission.start), min(b, omission.end))
        for a, b in article.sentences_around(omission)
        if a < omission.end and omission.start < b
    )
    if count > 1:
        yield article.finding(OMISSION_OF_SENTENCES, omission.start, omission.end, count=str(count))


def _out_of_scope(article: Article, omission: Omission, terms: Sequence[TermPlace]) -> Iterator[Finding]:
    outside = any(p.start < omission.end and omission.start < p.end for p in article.of_kind(PassageKind.out))
    if outside and not any(omission.start <= t.start and t.end <= omission.end for t in terms):
        yield article.finding(OMISSION_OUTSIDE_SCOPE, omission.start, omission.end)
