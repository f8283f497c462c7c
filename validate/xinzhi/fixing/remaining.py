"""The suggestions that are left to a person once the safe repairs are made."""

from __future__ import annotations

from collections.abc import Iterator

from ..contract.package import Package
from ..findings import Finding
from ..validation import validate
from .repair import Plan


def suggestions(package: Package, plan: Plan | None = None) -> Iterator[Finding]:
    """The findings that suggest a value, those aside which `plan` repairs. Raises PackageError."""
    files = {file.shown for file in plan.files} if plan else set()
    cells = {(c.file, c.row, c.column) for file in plan.files for c in file.changes} if plan else set()
    for finding in validate(package.descriptor_path).findings:
        if finding.suggestion is None:
            continue
        repaired = (finding.file, finding.row, finding.column) in cells if finding.column else finding.file in files
        if not repaired:
            yield finding
