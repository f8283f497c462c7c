"""The engine that is frictionless itself, in this process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import frictionless

from ..contract.package import Package
from ..findings import Finding
from .options import DEFAULT, Options, Step
from .patience import limited_checks
from .structure import Answer, Structure
from .translate import as_finding, forget


def run(package: Package, options: Options = DEFAULT, only: Collection[str] | None = None) -> Structure:
    """Validate with frictionless. `only` names the resources to read, where the others are known."""
    forget()
    result = Structure()
    for resource in resources(package, result):
        if only is None or resource.name in only:
            errors, result.answers[resource.name] = read_whole(resource, options)
            result.findings += [as_finding(package, resource.name, error) for error in errors]
    return result


def resources(package: Package, result: Structure) -> list[Any]:
    """The resources as frictionless describes them; none, and its findings in `result`, where it refuses the descriptor."""
    try:
        described = frictionless.Package.from_descriptor(dict(package.descriptor), basepath=str(package.root))
        described.to_descriptor(validate=True)
    except frictionless.FrictionlessException as exception:
        result.findings += located_errors(package, exception.to_errors())
        return []
    return list(described.resources)


@dataclass(frozen=True)
class Failure:
    """Stands for frictionless's answer where it raises instead of answering."""

    note: str
    type: str = "reader-failure"


def read_whole(resource: Any, options: Options, reason: str = "") -> tuple[list[Any], Answer]:
    """frictionless's errors for a resource. Where frictionless itself fails, that is the one error."""
    try:
        with limited_checks():
            report = resource.validate(limit_errors=options.limit, **_counting_rows(resource.name, options))
    except Exception as exception:
        failure = Failure(f"{type(exception).__name__}: {exception}")
        return [failure], Answer("frictionless", reason, Counter([failure.type]))
    errors = [e for task in report.tasks for e in task.errors] + list(report.errors)
    rows = sum(task.stats.get("rows") or 0 for task in report.tasks)
    stopped = any(warning.startswith("reached error limit") for task in report.tasks for warning in task.warnings)
    return errors, Answer("frictionless", reason, Counter(e.type for e in errors), rows, not stopped)


def _counting_rows(name: str, options: Options) -> dict[str, Any]:
    """What makes frictionless count its rows aloud, where anybody listens."""
    if options.progress is None:
        return {}
    tell = options.progress
    tell(Step(name, "frictionless"))
    rows = 0

    def count(_: Any) -> None:
        nonlocal rows
        rows += 1
        if rows % 1000 == 0:
            tell(Step(name, "frictionless", rows))

    return {"on_row": count}


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
    for error in errors:
        yield as_finding(package, owners.get((error.type, error.note)), error)
