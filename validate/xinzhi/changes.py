"""What a change does to a package's findings: which it introduces, which were there before, which it removes."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .contract.package import PackageError
from .findings import Finding
from .identity.fingerprint import identity
from .identity.row_context import RowContext
from .repository import Repository, RepositoryError, find_repository, repository_around
from .result import Report

# The engines list no more findings of a resource than this.
LISTED = 1000


@dataclass(frozen=True)
class Base:
    """What a change is compared with: the commit where the branch left the history of a revision."""

    repository: Repository
    revision: str
    commit: str

    @contextmanager
    def report(self, now: Report, again: Callable[[Path], Report]) -> Iterator[Report | None]:
        """The report of the package as it was, which `again` makes; None where there was none yet. Its files are in a
        folder of their own, which goes at the end. Raises RepositoryError."""
        root = now.package.root.resolve()
        folder = root.relative_to(self.repository.root).as_posix() if root.is_relative_to(self.repository.root) else "."
        below = "" if folder == "." else f"{folder}/"
        tree = self.repository.tree(self.commit)
        with TemporaryDirectory(prefix="xinzhi-") as scratch:
            tree.copy([n for n in (*tree.files, *tree.links) if n.startswith(below)], Path(scratch))
            try:
                earlier: Report | None = again(Path(scratch, folder, now.package.shown(now.package.descriptor_path)))
            except PackageError:
                earlier = None
            yield earlier


def base_of(root: Path, revision: str) -> Base:
    """What a package in the folder `root` is compared with. Raises RepositoryError where it is in no git repository, or
    the revision is unknown."""
    repository = repository_around(root)
    return Base(repository, revision, repository.fork_point(repository.commit(revision)))


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


def compare(report: Report, base: Base, earlier: Report | None) -> Comparison:
    """Compare a report with that of the package as it was, whose files have to be there still."""
    known = defaultdict(list)
    if earlier is not None:
        context = RowContext(earlier.package, earlier.findings)
        for finding in earlier.findings:
            known[identity(finding, context)].append(finding)
    touched = touched_lines(base.repository, base.commit, report.package.root, report.findings)
    introduced, old = _split(report, known, touched)
    fixed = [finding for left in known.values() for finding in left]
    return Comparison(base.revision, base.commit, introduced, old, fixed, _cut(report, earlier), touched)


def touched_in_pull_request(report: Report) -> Mapping[str, list[range]]:
    """The lines that the pull request touches which GitHub is checking; none elsewhere.

    GitHub checks out a merge of the request, whose first parent is the branch that it goes to.
    """
    repository = find_repository(report.package.root) if os.environ.get("GITHUB_EVENT_NAME") == "pull_request" else None
    try:
        return (
            touched_lines(repository, repository.commit("HEAD^1"), report.package.root, report.findings)
            if repository
            else {}
        )
    except RepositoryError:
        return {}  # a shallow clone: which lines changed is not known


def touched_lines(
    repository: Repository, commit: str, root: Path, findings: Sequence[Finding]
) -> Mapping[str, list[range]]:
    """The lines changed since a commit of the files that findings are in, by the file's path in the package."""
    named = sorted({f.file for f in findings if f.file is not None})
    files = {file: root / file for file in named if (root / file).is_file()}
    lines = repository.changed_lines(commit, files.values())
    return {file: lines.get(path, []) for file, path in files.items()}


def is_touched(finding: Finding, touched: Mapping[str, list[range]]) -> bool:
    """Whether a finding lies on a changed line."""
    return any(finding.line in lines for lines in touched.get(finding.file or "", ()))


def _split(
    report: Report, known: dict[str, list[Finding]], touched: Mapping[str, list[range]]
) -> tuple[list[Finding], list[Finding]]:
    """The introduced findings and the old ones, each in the report's order; what stays in `known` is fixed.

    Of findings that are alike, those on unchanged lines are the old ones.
    """
    context = RowContext(report.package, report.findings)
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
