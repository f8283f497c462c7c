"""Tells the quality of a release in parts: by year, by region, by whatever the domain parts its facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..contract.table import RecordKey
from ..database import quoted
from ..domain import Proof
from ..domains import datasets_of
from ..publication import Grouping
from ..reviews.ledger import standing
from .context import Release


@dataclass
class Part:
    """The facts of a part: how many, and of how many of them a span tells, nothing is inferred, and a second person has
    read the state in which they are."""

    zh: str
    en: str
    facts: int = 0
    proved: int = 0
    printed: int = 0
    reviewed: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The part as JSON-ready data."""
        return {
            "title_zh": self.zh,
            "title_en": self.en,
            "count": self.facts,
            "with_evidence": self.proved,
            "nothing_inferred": self.printed,
            "read_by_a_second_person": self.reviewed,
        }


def parts_of(release: Release) -> Iterator[tuple[Grouping, list[Part]]]:
    """Each grouping of the domain with its parts; none of a package without evidence or without the view."""
    if not release.domain.datasets.has(Proof.spans):
        return
    proved, inferred = (_records(release, proof) for proof in (Proof.spans, Proof.inferences))
    waiting = _waiting(release)
    views = {name for (name,) in release.connection.execute("SELECT view_name FROM duckdb_views()").fetchall()}
    for grouping in release.domain.publication.groupings:
        if grouping.view not in views:
            continue
        parts: dict[str, Part] = {}
        for dataset, record, zh, en in release.connection.execute(grouping.facts).fetchall():
            key, part = RecordKey(dataset, record), parts.setdefault(en, Part(zh, en))
            part.facts += 1
            part.proved += record in proved[dataset]
            part.printed += record not in inferred[dataset]
            part.reviewed += waiting is not None and key not in waiting
        yield grouping, list(parts.values())


def _records(release: Release, proof: Proof) -> defaultdict[str, set[str]]:
    """The records that a dataset of proof is about, by their dataset."""
    records: defaultdict[str, set[str]] = defaultdict(set)
    if release.domain.datasets.has(proof):
        sql = f"SELECT dataset, record FROM {quoted(release.domain.datasets.proof(proof))}"
        for dataset, record in release.connection.execute(sql).fetchall():
            records[dataset].add(record)
    return records


def _waiting(release: Release) -> set[RecordKey] | None:
    """The records that no second person has read; None where no ledger tells."""
    datasets = datasets_of(release.package)
    if not release.domain.datasets.has(Proof.reviews) or datasets.proof(Proof.reviews) not in release.tables:
        return None
    return set(standing(release.tables, datasets).waiting)
