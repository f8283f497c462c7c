"""Renders the difference of two versions as data: JSON, which is exact, and CSV."""

from __future__ import annotations

import csv
import json
from typing import Any, TextIO

from ..versions.difference import Difference
from ..versions.verdict import Verdict
from ..versions.version_source import Version
from .harmless import harmless

CSV_HEADER = ("resource", "change", "key", "new_key", "column", "before", "after", "count")


def as_json(difference: Difference, verdict: Verdict, versions: tuple[Version, Version]) -> dict[str, Any]:
    """The whole difference and the verdict as JSON-ready data."""
    data = difference.as_dict()
    for side, version in zip(("old", "new"), versions, strict=True):
        data[side]["opened"] = version.label_en
    return {**data, "verdict": verdict.as_dict()}


def write_csv(difference: Difference, out: TextIO) -> None:
    """One line for each change of the contract and for each cell. Values that are no texts are written as JSON, and
    characters that act on a terminal as escapes."""
    writer = csv.writer(out, lineterminator="\n")

    def write(*cells: str | int) -> None:
        writer.writerow([harmless(c, longest=len(c)) if isinstance(c, str) else c for c in cells])

    write(*CSV_HEADER)
    for change in difference.changes:
        column = ".".join(p for p in (change.column, change.property) if p)
        write(change.resource or "", str(change.kind), "", "", column, _plain(change.before), _plain(change.after), 1)
    for table in difference.tables:
        for row in table.rows:
            start = (table.resource, str(row.kind), "/".join(row.key), "/".join(row.new_key or ()))
            for cell in row.cells:
                write(*start, cell.column, cell.before or "", cell.after or "", row.count)
            if not row.cells:  # renamed, and nothing else
                write(*start, "", "", "", row.count)


def _plain(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
