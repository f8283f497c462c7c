"""How a domain proposes rows: its sheets, and what it recognises. `Domain.proposing` names the module that holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from ..contract.package import Package, PackageError
from ..domains import domain_of
from ..evidence.facts import Facts
from .articles import Article
from .held import not_held
from .proposal import Candidate, Proposal
from .reading import Reading, read
from .registration import register_document
from .wording import Remark


@dataclass(frozen=True)
class SheetForm:
    """A sheet of a review folder: the datasets that its rows may belong to, and what no program can know of them."""

    name: str
    datasets: tuple[str, ...]
    decide: Remark


def _unknown(reading: Reading, facts: Facts) -> None:
    """Documents of any kind: their articles are found by bylines and headings."""


@dataclass(frozen=True)
class Proposing:
    """How rows are proposed for the datasets of a domain. `sheets` stand in the order in which they are best filled in;
    those that `recognise` makes no candidates for start empty. `recognise` looks at the reading and the articles of a
    proposal beside the package's facts. `read` is how a document becomes a reading, and `articles` knows the articles
    of documents of a kind that the domain knows; of others it knows None."""

    sheets: tuple[SheetForm, ...]
    recognise: Callable[[Proposal, Facts], Iterable[Candidate]]
    read: Callable[[str], Reading] = read
    articles: Callable[[Reading, Facts], list[Article] | None] = _unknown


def proposing_of(package: Package) -> Proposing:
    """How rows are proposed for a package. Raises PackageError for one that nobody has said it of."""
    domain = domain_of(package)
    if domain is None or domain.proposing is None:
        raise PackageError(
            f"不知道数据包“{package.name}”的数据集各为何物，无从提出候选",
            f"nothing is known of what the datasets of {package.name!r} are: rows cannot be proposed for it",
        )
    return cast(Proposing, import_module(domain.proposing).PROPOSING)


def propose(id: str, sha256: str, text: str, facts: Facts, proposing: Proposing) -> Proposal:
    """Read a document beside the package's facts. Nothing is decided and nothing is written."""
    reading = proposing.read(text)
    proposal = Proposal(id, reading, sha256, registered=id in dict(facts.registered_documents()))
    register_document(proposal, facts, proposing.articles(reading, facts))
    proposal.candidates += proposing.recognise(proposal, facts)
    if proposal.registered:
        datasets = {form.name: form.datasets for form in proposing.sheets}
        proposal.candidates = list(not_held(proposal, facts, datasets))
    return proposal
