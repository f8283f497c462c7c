"""The default engine: scans large files, lets frictionless read the small and the doubtful ones, and says which did.

Both give the same verdict, so that this is a matter of time only: a file of some kilobytes is read by frictionless
before a scan of it is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from frictionless.resources import TableResource

from ..contract.package import Package
from ..findings import Finding
from .csv_table import DoubtError
from .frictionless import read_whole, resources
from .options import DEFAULT, Options, Progress, Step
from .patience import CheckTimeoutError, limited_checks
from .structure import Answer, Structure
from .translate import as_finding, forget, is_small, lines_of
from .workers import workers

Answered = tuple[str, list[Finding], Answer]


def run(package: Package, options: Options = DEFAULT) -> Structure:
    """Validate every resource, in the order of the descriptor; files of fewer than `options.smallest` bytes are left to
    frictionless."""
    forget()
    result = Structure()
    described = resources(package, result)
    jobs = min(options.jobs, len(described))
    for name, findings, answer in (
        _in_workers(package, described, replace(options, jobs=jobs)) if jobs > 1 else (_answer(package, r, options) for r in described)
    ):
        result.answers[name] = answer
        result.findings += findings
    return result


def _in_workers(package: Package, described: list[Any], options: Options) -> Iterator[Answered]:
    """The answers in the order of the resources. The largest are begun first, so that none of them is left for the end."""
    shared = (package, replace(options, jobs=1, shared_by=options.jobs * options.shared_by, progress=None))
    order = sorted(range(len(described)), key=lambda n: -_size(described[n]))
    with workers(options.jobs, _reader, shared, options.progress) as submit:
        futures = {n: submit(n) for n in order}
        for n in range(len(described)):
            yield futures[n].result()


def _reader(shared: tuple[Package, Options], progress: Progress | None) -> Callable[[int], Answered]:
    """What a worker does: it describes the package once, and answers for resources by their place."""
    package, options = shared
    described = resources(package, Structure())
    return lambda n: _answer(package, described[n], replace(options, progress=progress))


def _answer(package: Package, resource: Any, options: Options) -> Answered:
    errors, answer = _validate(resource, options)
    findings = _findings(package, resource.name, errors)
    if options.progress is not None:
        options.progress(Step(resource.name, "read", answer.rows))
    return resource.name, findings, answer


def _validate(resource: Any, options: Options) -> tuple[list[Any], Answer]:
    from .scan import scan_resource

    doubt = "not a table"
    if not options.scan:
        doubt = ""
    elif isinstance(resource, TableResource):
        try:
            if _size(resource) < options.smallest:
                raise DoubtError("the file is small")
            with limited_checks():
                scan = scan_resource(resource, options)
            return scan.errors, Answer("scan", totals=scan.totals, rows=scan.rows)
        except (DoubtError, CheckTimeoutError) as reason:
            doubt = str(reason)
    return read_whole(resource, options, doubt)


def _size(resource: Any) -> int:
    path = Path(str(resource.normpath)) if resource.normpath else None
    return path.stat().st_size if path is not None and path.is_file() else 0


def _findings(package: Package, name: str, errors: list[Any]) -> list[Finding]:
    described = package.resource(name)
    lines = None
    if described.file is not None and described.is_plain_csv and not is_small(described.file):
        lines = lines_of(described.file, {row for e in errors if (row := getattr(e, "row_number", None))})
    return [as_finding(package, name, e, lines) for e in errors]
