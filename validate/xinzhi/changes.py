"""What a change does to a package's findings: which it introduces, which were there before, which it removes."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .contract.package import PackageError
from .findings import Finding
from .identity.context import Context
from .identity.fingerprint import identity
from .repository import Repository, RepositoryError, find_repository
from .validation import Report, validate

# The engines list no more findings of a resource than this.
LISTED = 1000


@dataclass(frozen=True)
class Comparison:
    """The findings of a package beside those that it had at a revision.

    `cut` names the resources with so many findings that not all are listed: there, the comparison may err.
    `touched` has the lines that the change touches, by file.
    """

    revision: str
    commit: str
    introduced: list[Finding]
    old: list[Finding]
    fixed: list[Finding]
    cut: list[str] = field(default_factory=list)
    touched: Mapping[str, list[range]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The comparison as JSON-ready data; old findings are counted, not listed."""
        return {
            "revision": self.revision,
            "commit": self.commit,
            "introduced": [f.as_dict() for f in self.introduced],
            "old": len(self.old),
            "fixed": [f.as_dict() for f in self.fixed],
            "cut": self.cut,
        }


def compare(report: Report, revision: str, again: Callable[[Path], Report] = validate) -> Comparison:
    """Compare a report with the findings of the same package where the branch left `revision`'s history; `again` validates
    that one, as the report was made.

    Raises RepositoryError where the package is in no git repository or the revision is unknown.
    """
    root = report.package.root
    repository = find_repository(root)
    if repository is None:
        raise RepositoryError(
            f"{root} 不在 git 仓库中（或本机没有 git），无从与“{revision}”比较",
            f"{root} is in no git repository (or git is missing): it cannot be compared with “{revision}”",
        )
    commit = repository.fork_point(repository.commit(revision))
    with TemporaryDirectory(prefix="xinzhi-") as scratch:
        before = repository.extract(commit, root, Path(scratch))
        try:
            earlier: Report | None = again(before / report.package.descriptor_path.name)
        except PackageError:
            earlier = None  # there was no package yet: all is new
        known = defaultdict(list)
        if earlier is not None:
            context = Context(earlier.package, earlier.findings)
            for finding in earlier.findings:
                known[identity(finding, context)].append(finding)
    touched = touched_lines(repository, commit, root, report.findings)
    introduced, old = _split(report, known, touched)
    fixed = [finding for left in known.values() for finding in left]
    return Comparison(revision, commit, introduced, old, fixed, _cut(report, earlier), touched)


def touched_in_pull_request(report: Report) -> Mapping[str, list[range]]:
    """The lines that the pull request touches which GitHub is checking; none elsewhere.

    GitHub checks out a merge of the request, whose first parent is the branch that it goes to.
    """
    repository = find_repository(report.package.root) if os.environ.get("GITHUB_EVENT_NAME") == "pull_request" else None
    try:
        return touched_lines(repository, repository.commit("HEAD^1"), report.package.root, report.findings) if repository else {}
    except RepositoryError:
        return {}  # a shallow clone: which lines changed is not known


def touched_lines(
    repository: Repository, commit: str, root: Path, findings: Sequence[Finding]
) -> Mapping[str, list[range]]:
    """The lines changed since a commit of the files that findings are in, by the file's path in the package."""
    files = sorted({f.file for f in findings if f.file is not None})
    return {file: repository.changed_lines(commit, root / file) for file in files if (root / file).is_file()}


def is_touched(finding: Finding, touched: Mapping[str, list[range]]) -> bool:
    """Whether a finding lies on a changed line."""
    return any(finding.line in lines for lines in touched.get(finding.file or "", ()))


def _split(
    report: Report, known: dict[str, list[Finding]], touched: Mapping[str, list[range]]
) -> tuple[list[Finding], list[Finding]]:
    """The introduced findings and the old ones, each in the report's order; what stays in `known` is fixed.

    Of findings that are alike, those on unchanged lines are the old ones.
    """
    context = Context(report.package, report.findings)
    alike: dict[str, list[int]] = defaultdict(list)
    for i, finding in enumerate(report.findings):
        alike[identity(finding, context)].append(i)
    old: set[int] = set()
    for shared, places in alike.items():
        places.sort(key=lambda i: is_touched(report.findings[i], touched))
        before = known.get(shared, [])
        old.update(places[: len(before)])
        del before[: len(places)]
    return (
        [f for i, f in enumerate(report.findings) if i not in old],
        [f for i, f in enumerate(report.findings) if i in old],
    )


def _cut(*reports: Report | None) -> list[str]:
    counts = Counter((i, f.resource) for i, report in enumerate(reports) if report for f in report.findings)
    return sorted({name for (_, name), number in counts.items() if name and number >= LISTED})
