"""What a change does to a package's data, and what it asks of the version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..contract.package import Package, PackageError

if TYPE_CHECKING:
    from ..findings import Finding
    from ..versions.difference import Difference, TableDifference
    from ..versions.verdict import Verdict


@dataclass(frozen=True)
class TableChange:
    """How many rows of a dataset a change adds, removes, changes and renames (or merges); `differs` has the rows."""

    resource: str
    added: int
    removed: int
    changed: int
    renamed: int
    differs: TableDifference


@dataclass(frozen=True)
class VersionChange:
    """The difference between the package as it was and as it is, and the verdict on its version."""

    difference: Difference
    verdict: Verdict

    @property
    def enough(self) -> bool:
        """Whether the declared version is as high as the change asks for."""
        return not any(f.rule == "version-too-low" for f in self.verdict.findings)

    @property
    def missing(self) -> list[Finding]:
        """What a version that is high enough lacks. One that is not has to be written in all places anyway."""
        return [f for f in self.verdict.findings if self.enough]

    @property
    def tables(self) -> Iterator[TableChange]:
        """The datasets in which rows differ."""
        for table in self.difference.tables:
            rows = {str(kind): number for kind, number in table.totals.items()}
            yield TableChange(
                table.resource,
                rows.get("added", 0) + rows.get("reused", 0),
                rows.get("removed", 0),
                rows.get("changed", 0),
                rows.get("renamed", 0) + rows.get("merged", 0),
                table,
            )

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON-ready data: as `xinzhi diff` writes it."""
        return {**self.difference.as_dict(), "verdict": self.verdict.as_dict()}


@dataclass(frozen=True)
class ChangeUnknown:
    """Why it cannot be told what a change does to the data."""

    reason_zh: str
    reason_en: str

    def as_dict(self) -> dict[str, Any]:
        """The reason as JSON-ready data."""
        return {"not_told_zh": self.reason_zh, "not_told_en": self.reason_en}


def version_change(old: Package, new: Package, *, published: bool) -> VersionChange | ChangeUnknown:
    """What changes from `old` to `new`. `published` says whether anybody was given the old version."""
    from ..versions.compare import diff
    from ..versions.verdict import judge

    try:
        difference = diff(old, new)
    except PackageError as error:
        return ChangeUnknown(error.zh, error.en)
    return VersionChange(difference, judge(difference, new, published=published))
