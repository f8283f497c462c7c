"""Lists what the documents say in scope and the package does not: clauses, numerals and names that neither evidence
nor omissions cover."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import add
from pathlib import Path

from ..contract.table import RecordKey
from ..domain import PassageKind, Proof, Role
from ..findings import Finding, Rule, RuleBook
from . import clauses, scope
from .articles import Article, articles_of, joined
from .documents import Documents, SourceDocument, find_documents
from .facts import Facts, ProofSpan
from .locate import locate, squash
from .numerals import Numeral, find_numerals, plan_years
from .taken import Taken
from .titles import ENDING, LONGEST_TITLE, TITLE
from .widths import fold_widths

RULES = RuleBook()
NUMERAL_UNACCOUNTED = RULES.new(
    "numeral-unaccounted",
    "coverage",
    zh="数字“{value}”既无证据也未列入略去：“…{context}…”；应录入一行，或记入数据集 {omissions}",
    en=(
        "the numeral “{value}” is neither in evidence nor among the omissions: “…{context}…”; enter it in a row, or in"
        " the dataset {omissions}"
    ),
    means_zh="文档中范围之内的一个数字既不在任何证据之中，也没有列入略去。",
    means_en="A numeral of a document, in scope, is neither in a span of evidence nor among the omissions.",
    why_zh="每个数字都须有交代：收录，或说明为何不收。否则不知道是漏了，还是有意略去。",
    why_en=(
        "Every numeral is accounted for: in a row, or left out for a reason. Otherwise nobody knows whether it was"
        " forgotten."
    ),
)
NUMERAL_NOT_IN_ROW = RULES.new(
    "numeral-not-in-row",
    "coverage",
    zh="数字“{value}”在 {records} 的证据之内，却不见于该行：“…{context}…”",
    en="the numeral “{value}” stands in the evidence of {records}, but not in that row: “…{context}…”",
    means_zh="一个数字在某行的证据之内，那一行却没有这个数。",
    means_en="A numeral stands in the evidence of a row, and the row does not hold it.",
    why_zh="这样的数字看似已收录，其实没有：应另立一行、收紧区间，或列入略去。",
    why_en="It looks recorded and is not: add a row, make the span tighter, or list it among the omissions.",
)
MENTION_UNACCOUNTED = RULES.new(
    "mention-unaccounted",
    "coverage",
    zh="此处提到“{value}”（{entity}），却没有关于它的证据：“…{context}…”",
    en="“{value}” ({entity}) is mentioned here, but no evidence about it covers the place: “…{context}…”",
    means_zh="收录的文章提到了已登记的名称，却没有关于它的证据，也没有列入略去。",
    means_en=(
        "An article in scope mentions a registered name, and neither evidence about it nor an omission covers the"
        " place."
    ),
    why_zh="那里可能有一条关于它的事实被漏掉了。",
    why_en="There may be a fact about it that was forgotten.",
)
MENTION_NOT_LINKED = RULES.new(
    "mention-not-linked",
    "coverage",
    zh="“{value}”（{entity}）出现在 {records} 的证据之内，却没有一行把两者联系起来：“…{context}…”",
    en="“{value}” ({entity}) stands in the evidence of {records}, but no row links the two: “…{context}…”",
    means_zh="机构、园区等的名称处在某些事实的证据之内，而这些事实无一指向它，也没有联系表把它们联系起来。",
    means_en=(
        "The name of an organisation or park stands in the evidence of some facts; none of them refers to it, and"
        " no row of a linking table ties them."
    ),
    why_zh="点了名却没有记下联系，按机构查询就会漏掉这件事。",
    why_en="A name without a link is missing from every query by organisation.",
)
NAME_UNACCOUNTED = RULES.new(
    "name-unaccounted",
    "coverage",
    zh="“{value}”像是机构、园区或政策的名称，却未登记，也未列入略去：“…{context}…”",
    en=(
        "“{value}” looks like the name of an organisation, park or policy; it is neither registered nor among the"
        " omissions: “…{context}…”"
    ),
    means_zh="收录的文章中有像是名称的词（以公司、大学、园区等结尾，或在书名号之内），既未登记，也未列入略去。",
    means_en=(
        "An article in scope holds what looks like a name, by its ending or its title marks, that is neither in a"
        " row nor among the omissions."
    ),
    why_zh="可能漏了一个机构、园区或政策；不是名称的，列入略去并说明理由。",
    why_en=(
        "An organisation, park or policy may have been missed; what is no name goes among the omissions, with a reason."
    ),
)
OUTSIDE_ARTICLES = RULES.new(
    "outside-articles",
    "coverage",
    zh="{start}–{end} 之间有 {value} 个字符不属于任何文章：“…{context}…”",
    en="{value} characters at {start}–{end} belong to no article: “…{context}…”",
    means_zh="文档中有一段文字不属于任何文章。",
    means_en="A passage of a document belongs to no article.",
    why_zh="文章之外的文字不会被核对，其中的数字和名称就漏掉了。",
    why_en="Text outside the articles is not checked, and its numerals and names are missed.",
)

# Stands between parts of a page, and in no name.
_PARTED = "\0"
# How names are looked for: whatever their case, or as they are.
Fold = Callable[[str], str]


@dataclass
class Coverage:
    """What coverage found, what it counted by how it is accounted for, and of each article that is read by sentences
    how many of them are in scope."""

    findings: list[Finding] = field(default_factory=list)
    clauses: Counter[str] = field(default_factory=Counter)
    numerals: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    sentences: dict[str, int] = field(default_factory=dict)
    documents: Documents = field(default_factory=Documents)


def every_rule() -> Iterator[Rule]:
    """The rules of clauses, numerals and names in scope, and of scope itself."""
    return chain(RULES, clauses.RULES, scope.RULES)


def check_coverage(facts: Facts, folder: Path) -> Coverage:
    """Account for every clause, numeral and name in scope of the documents at hand. Raises DocumentsError where
    `folder` cannot be read."""
    result = Coverage(documents=find_documents(folder, facts.registered_documents()))
    articles = list(articles_of(facts, result.documents))
    terms, names = scope.ScopeTerms(facts), _Names(facts)
    for article in articles:
        result.findings += scope.check_scope(facts, article, terms)
        result.findings += clauses.check_clauses(facts, article, result.clauses)
        result.findings += _numerals(facts, article, result.numerals)
        result.findings += _names(facts, article, names, result.names)
        if article.by_sentences:
            result.sentences[article.id] = scope.sentences_in_scope(article)
    for document in result.documents.at_hand.values():
        result.findings += _outside(document, [a for a in articles if a.document is document])
    return result


def _numerals(facts: Facts, article: Article, counted: Counter[str]) -> Iterator[Finding]:
    for start, end, numeral in _numerals_of(article):
        if article.kind_at(start) != PassageKind.scope:
            continue
        proofs = article.proving(start, end)
        if any(_states(facts, p, numeral) for p in proofs):
            counted["in a row"] += 1
        elif reason := article.omitted(start, end):
            counted[f"omitted: {reason}"] += 1
        else:
            counted["unaccounted"] += 1
            rule = NUMERAL_NOT_IN_ROW if proofs else NUMERAL_UNACCOUNTED
            values = {"records": _records(proofs), "omissions": facts.name_of(Proof.omissions)}
            yield article.finding(rule, start, end, **values)


def _numerals_of(article: Article) -> Iterator[tuple[int, int, Numeral]]:
    """The numerals in the lines in scope, each with its place in the document."""
    for start, end in article.lines_in_scope:
        for numeral in find_numerals(article.document.text[start:end]):
            yield start + numeral.start, start + numeral.end, numeral


def _states(facts: Facts, proof: ProofSpan, numeral: Numeral) -> bool:
    """Whether the proved row states the numeral: as text, or as a number that is equal."""
    silent = _silent_columns(facts, proof.dataset)
    cells = [v for c, v in facts.row(*proof.key).items() if v and c not in silent]
    cells += facts.names.get(proof.key, [])
    if any(numeral.text in fold_widths("".join(cell.split())) for cell in cells):
        return True
    if numeral.plan is not None and any(str(year) in cell for cell in cells for year in plan_years(numeral.plan)):
        return True  # a period within the plan's
    value = numeral.value
    return value is not None and any(
        (other.value == value) for cell in cells for other in find_numerals(cell.replace("-", " "))
    )


def _silent_columns(facts: Facts, dataset: str) -> set[str]:
    """The columns whose digits state nothing: the row's own id and number, and the codes of vocabularies."""
    codes = {c.name for c in facts.datasets.with_role(Role.code_list)}
    referring = {column for column, target in facts.references(dataset).items() if target in codes}
    key = facts.tables[dataset][0].primary_key if dataset in facts.tables else []
    numbered = dataset in facts.datasets and facts.datasets[dataset].sequence
    return {*key, *referring, *(["sequence"] if numbered else [])}


