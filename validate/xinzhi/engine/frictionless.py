"""The engine that is frictionless itself, in this process."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import frictionless

from ..contract.package import Package
from ..findings import Finding
from .confined import confined
from .csv_file import missing_values
from .examples import LARGEST_ROWS, affordable, characters
from .gate import Gate
from .limits import Refusal
from .options import DEFAULT, Options, Step
from .patience import begin, limited_checks
from .silent import SilentChecks, silent_field
from .structure import Answer, Found, Structure
from .translate import as_finding, forget, lines_for
from .undecodable import located


def run(package: Package, options: Options = DEFAULT, only: Collection[str] | None = None) -> Structure:
    """Validate with frictionless. `only` names the resources to read, where the others are known."""
    forget()
    begin()
    result = Structure()
    gate = Gate()
    with confined(package.root, allow_remote=options.allow_remote):
        for resource in resources(package, result):
            if only is None or resource.name in only:
                result.add(resource.name, read_whole(package, resource, gate, options))
    return result


def found(package: Package, name: str, errors: Sequence[Any], silent: SilentChecks, answer: Answer) -> Found:
    """frictionless's errors, and what it passed in silence, with their file lines."""
    lines = lines_for(package, name, [*errors, *silent.findings])
    return Found(
        [as_finding(package, name, e, lines) for e in errors],
        [f.moved(line=lines.get(f.row or 0)) for f in silent.findings],
        answer,
    )


def resources(package: Package, result: Structure) -> list[Any]:
    """The resources as frictionless describes them; none, and its findings in `result`, where it refuses the
    descriptor."""
    try:
        described = frictionless.Package.from_descriptor(dict(package.descriptor), basepath=str(package.root))
        described.to_descriptor(validate=True)
    except frictionless.FrictionlessException as exception:
        result.findings += located_errors(package, exception.to_errors())
        return []
    except Exception as exception:  # of a property of a kind that frictionless did not think of
        failure = Failure(f"{type(exception).__name__}: {exception}", "package-error")
        result.findings.append(as_finding(package, None, failure, {}))
        return []
    return list(described.resources)


@dataclass(frozen=True)
class Failure:
    """Stands for frictionless's answer where it raises instead of answering."""

    note: str
    type: str = "reader-failure"


def refused(package: Package, resource: Any, refusal: Refusal) -> Found:
    """The answer for a resource that passes a limit."""
    silent = SilentChecks(package.resource(resource.name), [], 0)
    return found(package, resource.name, [refusal], silent, Answer("limits", refusal.type, Counter([refusal.type])))


def read_whole(package: Package, resource: Any, gate: Gate, options: Options, reason: str = "") -> Found:
    """frictionless's errors for a resource, and what it passed in silence. Where frictionless itself fails, that is the
    one error."""
    refusal = gate.refusal(resource, whole=True)
    if refusal is not None:
        return refused(package, resource, refusal)
    silent = SilentChecks(package.resource(resource.name), [], options.limit)
    watcher = _Watcher(resource, silent, options)
    try:
        gate.leave_out_parents(resource, whole=True)
        with limited_checks():
            report = resource.validate(limit_errors=_affordable(resource, options.limit), on_row=watcher)
    except EnoughError:
        errors = [*resource.header.errors, *watcher.errors][: options.limit]
        answer = Answer(
            "frictionless", reason, Counter(e.type for e in errors), watcher.rows, complete=False, silent=silent.totals
        )
        return found(package, resource.name, errors, silent, answer)
    except Exception as exception:
        damaged = isinstance(exception, (EOFError, lzma.LZMAError, zlib.error, zipfile.BadZipFile))
        failure = (
            Failure(str(exception), "compression-error")
            if damaged
            else Failure(f"{type(exception).__name__}: {exception}")
        )
        return found(package, resource.name, [failure], silent, Answer("frictionless", reason, Counter([failure.type])))
    errors = [located(resource, e) for task in report.tasks for e in task.errors] + list(report.errors)
    remark = gate.remark(resource)
    if remark is not None and not errors:
        errors = [remark]
    rows = sum(task.stats.get("rows") or 0 for task in report.tasks)
    stopped = any(warning.startswith("reached error limit") for task in report.tasks for warning in task.warnings)
    totals = Counter(e.type for e in errors)
    answer = Answer("frictionless", reason, totals, rows, complete=not stopped, silent=silent.totals)
    return found(package, resource.name, errors, silent, answer)


def _affordable(resource: Any, limit: int) -> int:
    try:
        return affordable(resource.schema.fields if resource.has_defined("schema") else (), limit)
    except Exception:  # of a schema that frictionless cannot read, which it will report
        return limit


class EnoughError(Exception):
    """The errors so far hold all the memory that errors may take."""


class _Watcher:
    """Looks at each row that frictionless reads, keeps its errors, and counts the rows aloud where anybody listens."""

    def __init__(self, resource: Any, silent: SilentChecks, options: Options) -> None:
        self._resource, self._silent, self._tell = resource, silent, options.progress
        self.errors: list[Any] = []
        self.rows = self._held = 0
        if self._tell is not None:
            self._tell(Step(resource.name, "frictionless"))

    def __call__(self, row: Any) -> None:
        silent = self._silent
        if not silent.fields:
            expected = self._resource.header.get_expected_fields()
            silent.fields = [silent_field(silent.resource, f.name, missing_values(f)) for f in expected]
        silent.watch(row.row_number, row.cells, row)
        self.rows += 1
        if self._tell is not None and self.rows % 1000 == 0:
            self._tell(Step(self._resource.name, "frictionless", self.rows))
        if row.errors:
            self.errors += row.errors
            self._held += characters(row.cells)
            if self._held > LARGEST_ROWS:
                raise EnoughError


def located_errors(package: Package, errors: Sequence[Any]) -> Iterator[Finding]:
    """The errors for which frictionless refuses a descriptor, with their resources. It names none, so that it is asked
    again, resource by resource; what none of them explains lies in the package's own properties."""
    owners: dict[tuple[str, str], str] = {}
    for resource in package.resources:
        try:
            frictionless.Resource.from_descriptor(dict(resource.descriptor), basepath=str(package.root))
            if resource.schema is not None:
                frictionless.Schema.from_descriptor(dict(resource.schema.descriptor))
        except frictionless.FrictionlessException as again:
            for each in again.to_errors():
                owners.setdefault((each.type, each.note), resource.name)
        except Exception:
            continue  # it says something else of this resource alone than of the package
    for error in errors:
        yield as_finding(package, owners.get((error.type, error.note)), error, {})
