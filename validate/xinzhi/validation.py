"""Validates a package: its descriptor, its structure, then the layers of its domain."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from .contract.package import Package
from .contract.source import open_source
from .contract.strict import STOPPING, check_descriptor
from .domain import Domain, LayerContext, NotRunError, RulesEngine
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
        if engine is None and options.shared_by == 1:
            _examine_beside_structure(report, domain, context, options)
        else:
            _add_structure(report, without_form(package, check_structure(package, engine, options)), "error")
            _examine(report, domain, context)
    if strict:
        report.findings = [f.moved(severity="error") for f in report.findings]
    report.seconds = time.perf_counter() - begun
    return report


def _examine_beside_structure(report: Report, domain: Domain, context: LayerContext, options: Options) -> None:
    """The structure engine is pure Python and takes as long as all other layers: it runs beside them."""
    from .engine.workers import workers

    with workers(1, _structure_reader, replace(options, jobs=1, progress=None), options.progress) as submit:
        structure = submit(report.package)
        others = Report(report.package)
        _examine(others, domain, context)
        _add_structure(report, without_form(report.package, structure.result()), "error")
    report.findings += others.findings
    report.checks += others.checks


def _structure_reader(options: Options, progress: Progress | None) -> Callable[[Package], Structure]:
    return lambda package: check_structure(package, None, replace(options, progress=progress))


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


def _examine(report: Report, domain: Domain, context: LayerContext) -> None:
    try:
        for layer in domain.layers:
            try:
                examination = layer.run(context)
                report.add(
                    layer.id, layer.title, layer.unit, examination.findings, examination.looked_at, examination.beyond
                )
            except NotRunError as reason:
                report.skip(layer.id, layer.title, reason.zh, reason.en)
    finally:
        context.close()
