"""Validates several packages in one call, side by side, so that start-up is paid once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .contract.package import PackageError
from .domain import RulesEngine
from .engine.options import DEFAULT, Options, Progress, cores
from .engine.structure import Engine
from .evidence.documents import DocumentsError
from .result import Report
from .validation import validate


@dataclass(frozen=True)
class Unopened:
    """Stands for the report of what could not be opened, and says why in both languages."""

    where: str
    zh: str
    en: str

    def as_dict(self) -> dict[str, Any]:
        """It as JSON-ready data: neither valid nor invalid."""
        return {"valid": None, "where": self.where, "error_zh": self.zh, "error_en": self.en}


@dataclass(frozen=True)
class Request:
    """What is asked of every package; see `validate`."""

    sources: Path | None = None
    schema: Path | None = None
    engine: Engine | None = None
    rules: RulesEngine | None = None
    options: Options = DEFAULT
    strict: bool = False


_PACKAGES_PER_JOB = 8


def sensible_jobs(places: Sequence[str]) -> int:
    """The processes that are worth their start, no more than there are cores. One package gets one: a scan keeps all
    cores at work by itself."""
    return max(1, min(cores(), len(places) // _PACKAGES_PER_JOB))


def validate_many(places: Sequence[str], request: Request, jobs: int) -> Iterator[Report | Unopened]:
    """A report, or why there is none, for each place, in their order, by `jobs` processes. Of one package the resources
    are read side by side, of several the packages. Raises PackageError where a worker process died."""
    progress = request.options.progress
    if len(places) == 1:
        yield _validate(places[0], replace(request, options=replace(request.options, jobs=jobs)), progress)
        return
    jobs = min(jobs, len(places))
    if jobs == 1:
        yield from map(_reader(request, progress), places)
        return
    from .engine import auto  # noqa: F401  (so that workers inherit it, instead of importing it each)
    from .engine.workers import workers

    shared = replace(request, options=replace(request.options, shared_by=jobs, progress=None))
    with workers(jobs, _reader, shared, progress) as submit:
        futures: list[Future[Report | Unopened]] = [submit(place) for place in places]
        for future in futures:
            yield future.result()


def _reader(request: Request, progress: Progress | None) -> Callable[[str], Report | Unopened]:
    return lambda place: _validate(place, request, None if progress is None else _naming(place, progress))


def _naming(place: str, progress: Progress) -> Progress:
    """Tells steps under the name of the package, of which there are several."""
    return lambda step: progress(step._replace(resource=f"{place}: {step.resource}"))


def _validate(place: str, request: Request, progress: Progress | None) -> Report | Unopened:
    options = replace(request.options, progress=progress)
    try:
        return validate(
            place,
            request.sources,
            schema=request.schema,
            engine=request.engine,
            rules=request.rules,
            options=options,
            strict=request.strict,
        )
    except (PackageError, DocumentsError) as error:
        return Unopened(place, error.zh, error.en)
