"""The articles of the documents at hand with all that coverage goes by: passages, evidence and omissions."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..domain import PassageKind, Proof, Reading
from ..findings import Finding, Rule
from .documents import Documents, SourceDocument
from .facts import Facts, ProofSpan, span_of
from .sentences import sentences

_CONTEXT = 10


@dataclass(frozen=True)
class Passage:
    """A part of an article, and whether it is in scope."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Omission:
    """A place that is left out, with its reason."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Article:
    """An article of a document at hand; `row` is what the package says of it."""

    id: str
    document: SourceDocument
    start: int
    end: int
    row: Mapping[str, str]
    passages: Sequence[Passage]
    proofs: Sequence[ProofSpan]
    omissions: Sequence[Omission]

    @property
    def by_sentences(self) -> bool:
        """Whether it is read by sentences."""
        return self.row.get("reading") == Reading.sentences

    def of_kind(self, kind: PassageKind) -> Iterator[Passage]:
        """Its passages of a kind."""
        return (p for p in self.passages if p.kind == kind)

    def kind_at(self, at: int) -> str | None:
        """The kind of the passage in which an offset lies; None where no passage holds it."""
        passage = self.passages[max(0, bisect_right(self._starts, at) - 1)] if self.passages else None
        return passage.kind if passage is not None and passage.start <= at < passage.end else None

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
        """What lies between two offsets in pieces, each with the kind of the passage that holds it; None for what no
        passage holds."""
        while start < end:
            following = bisect_right(self._starts, start)
            stop = min([*self._starts[following : following + 1], end])
            kind = self.kind_at(start)
            if kind is not None:
                stop = min(stop, self.passages[following - 1].end)
            yield start, stop, kind
            start = stop

    def omitted(self, start: int, end: int) -> str | None:
        """The reason why a place is left out, or None where it is not."""
        return next((o.reason for o in self.omissions if o.start <= start and end <= o.end), None)

    def proving(self, start: int, end: int) -> list[ProofSpan]:
        """The proofs whose span covers a place."""
        return [p for p in self.proofs if p.start <= start and end <= p.end]

    def finding(self, rule: Rule, start: int, end: int, **values: str) -> Finding:
        """The finding that a rule is broken at a place; its message may name the words around it as {context}."""
        text = self.document.text
        word = "".join(text[start:end].split())
        context = "".join(text[max(0, start - _CONTEXT) : end + _CONTEXT].split())
        values = {"context": context, **values}
        line = text.count("\n", 0, start) + 1
        finding = rule.finding(values, file=self.document.path.name, line=line, value=word)
        return finding.moved(resource=self.id, column=f"{start}–{end}")

    @cached_property
    def lines_in_scope(self) -> Sequence[tuple[int, int]]:
        """The whole lines of the document that passages of scope touch: mostly a small part of it, in which stands all
        that has to be accounted for. Sentences and numerals end where a line does."""
        return joined(self._lines_of(p) for p in self.of_kind(PassageKind.scope))

    def _lines_of(self, place: Passage | Omission) -> tuple[int, int]:
        text = self.document.text
        end = text.find("\n", max(place.start, place.end - 1))
        return text.rfind("\n", 0, place.start) + 1, end + 1 if end >= 0 else len(text)

    def sentences_around(self, place: Omission) -> Iterator[tuple[int, int]]:
        """The sentences of the article that stand in the lines of a place."""
        start, end = self._lines_of(place)
        return sentences(self.document.text, max(start, self.start), min(end, self.end))

    @cached_property
    def _starts(self) -> list[int]:
        return [p.start for p in self.passages]


def joined(places: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Places in the order of their starts as as few places as hold the same."""
    few: list[tuple[int, int]] = []
    for start, end in places:
        if few and start <= few[-1][1]:
            few[-1] = (few[-1][0], max(end, few[-1][1]))
        else:
            few.append((start, end))
    return few


def articles_of(facts: Facts, documents: Documents) -> Iterator[Article]:
    """The articles of the documents at hand. Where the domain has no passages, an article is one as a whole."""
    proofs: dict[str, list[ProofSpan]] = defaultdict(list)
    for proof in facts.proofs:
        proofs[proof.source].append(proof)
    omissions: dict[str, list[Omission]] = defaultdict(list)
    for row in facts.proof_rows(Proof.omissions).values():
        if span := span_of(row):
            omissions[row.get("source", "")].append(Omission(*span, row.get("reason", "")))
    passages: dict[str, list[Passage]] = defaultdict(list)
    for row in facts.proof_rows(Proof.passages).values():
        if span := span_of(row):
            passages[row.get("source", "")].append(Passage(*span, row.get("kind", "")))
    for id, row in facts.proof_rows(Proof.articles).items():
        document, span = documents.of(row), span_of(row)
        if document is None or span is None:
            continue
        if not facts.datasets.has(Proof.passages):
            kind = PassageKind.scope if row.get("in_scope") == "true" else PassageKind.out
            passages[id] = [Passage(*span, kind)]
        parts = sorted(passages[id], key=lambda p: p.start)
        yield Article(id, document, *span, row, parts, proofs[id], omissions[id])
