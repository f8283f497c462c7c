"""The engine that is frictionless itself, in this process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import frictionless

from ..contract.package import Package
from ..findings import Finding
from .patience import limited_checks
from .structure import Answer, Structure
from .translate import as_finding, forget


def run(package: Package, only: Collection[str] | None = None) -> Structure:
    """Validate with frictionless. `only` names the resources to read, where the others are known."""
    forget()
    result = Structure()
    for resource in resources(package, result):
        if only is None or resource.name in only:
            errors, result.answers[resource.name] = read_whole(resource)
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


def read_whole(resource: Any, reason: str = "", limit: int = 1000) -> tuple[list[Any], Answer]:
    """frictionless's errors for a resource. Where frictionless itself fails, that is the one error."""
    try:
        with limited_checks():
            report = resource.validate(limit_errors=limit)
    except Exception as exception:
        failure = Failure(f"{type(exception).__name__}: {exception}")
        return [failure], Answer("frictionless", reason, Counter([failure.type]))
    errors = [e for task in report.tasks for e in task.errors] + list(report.errors)
    rows = sum(task.stats.get("rows") or 0 for task in report.tasks)
    return errors, Answer("frictionless", reason, Counter(e.type for e in errors), rows)


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