def _names(facts: Facts, article: Article, names: _Names, counted: Counter[str]) -> Iterator[Finding]:
    page = _Page(article, names.longest)
    taken = Taken()
    for wanted, entity in names.on(page):
        for start, end in page.mentions(wanted):
            if taken.holds(start, end):
                continue  # part of a longer name: 比亚迪 in 比亚迪半导体
            taken.add(start, end)
            if article.kind_at(start) != PassageKind.scope:
                continue
            proofs = article.proving(start, end)
            stating = [p for p in proofs if _may_be_linked(facts, p, entity)] or proofs
            if any(_is_linked(facts, p, entity) for p in stating):
                counted["in evidence"] += 1
            elif reason := article.omitted(start, end):
                counted[f"omitted: {reason}"] += 1
            elif not facts.has_proper_names(entity.dataset) and proofs:
                counted["in evidence"] += 1  # such a name may be a common phrase; that a fact states it is enough
            else:
                counted["unaccounted"] += 1
                rule = MENTION_NOT_LINKED if stating else MENTION_UNACCOUNTED
                yield article.finding(rule, start, end, entity=str(entity), records=_records(stating))
    for pattern in (ENDING, TITLE):
        for start, end, word in page.matches(pattern):
            if article.kind_at(start) != PassageKind.scope or taken.holds(start, end):
                continue
            if reason := article.omitted(start, end):
                counted[f"omitted: {reason}"] += 1
            elif any(_names_it(facts, p, word) for p in article.proving(start, end)):
                counted["in evidence"] += 1
            else:
                counted["unaccounted"] += 1
                yield article.finding(NAME_UNACCOUNTED, start, end)


