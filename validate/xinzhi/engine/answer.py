"""What an engine answers: for a resource, and for a package."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ..findings import Finding
from .doubt import Reason


@dataclass(frozen=True)
class Answer:
    """Who answered for a resource (`python`, `scan`, `frictionless` or `spark`; `limits` where it was not read), why
    not the scan, and the number of errors by type: the exact one, unless `complete` is false, where frictionless
    stopped reading at its limit of errors. `silent` counts by rule what frictionless does not report."""

    engine: str
    reason: Reason | None = None
    totals: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    complete: bool = True
    silent: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> Counter[str]:
        """The numbers by rule, those that frictionless does not report among them."""
        return self.totals + self.silent

    def as_dict(self) -> dict[str, Any]:
        """The answer as JSON-ready data; the reason's parts are null where there is none."""
        return {
            "engine": self.engine,
            "reason_id": self.reason.id if self.reason else None,
            "reason_zh": self.reason.zh if self.reason else None,
            "reason_en": self.reason.en if self.reason else None,
            "rows": self.rows,
            "errors": dict(self.totals),
            "silent": dict(self.silent),
            "complete": self.complete,
        }


@dataclass(frozen=True)
class ResourceResult:
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

    def add(self, name: str, result: ResourceResult) -> None:
        """Add what there is to say of a resource."""
        self.findings += result.findings
        self.silent += result.silent
        self.answers[name] = result.answer
