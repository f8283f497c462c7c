"""The default engine: scans large files, lets frictionless read the small and the doubtful ones, and says which did.

Both give the same verdict, so that this is a matter of time only: a file of some kilobytes is read by frictionless
before a scan of it is compiled.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from frictionless.resources import TableResource

from ..contract.package import Package
from ..findings import Finding
from .csv_table import DoubtError
from .frictionless import read_whole, resources
from .patience import CheckTimeoutError, limited_checks
from .structure import Answer, Structure
from .translate import as_finding, forget, is_small, lines_of

SMALLEST_SCAN = 256 * 1024


def run(package: Package, *, smallest: int = SMALLEST_SCAN, limit: int = 1000) -> Structure:
    """Validate every resource; files of fewer than `smallest` bytes are left to frictionless."""
    forget()
    result = Structure()
    for resource in resources(package, result):
        errors, answer = _validate(resource, smallest, limit)
        result.answers[resource.name] = answer
        result.findings += _findings(package, resource.name, errors)
    return result


def _validate(resource: Any, smallest: int, limit: int) -> tuple[list[Any], Answer]:
    from .scan import scan_resource

    doubt = "not a table"
    if isinstance(resource, TableResource):
        try:
            if _size(resource) < smallest:
                raise DoubtError("the file is small")
            with limited_checks():
                scan = scan_resource(resource, limit=limit)
            return scan.errors, Answer("scan", totals=scan.totals, rows=scan.rows)
        except (DoubtError, CheckTimeoutError) as reason:
            doubt = str(reason)
    return read_whole(resource, doubt, limit)


def _size(resource: Any) -> int:
    path = Path(str(resource.normpath)) if resource.normpath else None
    return path.stat().st_size if path is not None and path.is_file() else 0


def _findings(package: Package, name: str, errors: list[Any]) -> list[Finding]:
    described = package.resource(name)
    lines = None
    if described.file is not None and described.is_plain_csv and not is_small(described.file):
        lines = lines_of(described.file, {row for e in errors if (row := getattr(e, "row_number", None))})
    return [as_finding(package, name, e, lines) for e in errors]

