"""The places in articles that prove a row, with what a reader needs to find each, and who has read the row again."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..contract.table import RecordKey
from ..domain import Proof
from ..evidence.facts import Facts, ProofSpan
from ..types.integer import whole_number
from .addresses import of_web
from .words import NOTHING, Pair, pair_of

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """A span of an article that proves a row, or one field of it. `to` is the page of the article, `url` its address
    in the web; `sha256` is the digest of the span, `document_sha256` that of the whole document; `offset` counts from
    the beginning of the article, as `start` and `end` do from that of the document."""

    article: str
    to: str
    title: Pair
    publisher: Pair
    published: str
    date_inferred: bool
    url: str
    heading: Pair
    field: str
    document: str
    document_sha256: str
    start: int
    end: int
    offset: int
    sha256: str

    @property
    def short(self) -> Pair:
        """The article and the section, for a cell of a table."""
        return self.title


@dataclass(frozen=True)
class Reading:
    """Who has read a row again, and when; `waits` where it has changed since, or nobody has."""

    by: str
    on: str
    waits: bool


class Places:
    """The proofs of a package's rows. `address` gives the page of a row of a dataset."""

    def __init__(self, facts: Facts, address: Callable[[str, str], str], waiting: set[RecordKey] | None) -> None:
        self.facts = facts
        self._address = address
        self._waiting = waiting

    def of(self, key: RecordKey) -> list[Place]:
        """The places that prove a row, or where it only links others, the row that it belongs to."""
        proofs = self.facts.proofs_of.get(key) or self.facts.proofs_of.get(self.facts.owner_of(key) or key, [])
        return [self._place(p) for p in sorted(proofs, key=lambda p: (p.source, p.start, p.end, p.field))]

    def reading_of(self, key: RecordKey) -> Reading | None:
        """Who has read a row again; None where the package has no ledger of readings."""
        if self._waiting is None:
            return None
        on, by = self._readings.get(key, ("", ""))
        return Reading(by, on, not on or key in self._waiting)

    def _place(self, proof: ProofSpan) -> Place:
        article = self.facts.article(proof.source)
        begin = whole_number(article.get("start", "")) or 0
        return Place(
            article=proof.source,
            to=self._address(self.facts.datasets.proof(Proof.articles), proof.source),
            title=pair_of(article, "title"),
            publisher=pair_of(article, "publisher"),
            published=article.get("published", ""),
            date_inferred=article.get("published_basis") == "inferred",
            url=of_web(article.get("url", "")),
            heading=self.heading(proof.source, proof.start),
            field=proof.field,
            document=article.get("document", ""),
            document_sha256=self._digests.get(article.get("document", ""), ""),
            start=proof.start,
            end=proof.end,
            offset=proof.start - begin,
            sha256=proof.sha256,
        )

    def heading(self, article: str, start: int) -> Pair:
        """The heading of the part of an article in which a character stands."""
        parts = self._parts.get(article, [])
        at = bisect_right([begin for begin, _ in parts], start) - 1
        return parts[at][1] if at >= 0 else NOTHING

    @cached_property
    def _parts(self) -> Mapping[str, Sequence[tuple[int, Pair]]]:
        parts: dict[str, list[tuple[int, Pair]]] = defaultdict(list)
        for row in self.facts.proof_rows(Proof.passages).values():
            parts[row.get("source", "")].append((whole_number(row.get("start", "")) or 0, pair_of(row, "heading")))
        return {article: sorted(each, key=lambda part: part[0]) for article, each in parts.items()}

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        return dict(self.facts.registered_documents())

    @cached_property
    def _readings(self) -> Mapping[RecordKey, tuple[str, str]]:
        return {
            RecordKey(row.get("dataset", ""), row.get("record", "")): (
                row.get("reviewed_on", ""),
                row.get("reviewer", ""),
            )
            for row in self.facts.proof_rows(Proof.reviews).values()
        }
