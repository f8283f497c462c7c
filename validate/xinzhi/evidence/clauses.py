"""Accounts for every clause in scope: a row's evidence says it, or it is left out for a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..domain import PassageKind, Proof
from ..findings import Finding, RuleBook
from .articles import Article
from .facts import Facts
from .locate import locate
from .sentences import clauses

RULES = RuleBook()
CLAUSE_UNACCOUNTED = RULES.new(
    "clause-unaccounted",
    "coverage",
    zh="分句“{value}”中的“{left}”既无证据也未列入略去：应录入一行，或记入数据集 {omissions}",
    en=(
        "of the clause “{value}”, “{left}” is neither in evidence nor among the omissions; enter it in a row, or in"
        " the dataset {omissions}"
    ),
    means_zh=(
        "范围之内的一个分句（标点之间的文字），有四分之一以上的字、且多于两个字，既不在证据之中，也没有列入略去。"
        "机构、园区等专名的证据若未注明所证的列，只说明点了名：一个分句除此之外一无所有，也是没有交代。"
        "文章的题名、作者等已登记的不查。"
    ),
    means_en=(
        "Of a clause in scope (what stands between punctuation), more than a quarter of the characters, and more than"
        " two, are neither in evidence nor in an omission. The evidence of organisations, parks and the like, unless"
        " it is of one column, says only that they are named: a clause with nothing else is unaccounted for. What the"
        " article's own row tells, its title or author, is accounted for."
    ),
    why_zh="没有数字和名称的事实也可能漏掉；每个分句都有交代，才知道“未提”就是未提。",
    why_en=(
        "Facts without a figure or a name are forgotten as easily; only where every clause is accounted for does"
        " silence mean something."
    ),
)
# A word that only connects (其中, 同时) is no clause of its own, and rows need not repeat 在…方面 around their words.
_WORD = 2
_SHARE = 4


@dataclass(frozen=True)
class _Told:
    """The offsets of an article that rows state, that are left out, and at which something is only named."""

    said: frozenset[int]
    left_out: frozenset[int]
    named: frozenset[int]

    def left(self, letters: Sequence[int]) -> list[int]:
        """What is unaccounted of a clause: none of it where little is left over; all of it where it is only named."""
        if len(letters) > _WORD and not any(at in self.said or at in self.left_out for at in letters):
            return list(letters)
        left = [at for at in letters if at not in self.said and at not in self.left_out and at not in self.named]
        return left if len(left) > _WORD and len(left) * _SHARE > len(letters) else []


def check_clauses(facts: Facts, article: Article, counted: Counter[str]) -> Iterator[Finding]:
    """Findings of clauses in scope that nothing accounts for. `counted` is told how many there are."""
    text = article.document.text
    told = _told(facts, article)
    for passage in article.of_kind(PassageKind.scope):
        for start, end in clauses(text, passage.start, passage.end):
            letters = [at for at in range(start, end) if text[at].isalnum()]
            left = told.left(letters)
            if left:
                counted["unaccounted"] += 1
                values = {"left": "".join(text[at] for at in left), "omissions": facts.name_of(Proof.omissions)}
                yield article.finding(CLAUSE_UNACCOUNTED, start, end, **values)
            else:
                counted["in a row" if any(at in told.said for at in letters) else "omitted"] += 1


def _told(facts: Facts, article: Article) -> _Told:
    # A span of one column says what that column does: who the parent is, what a note explains.
    proofs = [(facts.has_proper_names(p.dataset) and not p.field, p.start, p.end) for p in article.proofs]
    of_its_row = list(_told_by_its_row(article))
    return _Told(
        said=_offsets([*((a, b) for is_name, a, b in proofs if not is_name), *of_its_row]),
        left_out=_offsets([(o.start, o.end) for o in article.omissions]),
        named=_offsets([(a, b) for is_name, a, b in proofs if is_name]),
    )


def _offsets(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(at for start, end in spans for at in range(start, end))


def _told_by_its_row(article: Article) -> Iterator[tuple[int, int]]:
    """Where the article first prints its title, its author and what else its row tells in Chinese."""
    text = article.document.text[article.start : article.end]
    for column, cell in article.row.items():
        for start, end in clauses(cell, 0, len(cell)) if column.endswith("_zh") else ():
            place = next(locate(text, cell[start:end]), None)
            if place is not None:
                yield article.start + place.start, article.start + place.end
