"""Answers for resources as frictionless describes them: the large are scanned, frictionless reads the small and the
doubtful ones.

Both give the same verdict, so that this is a matter of time only: a small file in which something is in doubt is read
by frictionless before a scan of it is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from frictionless.resources import TableResource

from ..contract.package import Package
from ..contract.reach import size_of
from ..interruption import held_back, raise_again
from . import reasons
from .answer import Answer, ResourceResult, Structure
from .confined import confined
from .csv_file import CsvFile, missing_values
from .csv_reading import reading_of
from .doubt import DoubtError
from .faults import faults_of
from .frictionless import read_whole, refused, resources
from .frictionless_types import FrictionlessResource
from .gate import Gate
from .guesses import check_reading, declared_by
from .options import DEFAULT, Options, Progress, ProgressStep
from .patience import begin, patience
from .silent import SilentChecks, silent_field
from .translate import forget, resource_result
from .workers import workers


def answer_described(
    package: Package, options: Options = DEFAULT, accepted: Mapping[str, Answer] | None = None
) -> Structure:
    """Validate the resources in the order of the descriptor. Those that are `accepted` already are not read again;
    other files of fewer than `options.smallest` bytes are left to frictionless."""
    forget()
    result, accepted = Structure(), accepted or {}
    with confined(package.root, allow_remote=options.allow_remote), patience():
        described = resources(package, result)
        left = [n for n, resource in enumerate(described) if resource.name not in accepted]
        jobs = min(options.jobs, len(left))
        if jobs > 1:
            answered = _in_workers(package, described, left, replace(options, jobs=jobs))
        else:
            gate = Gate()
            answered = ((described[n].name, _answer(package, described[n], gate, options)) for n in left)
        for resource in described:
            if resource.name in accepted:
                result.add(resource.name, ResourceResult([], [], accepted[resource.name]))
            else:
                result.add(*next(answered))
    return result


def _in_workers(
    package: Package, described: list[FrictionlessResource], left: Sequence[int], options: Options
) -> Iterator[tuple[str, ResourceResult]]:
    """The answers for the resources that are left, in their order. The largest are begun first, so that none of them is
    left for the end."""
    shared = (package, replace(options, jobs=1, shared_by=options.jobs * options.shared_by, progress=None))
    with workers(options.jobs, _reader, shared, options.progress) as submit:
        futures = {n: submit(n) for n in sorted(left, key=lambda n: -_size(described[n]))}
        for n in left:
            yield described[n].name, futures[n].result()


def _reader(shared: tuple[Package, Options], progress: Progress | None) -> Callable[[int], ResourceResult]:
    """What a worker does: it describes the package once, and answers for resources by their place."""
    package, options = shared
    begin()
    with confined(package.root, allow_remote=options.allow_remote):
        described, gate = resources(package, Structure()), Gate()

    def read(n: int) -> ResourceResult:
        with confined(package.root, allow_remote=options.allow_remote):
            return _answer(package, described[n], gate, replace(options, progress=progress))

    return read


def _answer(package: Package, resource: FrictionlessResource, gate: Gate, options: Options) -> ResourceResult:
    answered = _read(package, resource, gate, options)
    if options.progress is not None:
        options.progress(ProgressStep(resource.name, "read", answered.answer.rows))
    return answered


def _read(package: Package, resource: FrictionlessResource, gate: Gate, options: Options) -> ResourceResult:
    reason = None
    if options.scan and isinstance(resource, TableResource):
        try:
            if _size(resource) < options.smallest:
                raise DoubtError(reasons.SMALL_FILE)
            if _has_few_rows(resource, options.smallest // _BYTES_A_ROW):
                raise DoubtError(reasons.FEW_ROWS)
            refusal = gate.refusal(resource, whole=False)
            if refusal is not None:
                return refused(package, resource, refusal)
            gate.leave_out_parents(resource, whole=False)
            return _scan(package, resource, options)
        except DoubtError as doubt:
            raise_again()  # DuckDB raises an error of its own where a signal ends its query, which is no doubt
            reason = doubt.reason
    return read_whole(package, resource, gate, options, reason)


def _scan(package: Package, resource: FrictionlessResource, options: Options) -> ResourceResult:
    file = CsvFile(resource, options.progress)
    try:
        with held_back():
            from .scan import scan_file  # which imports a second's worth, while the file's bytes are read

        name = str(resource.name)
        described = package.resource(name)
        silent = SilentChecks(
            described,
            [silent_field(described, f.name, missing_values(f)) for f in file.fields],
            options.limit,
            delimiter=file.delimiter,
        )
        scan = scan_file(file, silent, options)
        reading = reading_of(file.resource)
        check_reading(silent, declared_by(resource), file.resource, reading, quoted=not file.well_quoted)
        answer = Answer("scan", totals=scan.totals, rows=scan.rows, silent=silent.totals)
        return resource_result(package, name, faults_of(scan.errors, file.resource), silent, answer, reading)
    finally:
        file.close()


def _size(resource: FrictionlessResource) -> int:
    return size_of(Path(str(resource.normpath))) if resource.normpath else 0


# DuckDB takes some milliseconds to compile what it asks of a column, in which frictionless reads some 2,000 rows of it:
# so many rows of this size as are worth a scan by their bytes.
_BYTES_A_ROW = 128
_MOST_BYTES = 64 * 1024 * 1024
_SAMPLE = 256 * 1024


def _has_few_rows(resource: FrictionlessResource, few: int) -> bool:
    """Whether a file, as its first lines tell, has fewer rows than so many."""
    size = _size(resource)
    if resource.format not in ("csv", "tsv") or resource.compression or resource.extrapaths or size > _MOST_BYTES:
        return False
    try:
        with Path(str(resource.normpath)).open("rb") as file:
            sample = file.read(_SAMPLE)
    except OSError:  # which the scan will meet, too
        return False
    return sample.count(b"\n") * size < few * len(sample)
