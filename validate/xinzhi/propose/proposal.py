"""What is proposed of a document: candidate rows, each with what was recognised and where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .articles import Article
from .reading import FlatSpan, Reading
from .wording import Remark


@dataclass(frozen=True)
class Candidate:
    """A candidate row. `dataset` is empty where a person has to choose one; `clause` is the evidence that it needs.
    `hint` stands behind what its sheet asks a person to decide. `settled`: whether it is kept unless somebody says
    otherwise."""

    sheet: str
    row: str
    dataset: str
    words: FlatSpan
    clause: FlatSpan
    cells: dict[str, str]
    recognised: Remark
    hint: str = ""
    settled: bool = False


@dataclass
class Proposal:
    """A document with everything that was recognised in it. `repeats` are the passages that stand a second time;
    `registered`: whether the package has the document already, so that only what it does not hold is proposed."""

    id: str
    reading: Reading
    sha256: str
    registered: bool = False
    articles: list[Article] = field(default_factory=list)
    repeats: list[FlatSpan] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def counted(self) -> Counter[str]:
        """How many candidates each sheet holds."""
        return Counter(c.sheet for c in self.candidates)

    def is_repeated(self, place: FlatSpan) -> bool:
        """Whether a place lies in a passage that stands further up already."""
        return any(r.start <= place.start and place.end <= r.end for r in self.repeats)
