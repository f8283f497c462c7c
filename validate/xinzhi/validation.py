"""Runs the layers of validation in order and gathers their findings in a report."""

from __future__ import annotations

import csv
import gc
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from .contract.package import Package, Schema, open_package
from .contract.strict import check_descriptor
from .contract.table import Table, read_table
from .engine.form import check_form
from .engine.silent import check_silent
from .engine.structure import Answer, Engine, Structure, check_structure
from .engine.translate import is_small
from .findings import Finding, Layer, Severity

Tables = Mapping[str, tuple[Schema, Table]]
OWN_NAME = "xinzhi"


@dataclass(frozen=True)
class Check:
    """What became of a layer: whether it ran, what it looked at, the rules that found something, and why not if it did not."""

    layer: Layer
    ran: bool
    findings: int = 0
    looked_at: int = 0
    unit_zh: str = ""
    unit_en: str = ""
    reason_zh: str = ""
    reason_en: str = ""
    rules: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The check as JSON-ready data."""
        shown: dict[str, Any] = {"ran": self.ran, "findings": self.findings, "looked_at": self.looked_at, "unit": self.unit_en}
        return shown if self.ran else {"ran": False, "reason_zh": self.reason_zh, "reason_en": self.reason_en}


@dataclass
class Report:
    """Everything that validation has to say about a package."""

    package: Package
    findings: list[Finding] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    rows: int = 0
    seconds: float = 0.0

    @property
    def valid(self) -> bool:
        """Whether no finding is an error."""
        return not any(f.severity == "error" for f in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready data."""
        return {
            "valid": self.valid,
            "package": self.package.name,
            "version": self.package.descriptor.get("version"),
            "rows": self.rows,
            "findings": [f.as_dict() for f in self.findings],
            "checks": {c.layer: c.as_dict() for c in self.checks},
            "resources": {
                name: {"engine": a.engine, "reason": a.reason, "rows": a.rows, "errors": dict(a.totals)}
                for name, a in self.answers.items()
            },
        }

    def add(self, layer: Layer, found: Iterable[Finding], looked_at: int, unit_zh: str, unit_en: str) -> list[Finding]:
        """Run a layer to its end and note what it found."""
        new = list(found)
        self.findings += new
        self.checks.append(Check(layer, True, len(new), looked_at, unit_zh, unit_en, rules=tuple(sorted({f.rule for f in new}))))
        return new

    def skip(self, layer: Layer, zh: str, en: str) -> None:
        """Note that a layer did not run, and why."""
        self.checks.append(Check(layer, False, reason_zh=zh, reason_en=en))


def validate(where: Path | str = ".", sources: Path | str | None = None, *, engine: Engine | None = None) -> Report:
    """Validate the package at `where` (a folder or a descriptor). Raises PackageError where there is none.

    Any Data Package gets the descriptor and structure layers. This project's own package gets all of them; the
    evidence layer runs where `sources` names the folder of the documents. `engine` replaces the structure layer's own.
    """
    begun = time.perf_counter()
    package = open_package(where)
    report = Report(package)
    own = package.name == OWN_NAME
    tables = read_tables(package)
    report.rows = sum(len(t.records) for _, t in tables.values())
    found = report.add("descriptor", check_descriptor(package, strict=own), 1 + len(package.resources), "个对象", "objects")
    if any(f.rule == "unsafe-path" for f in found):
        report.skip("structure", "描述文件中有不安全的路径，未读取数据", "the descriptor has unsafe paths: no data was read")
    elif own and engine is None:
        # The structure engine is pure Python and takes as long as all other layers: it runs beside them.
        with ProcessPoolExecutor(max_workers=1, mp_context=_processes()) as pool:
            structure = pool.submit(_structure_of, package.descriptor_path)
            others = Report(package)
            _check_own(others, tables, Path(sources) if sources is not None else None)
            _add_structure(report, structure.result(), _silent(package, tables, "error"))
        report.findings += others.findings
        report.checks += others.checks
    else:
        silent = _silent(package, tables, "error" if own else "warning")
        _add_structure(report, check_structure(package, engine), silent)
        if own:
            _check_own(report, tables, Path(sources) if sources is not None else None)
    report.seconds = time.perf_counter() - begun
    return report


def _add_structure(report: Report, structure: Structure, silent: Iterator[Finding]) -> None:
    report.rows = max(report.rows, sum(a.rows for a in structure.answers.values()))
    report.answers = structure.answers
    report.add("structure", [*structure.findings, *silent], report.rows, "行", "rows")


def _structure_of(descriptor: Path) -> Structure:
    gc.freeze()  # a forked child that collects a database connection of its parent crashes
    return check_structure(open_package(descriptor))


def _silent(package: Package, tables: Tables, severity: Severity) -> Iterator[Finding]:
    for name, (schema, table) in tables.items():
        for f in check_silent(package.resource(name), schema, table):
            yield f.moved(severity=severity)


def _processes() -> BaseContext:
    """Forking spares the child its imports; where it is not safe or not there, a new interpreter starts."""
    return get_context("fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn")


def _check_own(report: Report, tables: Tables, sources: Path | None) -> None:
    from .database import load_for_validation
    from .relations import check_relations, relations
    from .rules import rule_book
    from .rules.run import check_rules

    package = report.package
    forms = (f for name, (schema, table) in tables.items() for f in check_form(package.resource(name), schema, table))
    report.add("form", forms, len(tables), "个文件", "files")
    # Tables without a name of their own, or without all of their columns, are reported above and cannot be queried.
    named = Counter(resource.name for resource in package.resources)
    whole = {
        name: (schema, table)
        for name, (schema, table) in tables.items()
        if name and named[name] == 1 and set(schema.names) <= set(table.header)
    }
    connection = load_for_validation(whole)
    try:
        report.add("rules", check_rules(connection, package, set(whole)), len(list(rule_book())), "条规则", "rules")
        report.add("relations", check_relations(connection, package, whole), len(relations()), "条断言", "assertions")
    finally:
        connection.close()
    if sources is None:
        report.skip(
            "evidence",
            "未给出原文：加上 --sources 文件夹 即核对每处证据",
            "the documents were not given: add --sources FOLDER to check every span",
        )
        return
    from .evidence.verify import check_evidence

    verified = check_evidence(package, whole, sources)
    report.add("evidence", verified.findings, verified.spans, "处证据", "spans")


def read_tables(package: Package) -> dict[str, tuple[Schema, Table]]:
    """The tables that can be read as plain CSV; what cannot be read is the structure layer's to report.

    A foreign package may be of any size: its large files are left to the structure engine.
    """
    tables = {}
    for resource in package.resources:
        if resource.schema is None or resource.file is None or not resource.is_plain_csv:
            continue
        if package.name != OWN_NAME and not is_small(resource.file):
            continue
        try:
            tables[resource.name] = (resource.schema, read_table(resource.file))
        except (OSError, UnicodeDecodeError, csv.Error):
            continue
    return tables
