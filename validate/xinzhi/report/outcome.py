"""What the reports render: a validation, what a change has to do with it, and where its files lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..changes import Comparison, is_touched
from ..domains import domain_of
from ..findings import Finding, Layer
from ..identity.fingerprint import fingerprints
from ..identity.row_context import RowContext
from ..repository import find_repository
from ..result import Report
from .version_change import ChangeUnknown, VersionChange


@dataclass(frozen=True)
class Outcome:
    """A validation report and, where they are known, the comparison with a revision and the change of the data.

    Paths are told from `base`, or else from the top of the repository, as code hosts want them. `touched` has the lines
    that a change touches, by file.
    """

    report: Report
    base: Path | None = None
    comparison: Comparison | None = None
    change: VersionChange | ChangeUnknown | None = None
    touched: Mapping[str, list[range]] = field(default_factory=dict)

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings to be shown: all of them, or those that the change introduces."""
        return self.report.findings if self.comparison is None else self.comparison.introduced

    @property
    def passed(self) -> bool:
        """Whether no finding to be shown is an error."""
        return not any(f.severity == "error" for f in self.findings)

    @property
    def unlisted(self) -> int:
        """How many errors were counted beyond those that the engine lists. A comparison tells of them by itself."""
        if self.comparison is not None:
            return 0
        return self.report.totals.total() - len(self.findings)

    @cached_property
    def context(self) -> RowContext:
        """The rows that the findings to be shown are about."""
        return RowContext(self.report.package, self.findings)

    @cached_property
    def fingerprints(self) -> list[str]:
        """A fingerprint for each finding to be shown."""
        return fingerprints(self.report.package, self.findings, self.context)

    @cached_property
    def layers(self) -> Mapping[str, Layer]:
        """Rule → the layer that found it."""
        return {rule: check.layer for check in self.report.checks for rule in check.rules}

    @property
    def homepage(self) -> str | None:
        """Where this project is published, if the package is this project's and says so."""
        package = self.report.package
        return str(package.descriptor.get("homepage") or "") or None if domain_of(package) is not None else None

    @cached_property
    def top(self) -> Path:
        """The folder that paths are told from; without a repository it is the package's."""
        repository = find_repository(self.report.package.root) if self.base is None else None
        return (self.base or (repository.root if repository else self.report.package.root)).resolve()

    def path(self, finding: Finding) -> str:
        """The finding's file, told from the top folder; of a finding without a file, the descriptor."""
        package = self.report.package
        file = package.root / finding.file if finding.file else package.descriptor_path
        try:
            return file.resolve().relative_to(self.top).as_posix()
        except ValueError:
            return package.shown(file)

    def is_touched(self, finding: Finding) -> bool:
        """Whether the finding lies on a line that the change touches."""
        return is_touched(finding, self.touched)


def group(findings: Sequence[Finding]) -> dict[tuple[str, str | None, str | None], list[Finding]]:
    """Findings by rule, table and column: what is probably one mistake. Errors come first, else the order is kept."""
    groups: dict[tuple[str, str | None, str | None], list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: f.severity != "error"):
        groups.setdefault((finding.rule, finding.resource, finding.column), []).append(finding)
    return groups
