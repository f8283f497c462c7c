"""Makes of a validation what is to be rendered: beside the package as it was, where a change is asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..changes import Base, compare, touched_in_pull_request
from ..result import Report
from .outcome import Outcome
from .version_change import version_change


def outcome_of(report: Report, base: Base | None, again: Callable[[Path], Report], *, with_data: bool) -> Outcome:
    """A report as it is to be rendered: compared with what was there before if there is a base, `with_data` also the
    data.

    `again` validates the package as it was. Raises RepositoryError.
    """
    if base is None:
        return Outcome(report, touched=touched_in_pull_request(report))
    with base.report(report, again) as earlier:
        comparison = compare(report, base, earlier)
        change = None
        if with_data and earlier is not None:
            version = earlier.package.descriptor.get("version")
            published = base.repository.is_tagged(None if version is None else str(version))
            change = version_change(earlier.package, report.package, published=published)
    return Outcome(report, comparison=comparison, change=change, touched=comparison.touched)
