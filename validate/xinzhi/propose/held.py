"""Leaves out what a package holds of a registered document already: only the rest is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..contract.table import RecordKey
from ..domain import Proof
from ..evidence.facts import Facts, ProofSpan, span_of
from .proposal import Candidate, Proposal


def not_held(proposal: Proposal, facts: Facts, datasets: Mapping[str, Sequence[str]]) -> Iterator[Candidate]:
    """The candidates whose words no row of theirs proves and no omission leaves out. `datasets` are those of each
    sheet."""
    articles = {a.id for a in proposal.articles}
    proofs = [p for p in facts.proofs if p.source in articles]
    omitted = [
        span
        for row in facts.proof_rows(Proof.omissions).values()
        if row.get("source") in articles and (span := span_of(row))
    ]
    tiled = any(row.get("source") in articles for row in facts.proof_rows(Proof.passages).values())
    spans, passages = facts.name_of(Proof.spans), facts.name_of(Proof.passages)
    for candidate in proposal.candidates:
        start, end = proposal.reading.span(candidate.words)
        near = [p for p in proofs if p.start < end and start < p.end]
        if candidate.dataset == passages:
            held = tiled
        elif candidate.dataset == spans:
            held = any(p.key == _named(candidate) for p in near) or _is_linked(candidate, near, facts)
        else:
            held = any(_states(p, candidate, datasets[candidate.sheet], facts) for p in near)
        if not held and not any(a <= start and end <= b for a, b in omitted):
            yield candidate


def _named(candidate: Candidate) -> RecordKey:
    return RecordKey(candidate.cells.get("dataset", ""), candidate.cells.get("record", ""))


def _is_linked(candidate: Candidate, near: Sequence[ProofSpan], facts: Facts) -> bool:
    """Whether a row that the place proves names the entity."""
    return any(_named(candidate) in facts.linked(p.key) for p in near)


def _states(proof: ProofSpan, candidate: Candidate, datasets: Sequence[str], facts: Facts) -> bool:
    """Whether a proved row says what a candidate says: one of figures holds its figure."""
    if proof.dataset not in datasets or proof.field:
        return False
    figure = facts.datasets[proof.dataset].figure
    return figure is None or facts.row(*proof.key).get(figure) == candidate.cells.get(figure)
