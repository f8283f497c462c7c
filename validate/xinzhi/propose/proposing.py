"""How a domain proposes rows: its sheets, and what it recognises. `Domain.proposing` names the module that holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from ..contract.package import Package, PackageError
from ..domains import domain_of
from ..evidence.facts import Facts
from .proposal import Candidate, Proposal
from .reading import read
from .registration import register_document
from .wording import Remark


@dataclass(frozen=True)
class SheetForm:
    """A sheet of a review folder: the datasets that its rows may belong to, and what no program can know of them."""

    name: str
    datasets: tuple[str, ...]
    decide: Remark


@dataclass(frozen=True)
class Proposing:
    """How rows are proposed for the datasets of a domain. `sheets` stand in the order in which they are best filled in;
    those that `recognise` makes no candidates for start empty. `recognise` looks at the reading and the articles of a
    proposal beside the package's facts."""

    sheets: tuple[SheetForm, ...]
    recognise: Callable[[Proposal, Facts], Iterable[Candidate]]


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
    proposal = Proposal(id, read(text), sha256)
    register_document(proposal, facts.datasets)
    proposal.candidates += proposing.recognise(proposal, facts)
    return proposal
