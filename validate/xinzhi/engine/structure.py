"""The structure layer: what `frictionless validate` finds, by the same type codes. The engine behind it is a seam."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from ..contract.package import Package
from ..findings import Finding
from .options import DEFAULT, Options


@dataclass(frozen=True)
class Answer:
    """Who answered for a resource (`scan`, `frictionless` or `spark`; `limits` where it was not read), why not the
    scan, and the number of errors by type: the exact one, unless `complete` is false, where frictionless stopped
    reading at its limit of errors. `silent` counts by rule what frictionless does not report."""

    engine: str
    reason: str = ""
    totals: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    complete: bool = True
    silent: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> Counter[str]:
        """The numbers by rule, those that frictionless does not report among them."""
        return self.totals + self.silent


@dataclass(frozen=True)
class Found:
    """What there is to say of a resource: frictionless's errors as findings, those of rules that it does not have, and
    who answered."""

    findings: list[Finding]
    silent: list[Finding]
    answer: Answer


@dataclass
class Structure:
    """What an engine says of a package: findings (up to its limit per resource), those of rules that frictionless does
    not have, and an answer per resource."""

    findings: list[Finding] = field(default_factory=list)
    silent: list[Finding] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)

    def add(self, name: str, found: Found) -> None:
        """Add what there is to say of a resource."""
        self.findings += found.findings
        self.silent += found.silent
        self.answers[name] = found.answer


Engine = Callable[[Package, Options], Structure]


def check_structure(package: Package, engine: Engine | None = None, options: Options = DEFAULT) -> Structure:
    """The structure layer. The engine is `auto` unless another is given."""
    if engine is None:
        from .auto import run

        engine = run
    return engine(package, options)
