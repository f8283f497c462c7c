"""The engine that is frictionless itself, in this process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import frictionless
from frictionless.resources import TableResource

from ..contract.package import Package
from . import reasons
from .answer import Answer, ResourceResult, Structure
from .confined import confined
from .csv_file import missing_values
from .csv_reading import reading_of
from .descriptor_errors import located_errors
from .details import Verbatim
from .doubt import Reason
from .examples import LARGEST_ROWS, affordable, characters
from .faults import Fault, faults_of
from .frictionless_types import Error, FrictionlessResource, FrictionlessRow
from .gate import Gate
from .guarded_fields import guard
from .guesses import check_reading, declared_by
from .limits import Refusal
from .options import DEFAULT, Options, ProgressStep
from .patience import patience
from .reader_failures import failure
from .silent import PADDED_CELL, SilentChecks, silent_field
from .structure_rules import RULES
from .translate import as_finding, forget, resource_result
from .undecodable import located


def run(package: Package, options: Options = DEFAULT, only: Collection[str] | None = None) -> Structure:
    """Validate with frictionless. `only` names the resources to read, where the others are known."""
    forget()
    result = Structure()
    gate = Gate()
    with confined(package.root, allow_remote=options.allow_remote), patience():
        for resource in resources(package, result):
            if only is None or resource.name in only:
                result.add(resource.name, read_whole(package, resource, gate, options))
    return result


def resources(package: Package, result: Structure) -> list[FrictionlessResource]:
    """The resources as frictionless describes them; none, and its findings in `result`, where it refuses the
    descriptor."""
    guard()
    try:
        described = frictionless.Package.from_descriptor(dict(package.descriptor), basepath=str(package.root))
        described.to_descriptor(validate=True)
    except frictionless.FrictionlessException as exception:
        result.findings += located_errors(package, exception.to_errors())
        return []
    except Exception as exception:  # of a property of a kind that frictionless did not think of
        fault = Fault("package-error", Verbatim(f"{type(exception).__name__}: {exception}"))
        result.findings.append(as_finding(package, None, fault, {}))
        return []
    return list(described.resources)


def refused(package: Package, resource: FrictionlessResource, refusal: Refusal) -> ResourceResult:
    """The answer for a resource that passes a limit."""
    silent = SilentChecks(package.resource(resource.name), [], 0)
    answer = Answer("limits", reasons.BEYOND_LIMIT.about(refusal.type), Counter([refusal.type]))
    return resource_result(package, resource.name, [refusal], silent, answer)


def read_whole(
    package: Package, resource: FrictionlessResource, gate: Gate, options: Options, reason: Reason | None = None
) -> ResourceResult:
    """frictionless's errors for a resource, and what it passed in silence. Where frictionless itself fails, that is the
    one error. `reason` says why nobody else read it."""
    if not isinstance(resource, TableResource):
        reason = reasons.NOT_A_TABLE
    refusal = gate.refusal(resource, whole=True)
    if refusal is not None:
        return refused(package, resource, refusal)
    silent = SilentChecks(package.resource(resource.name), [], options.limit)
    declared = declared_by(resource)
    watcher = _Watcher(resource, silent, options)
    try:
        gate.leave_out_parents(resource, whole=True)
        limit = _affordable(resource, options.limit)
        with gate.parents.remembered(resource):
            report = resource.validate(limit_errors=limit, on_row=watcher)
    except EnoughError:
        faults = faults_of([*resource.header.errors, *watcher.errors][: options.limit], resource)
        check_reading(silent, declared, resource, reading_of(resource))
        _add_remark(silent, gate.remark(resource))
        answer = Answer("frictionless", reason, _totals(faults), watcher.rows, complete=False, silent=silent.totals)
        return resource_result(package, resource.name, faults, silent, answer, reading_of(resource))
    except Exception as exception:
        fault = failure(resource, exception, watcher.rows)
        answer = Answer("frictionless", reason, Counter([fault.type]))
        return resource_result(package, resource.name, [fault], silent, answer, reading_of(resource))
    errors = [error for task in report.tasks for error in task.errors] + list(report.errors)
    faults = [
        located(resource, error) or fault for error, fault in zip(errors, faults_of(errors, resource), strict=True)
    ]
    reading = reading_of(resource)
    check_reading(silent, declared, resource, reading)
    remark = gate.remark(resource)
    if faults:
        _add_remark(silent, remark)
    elif remark is not None:
        faults = [remark]
    if remark is not None and remark.row is not None:
        silent.take_back(PADDED_CELL, remark.row)  # the end of a cell that is the rest of the file
    rows = sum(task.stats.get("rows") or 0 for task in report.tasks)
    answer = Answer(
        "frictionless", reason, _totals(faults), rows, complete=not watcher.stopped(limit), silent=silent.totals
    )
    return resource_result(package, resource.name, faults, silent, answer, reading)


def _add_remark(silent: SilentChecks, remark: Refusal | None) -> None:
    """Tell of what frictionless passes beside what it finds: it may be the cause."""
    if remark is not None:
        silent.report(RULES[remark.type], remark.values, row=remark.row)


def _totals(faults: Sequence[Fault]) -> Counter[str]:
    return Counter(fault.type for fault in faults)


def _affordable(resource: FrictionlessResource, limit: int) -> int:
    try:
        return affordable(resource.schema.fields if resource.has_defined("schema") else (), limit)
    except Exception:  # of a schema that frictionless cannot read, which it will report
        return limit


class EnoughError(Exception):
    """The errors so far hold all the memory that errors may take."""


class _Watcher:
    """Looks at each row that frictionless reads, keeps its errors, and counts the rows aloud where anybody listens."""

    def __init__(self, resource: FrictionlessResource, silent: SilentChecks, options: Options) -> None:
        self._resource, self._silent, self._progress = resource, silent, options.progress
        self.errors: list[Error] = []
        self.rows = self._held = 0
        if self._progress is not None:
            self._progress(ProgressStep(resource.name, "frictionless"))

    def __call__(self, row: FrictionlessRow) -> None:
        silent = self._silent
        if not silent.fields:
            expected = self._resource.header.get_expected_fields()
            if self._resource.dialect.has_control("csv"):
                silent.delimiter = self._resource.dialect.get_control("csv").delimiter
            silent.fields = [silent_field(silent.resource, f.name, missing_values(f)) for f in expected]
        silent.watch(row.row_number, row.cells, row)
        silent.watch_lines(row.row_number, row.cells)
        self.rows += 1
        if self._progress is not None and self.rows % 1000 == 0:
            self._progress(ProgressStep(self._resource.name, "frictionless", self.rows))
        if row.errors:
            self.errors += row.errors
            self._held += characters(row.cells)
            if self._held > LARGEST_ROWS:
                raise EnoughError

    def stopped(self, limit: int) -> bool:
        """Whether frictionless stopped behind a row because of its limit of errors."""
        return self.rows > 0 and len(self._resource.header.errors) + len(self.errors) >= limit
