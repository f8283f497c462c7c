"""Proposes the rows that register a document: the file itself, its articles, and the passages that stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain import Proof
from ..domain import Reading as HowRead
from ..evidence.facts import Facts, span_of
from .articles import Article, find_articles, find_repeats
from .proposal import Candidate, Proposal
from .reading import FlatSpan
from .wording import Remark

_OPENING = 40


def register_document(proposal: Proposal, facts: Facts, known: list[Article] | None) -> None:
    """Find the articles of a document and the passages that stand twice, and propose their rows. `known` are the
    articles where the domain knows the kind of document; those of a registered document are as they were registered."""
    datasets = facts.datasets
    if proposal.registered:
        proposal.articles = list(_registered(proposal, facts))
        return
    if known is not None:
        proposal.articles = known
    else:
        proposal.repeats = find_repeats(proposal.reading)
        proposal.articles = [a for a in find_articles(proposal.reading) if not proposal.is_repeated(a.place)]
    proposal.candidates.append(_document(proposal, datasets.proof(Proof.documents)))
    proposal.candidates += _articles(proposal, datasets.proof(Proof.articles))
    if datasets.has(Proof.omissions):
        proposal.candidates += _omissions(proposal, datasets.proof(Proof.omissions))


def _registered(proposal: Proposal, facts: Facts) -> Iterator[Article]:
    for id, row in sorted(facts.proof_rows(Proof.articles).items()):
        span = span_of(row)
        if row.get("document") == proposal.id and row.get("in_scope") != "false" and span is not None:
            yield Article(
                proposal.reading.place(*span),
                row.get("title_zh", ""),
                row.get("author_zh", ""),
                row.get("published", ""),
                id=id,
                by_sentences=row.get("reading") == HowRead.sentences,
            )


def _document(proposal: Proposal, dataset: str) -> Candidate:
    whole = FlatSpan(0, len(proposal.reading.flat))
    cells = {
        "id": proposal.id,
        "sha256": proposal.sha256,
        "characters": str(len(proposal.reading.text)),
        "media_type": "text/plain",
        "language": "zh-Hans",
        "text_status": "not redistributed",
    }
    return Candidate(dataset, f"{dataset}-1", dataset, whole, whole, cells, Remark("文件", "the file"))


def _articles(proposal: Proposal, dataset: str) -> Iterator[Candidate]:
    for number, article in enumerate(proposal.articles, start=1):
        start, end = proposal.reading.span(article.place)
        cells = {
            "id": article.id,
            "document": proposal.id,
            "start": str(start),
            "end": str(end),
            "title_zh": article.title,
            "author_zh": article.author,
            "publisher_zh": article.publisher,
            "published": article.published,
            "published_basis": "printed" if article.published else "unknown",
            "reading": HowRead.sentences if article.by_sentences else HowRead.whole,
        }
        # A page of a kind that is known is one article, whole and about the subject.
        cells |= {"completeness": "full", "in_scope": "true"} if article.by_sentences else {}
        opening = FlatSpan(article.place.start, min(article.place.end, article.place.start + _OPENING))
        recognised = Remark(f"第{number}篇文章", f"article {number}")
        yield Candidate(dataset, f"{dataset}-{number}", dataset, opening, opening, cells, recognised)


def _omissions(proposal: Proposal, dataset: str) -> Iterator[Candidate]:
    for number, place in enumerate(proposal.repeats, start=1):
        recognised = Remark("此段在前文已出现", "this passage stands further up already")
        yield Candidate(dataset, f"{dataset}-{number}", dataset, place, place, {"reason": "duplicate"}, recognised)
