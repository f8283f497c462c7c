"""What validation has to say about a package: its findings, and what became of each layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .contract.package import Package
from .engine.answer import Answer
from .findings import Finding


@dataclass(frozen=True)
class Check:
    """What became of a layer: whether it ran, what it looked at, the rules that found something, and why not if it did
    not. `title_*` is what reports call it."""

    layer: str
    ran: bool
    findings: int = 0
    looked_at: int = 0
    title_zh: str = ""
    title_en: str = ""
    unit_zh: str = ""
    unit_en: str = ""
    reason_zh: str = ""
    reason_en: str = ""
    rules: tuple[str, ...] = ()

    @property
    def counted_en(self) -> str:
        """The unit in English, as many as were looked at: row of one, rows of several."""
        return self.unit_en.removesuffix("s") if self.looked_at == 1 and "," not in self.unit_en else self.unit_en

    def as_dict(self) -> dict[str, Any]:
        """The check as JSON-ready data."""
        if not self.ran:
            return {"ran": False, "reason_zh": self.reason_zh, "reason_en": self.reason_en}
        return {"ran": True, "findings": self.findings, "looked_at": self.looked_at, "unit": self.unit_en}


@dataclass
class Report:
    """Everything that validation has to say about a package."""

    package: Package
    where: str = "."
    findings: list[Finding] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    rows: int = 0
    seconds: float = 0.0

    @property
    def valid(self) -> bool:
        """Whether no finding is an error."""
        return not any(f.severity == "error" for f in self.findings)

    @property
    def totals(self) -> Counter[str]:
        """The number of findings by rule, those beyond the engine's limit too: exact, unless an answer is not
        complete."""
        counts = Counter(f.rule for f in self.findings)
        listed = Counter((f.resource, f.rule) for f in self.findings)
        for name, answer in self.answers.items():
            for rule, total in answer.all.items():
                counts[rule] += max(0, total - listed[name, rule])
        return counts

    @property
    def stopped(self) -> set[str]:
        """The rules of which there may be more: frictionless stopped at its limit of errors in a resource that has
        them."""
        return {rule for answer in self.answers.values() if not answer.complete for rule in answer.all}

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready data."""
        return {
            "valid": self.valid,
            "where": self.where,
            "package": self.package.name,
            "version": self.package.descriptor.get("version"),
            "rows": self.rows,
            "totals": dict(sorted(self.totals.items())),
            "findings": [f.as_dict() for f in self.findings],
            "checks": {c.layer: c.as_dict() for c in self.checks},
            "resources": {name: a.as_dict() for name, a in self.answers.items()},
        }

    def has_errors(self, check: Check) -> bool:
        """Whether a layer found more than warnings."""
        return any(f.severity == "error" and f.rule in check.rules for f in self.findings)

    def add(
        self,
        layer: str,
        title: tuple[str, str],
        unit: tuple[str, str],
        findings: Iterable[Finding],
        looked_at: int,
        beyond: int = 0,
    ) -> list[Finding]:
        """Run a layer to its end and note what it found, and how much more there is `beyond` its limit. Titles and
        units are in Chinese and in English."""
        new = list(findings)
        self.findings += new
        rules = tuple(sorted({f.rule for f in new}))
        self.checks.append(Check(layer, True, len(new) + beyond, looked_at, *title, *unit, rules=rules))
        return new

    def skip(self, layer: str, title: tuple[str, str], zh: str, en: str) -> None:
        """Note that a layer did not run, and why."""
        self.checks.append(Check(layer, False, title_zh=title[0], title_en=title[1], reason_zh=zh, reason_en=en))
