"""The default engine: scans large files, lets frictionless read the small and the doubtful ones, and says which did.

Both give the same verdict, so that this is a matter of time only: a file of some kilobytes is read by frictionless
before a scan of it is compiled.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from frictionless.resources import TableResource

from ..contract.package import Package
from ..contract.reach import size_of
from .confined import confined
from .csv_file import CsvFile, DoubtError, missing_values
from .frictionless import add_findings, read_whole, refused, resources
from .gate import Gate
from .patience import CheckTimeoutError, limited_checks
from .silent import SilentChecks, silent_field
from .structure import Answer, Structure
from .translate import forget

SMALLEST_SCAN = 256 * 1024


def run(package: Package, *, smallest: int = SMALLEST_SCAN, limit: int = 1000, allow_remote: bool = False) -> Structure:
    """Validate every resource; files of fewer than `smallest` bytes are left to frictionless."""
    forget()
    result = Structure()
    gate = Gate()
    with confined(package.root, allow_remote=allow_remote):
        for resource in resources(package, result):
            errors, silent, answer = _validate(package, resource, gate, smallest, limit)
            result.answers[resource.name] = answer
            add_findings(result, package, resource.name, errors, silent)
    return result


def _validate(
    package: Package, resource: Any, gate: Gate, smallest: int, limit: int
) -> tuple[list[Any], SilentChecks, Answer]:
    doubt = "not a table"
    if isinstance(resource, TableResource):
        try:
            if _size(resource) < smallest:
                raise DoubtError("the file is small")
            refusal = gate.refusal(resource, whole=False)
            if refusal is not None:
                return refused(package, resource, refusal)
            gate.leave_out_parents(resource, whole=False)
            return _scan(package, resource, limit)
        except (DoubtError, CheckTimeoutError) as reason:
            doubt = str(reason)
    return read_whole(package, resource, gate, doubt, limit)


def _scan(package: Package, resource: TableResource, limit: int) -> tuple[list[Any], SilentChecks, Answer]:
    file = CsvFile(resource)
    try:
        from .scan import scan_file  # which imports a second's worth, while the file's bytes are read

        described = package.resource(str(resource.name))
        silent = SilentChecks(described, [silent_field(described, f.name, missing_values(f)) for f in file.fields], limit)
        with limited_checks():
            scan = scan_file(file, silent, limit=limit)
        return scan.errors, silent, Answer("scan", totals=scan.totals, rows=scan.rows, silent=silent.totals)
    finally:
        file.close()


def _size(resource: Any) -> int:
    return size_of(Path(str(resource.normpath))) if resource.normpath else 0