def _may_be_linked(facts: Facts, proof: ProofSpan, entity: RecordKey) -> bool:
    """Whether a table can tie the proved row to an entity. What an entity's own row proves is that it is named; what it
    has to do with the fact, a link says."""
    if proof.dataset not in facts.datasets:
        return True
    dataset = facts.datasets[proof.dataset]
    return not dataset.proper_names and entity.dataset not in dataset.never_linked


def _is_linked(facts: Facts, proof: ProofSpan, entity: RecordKey) -> bool:
    """Whether the proved row has to do with an entity, with a part of it, or with what it is part of."""
    linked = facts.linked(proof.key)
    return entity in linked or facts.parent(entity) in linked or any(facts.parent(k) == entity for k in linked)


def _records(proofs: Sequence[ProofSpan]) -> str:
    """The first records that are proved, to name in a message."""
    return ", ".join(sorted({str(p.key) for p in proofs})[:3])


class _Page:
    """What an article prints in scope and so near to it that a name may reach over, whose names are looked for whatever
    their case and width."""

    def __init__(self, article: Article, longest: int) -> None:
        body = fold_widths(article.document.text[article.start : article.end])
        # A character that folds to two would shift the offsets.
        self.fold: Fold = str.casefold if len(body.casefold()) == len(body) else str
        places = [(max(a - article.start, 0), min(b - article.start, len(body))) for a, b in article.lines_in_scope]
        parts = joined((_back(body, a, longest), _on(body, b, longest)) for a, b in places if a < b)
        self._printed = _PARTED.join(body[a:b] for a, b in parts)
        self._text = self.fold(self._printed)
        self._offsets = [article.start + at for a, b in parts for at in (*range(a, b), b)]
        self._squashed, self._kept = squash(self._text)
        # Every character, and every two in a row: few names begin with one of these, and the others are nowhere here.
        self.openings = {*self._squashed, *map(add, self._squashed, self._squashed[1:])}

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
        """Where a pattern matches, white space aside, and what stands there."""
        for match in pattern.finditer("".join(self._printed.split())):
            yield *self._place(self._kept[match.start()], self._kept[match.end() - 1] + 1), match.group()

    def _place(self, start: int, end: int) -> tuple[int, int]:
        return self._offsets[start], self._offsets[end - 1] + 1

    def mentions(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Where a name stands, folded as the page is. A Latin name is a whole word: SAP is not in WhatsAPp."""
        for span in locate(self._text, wanted):
            before, after = self._text[max(0, span.start - 1) : span.start], self._text[span.end : span.end + 1]
            if wanted[:1].isascii() and before.isascii() and before.isalnum():
                continue
            if wanted[-1:].isascii() and wanted[-1:].isalnum() and after.isascii() and after.isalnum():
                continue
            yield self._place(span.start, span.end)


def _back(text: str, at: int, letters: int) -> int:
    """The offset so many characters before another, white space not counted."""
    while at > 0 and letters > 0:
        at -= 1
        letters -= not text[at].isspace()
    return at


def _on(text: str, at: int, letters: int) -> int:
    """The offset so many characters behind another, white space not counted."""
    while at < len(text) and letters > 0:
        letters -= not text[at].isspace()
        at += 1
    return at


class _Names:
    """The names of entities, the longest first."""

    def __init__(self, facts: Facts) -> None:
        entities = [(name, entity) for entity, names in facts.names.items() for name in names if len(name) >= 2]
        entities.sort(key=lambda item: len(item[0]), reverse=True)
        # One more than the longest, as what stands beside a name tells whether it is a whole word.
        self.longest = 1 + max([LONGEST_TITLE, *(len(name) for name, _ in entities)])
        self._by_fold: dict[Fold, list[tuple[str, str, RecordKey]]] = {
            fold: [("".join(wanted.split())[:2], wanted, entity) for wanted, entity in _folded(entities, fold)]
            for fold in (str, str.casefold)
        }

    def on(self, page: _Page) -> Iterator[tuple[str, RecordKey]]:
        """Those that a page may mention, folded as it is."""
        names = self._by_fold[page.fold]
        return ((wanted, entity) for opening, wanted, entity in names if opening in page.openings)


def _folded(names: Sequence[tuple[str, RecordKey]], fold: Fold) -> Iterator[tuple[str, RecordKey]]:
    return ((fold(fold_widths(name)), entity) for name, entity in names)


def _names_it(facts: Facts, proof: ProofSpan, word: str) -> bool:
    """Whether the proved row says the word itself, as a name, a title or in its text."""
    bare = word.strip("《》")
    row = facts.row(*proof.key)
    return any(bare in "".join(v.split()) for c, v in row.items() if c.endswith("_zh"))


def _outside(document: SourceDocument, articles: list[Article]) -> Iterator[Finding]:
    at = 0
    for start, end in [*sorted((a.start, a.end) for a in articles), (len(document.text), len(document.text))]:
        gap = document.text[at:start]
        if gap.strip():
            context = "".join(gap.split())[:20]
            values = {"start": at, "end": start, "context": context}
            line = document.text.count("\n", 0, at + len(gap) - len(gap.lstrip())) + 1
            count = str(len("".join(gap.split())))
            yield OUTSIDE_ARTICLES.finding(values, file=document.path.name, line=line, value=count)
        at = max(at, end)
