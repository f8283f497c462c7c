"""The identity of a finding, which survives that its row moves: rule, table, the row's key, column and value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from ..contract.package import Package
from ..findings import Finding
from .row_context import RowContext


def identity(finding: Finding, context: RowContext) -> str:
    """A digest (32 hexadecimal digits) that two findings share where they say the same of the same cell, row or file.

    A row is known by its primary key. Without one, a cell is known by its value, and a row by its text.
    """
    row = context.row(finding)
    which = context.key(finding)
    if (
        which is None
        and context.is_data(finding)
        and row is not None
        and (finding.value is None or finding.column is None)
    ):
        which = row.raw.rstrip("\r\n")
    parts = (finding.rule, finding.resource or finding.file, which, finding.column, finding.value)
    # Each part is preceded by its length, so that no two lists of parts make one text.
    text = "".join("-" if part is None else f"{len(part)}:{part}" for part in parts)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def fingerprints(package: Package, findings: Sequence[Finding], context: RowContext | None = None) -> list[str]:
    """A fingerprint for each finding: its identity, and which one it is of those that share it."""
    context = context or RowContext(package, findings)
    seen: Counter[str] = Counter()
    numbered = []
    for finding in findings:
        shared = identity(finding, context)
        seen[shared] += 1
        numbered.append(f"{shared}:{seen[shared]}")
    return numbered
