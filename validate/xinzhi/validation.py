"""Validates a package: its descriptor, its structure, then the layers of its domain."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from .contract.package import Package
from .contract.source import open_source
from .contract.strict import STOPPING, check_descriptor
from .domain import Domain, Examination, Layer, LayerContext, NotRunError, RulesEngine
from .domains import domain_of
from .engine.answer import Structure
from .engine.options import DEFAULT, Options, Progress
from .engine.structure import NOTHING_READ, Engine, check_structure
from .engine.told_by_form import without_form
from .findings import Severity
from .layers.layer_names import DESCRIPTOR, STRUCTURE
from .result import Report

__all__ = ["Report", "validate"]


def validate(
    where: Path | str = ".",
    sources: Path | str | None = None,
    *,
    schema: Path | str | None = None,
    engine: Engine | None = None,
    rules: RulesEngine | None = None,
    options: Options = DEFAULT,
    strict: bool = False,
) -> Report:
    """Validate what `where` names: a package (a folder or a descriptor), the descriptor of a resource, or a table file,
    whose Table Schema `schema` may name. Raises PackageError where it cannot be opened.

    Any Data Package gets the descriptor and structure layers, and those of its domain where one is registered under its
    name; layers that read documents run where `sources` names the folder of the documents. `engine` replaces the
    structure layer's own, and `rules` what runs the rules within tables: both are Spark's with `--engine spark`.
    With `strict`, warnings are errors.
    """
    begun = time.perf_counter()
    package = open_source(where, schema)
    domain = domain_of(package)
    report = Report(package, str(where))
    described = check_descriptor(package, strict=domain is not None, allow_remote=options.allow_remote)
    findings = report.add(*DESCRIPTOR, described, 1 + len(package.resources))
    if any(f.rule in STOPPING for f in findings):
        report.skip(
            STRUCTURE.id,
            STRUCTURE.title,
            "描述文件所指的路径不可读，未读取数据",
            "the descriptor points to what may not be read: no data was read",
        )
    elif domain is None:
        # Whoever gives a schema says that there is a table.
        _add_structure(
            report, check_structure(package, engine, options), "warning", "warning" if schema is None else "error"
        )
    else:
        context = LayerContext(package, domain, Path(sources) if sources is not None else None, rules)
        try:
            from .engine.workers import can_fork

            if engine is None and options.shared_by == 1 and can_fork():
                _examine_side_by_side(report, domain, context, options)
            else:
                structure = check_structure(package, engine, options)
                _add_structure(report, without_form(package, structure), "error")
                _add_layers(report, domain, {layer.id: _examined(layer, context) for layer in domain.layers})
        finally:
            context.close()
    if strict:
        report.findings = [f.moved(severity="error") for f in report.findings]
    report.seconds = time.perf_counter() - begun
    return report


def _examine_side_by_side(report: Report, domain: Domain, context: LayerContext, options: Options) -> None:
    """The structure, and the layers that ask for no database, are pure Python, and take as long as the others: a
    process reads them beside, and whichever is done first goes on with what is left. It must be a copy of this one: in
    a new interpreter, a domain that was registered at run time is not known."""
    from .engine.workers import workers

    left = deque(layer for layer in reversed(domain.layers) if not layer.uses_database)
    beside: dict[str, Future[Structure | Examined]] = {}
    taking = threading.Lock()  # what is taken from `left` is in `beside` before anybody looks
    shared = (replace(options, jobs=1, progress=None), context.package, context.sources)
    with workers(1, _reader, shared, options.progress) as submit:

        def go_on(_: object) -> None:
            with taking:
                if not left:
                    return
                layer = left.popleft()
                future = beside[layer.id] = submit(layer.id)
            future.add_done_callback(go_on)

        def take() -> Layer | None:
            with taking:
                return left.pop() if left else None

        structure = submit(STRUCTURE.id)
        structure.add_done_callback(go_on)
        examined: dict[str, Structure | Examined] = {
            layer.id: _examined(layer, context) for layer in domain.layers if layer.uses_database
        }
        while (layer := take()) is not None:
            examined[layer.id] = _examined(layer, context)
        examined[STRUCTURE.id] = structure.result()
        examined |= {id: future.result() for id, future in beside.items()}
    read = examined[STRUCTURE.id]
    assert isinstance(read, Structure)
    _add_structure(report, without_form(report.package, read), "error")
    _add_layers(report, domain, examined)


# What became of a layer.
Examined = Examination | NotRunError


def _reader(
    shared: tuple[Options, Package, Path | None], progress: Progress | None
) -> Callable[[str], Structure | Examined]:
    """What a process beside does that is given the name of a layer."""
    options, package, sources = shared
    domain = domain_of(package)
    assert domain is not None
    context = LayerContext(package, domain, sources)
    layers = {layer.id: layer for layer in domain.layers}

    def read(id: str) -> Structure | Examined:
        if id == STRUCTURE.id:
            return check_structure(package, None, replace(options, progress=progress))
        return _examined(layers[id], context)

    return read


def _examined(layer: Layer, context: LayerContext) -> Examined:
    try:
        examination = layer.run(context)
        return replace(examination, findings=list(examination.findings))
    except NotRunError as reason:
        return reason


def _add_layers(report: Report, domain: Domain, examined: Mapping[str, Structure | Examined]) -> None:
    for layer in domain.layers:
        one = examined[layer.id]
        if isinstance(one, NotRunError):
            report.skip(layer.id, layer.title, one.zh, one.en)
        elif isinstance(one, Examination):
            report.add(layer.id, layer.title, layer.unit, one.findings, one.looked_at, one.beyond)


def _add_structure(report: Report, structure: Structure, silent: Severity, unread: Severity | None = None) -> None:
    """`silent` is the severity of what frictionless does not report, `unread` that of nothing having been read, where
    it is another."""
    report.rows = sum(a.rows for a in structure.answers.values())
    report.answers = structure.answers
    findings = [
        *structure.findings,
        *(f.moved(severity=unread or silent if f.rule == NOTHING_READ.id else silent) for f in structure.silent),
    ]
    listed = Counter(f.resource for f in findings)
    beyond = sum(max(0, a.all.total() - listed[name]) for name, a in structure.answers.items())
    report.add(*STRUCTURE, findings, report.rows, beyond)
