"""Runs the layers of validation in order and gathers their findings in a report."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from .contract.form import check_form
from .contract.package import Package, Schema
from .contract.reach import is_regular
from .contract.source import open_source
from .contract.strict import STOPPING, check_descriptor
from .contract.table import Table, read_table
from .engine.answer import Answer, Structure
from .engine.options import DEFAULT, Options, Progress
from .engine.structure import Engine, check_structure
from .engine.translate import is_small
from .findings import Finding, Layer, Severity

Tables = Mapping[str, tuple[Schema, Table]]
# Findings of the rules within tables, and how many more there are beyond a limit.
RulesEngine = Callable[[Package], tuple[Iterable[Finding], int]]
OWN_NAME = "xinzhi"


@dataclass(frozen=True)
class Check:
    """What became of a layer: whether it ran, what it looked at, the rules that found something, and why not if it did
    not."""

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
        shown: dict[str, Any] = {
            "ran": self.ran,
            "findings": self.findings,
            "looked_at": self.looked_at,
            "unit": self.unit_en,
        }
        return shown if self.ran else {"ran": False, "reason_zh": self.reason_zh, "reason_en": self.reason_en}


@dataclass
class Report:
    """Everything that validation has to say about a package."""

    package: Package
    where: str = "."
    findings: list[Finding] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    rows: int = 0
    seconds: float = 0.0

    @property
    def valid(self) -> bool:
        """Whether no finding is an error."""
        return not any(f.severity == "error" for f in self.findings)

    @property
    def totals(self) -> Counter[str]:
        """The number of findings by rule, those beyond the engine's limit too: exact, unless an answer is not
        complete."""
        counts = Counter(f.rule for f in self.findings)
        told = Counter((f.resource, f.rule) for f in self.findings)
        for name, answer in self.answers.items():
            for rule, total in answer.all.items():
                counts[rule] += max(0, total - told[name, rule])
        return counts

    @property
    def stopped(self) -> set[str]:
        """The rules of which there may be more: frictionless stopped at its limit of errors in a resource that has
        them."""
        return {rule for answer in self.answers.values() if not answer.complete for rule in answer.all}

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready data."""
        return {
            "valid": self.valid,
            "where": self.where,
            "package": self.package.name,
            "version": self.package.descriptor.get("version"),
            "rows": self.rows,
            "totals": dict(sorted(self.totals.items())),
            "findings": [f.as_dict() for f in self.findings],
            "checks": {c.layer: c.as_dict() for c in self.checks},
            "resources": {name: a.as_dict() for name, a in self.answers.items()},
        }

    def add(
        self, layer: Layer, found: Iterable[Finding], looked_at: int, unit_zh: str, unit_en: str, beyond: int = 0
    ) -> list[Finding]:
        """Run a layer to its end and note what it found, and how much more there is `beyond` its limit."""
        new = list(found)
        self.findings += new
        rules = tuple(sorted({f.rule for f in new}))
        self.checks.append(Check(layer, True, len(new) + beyond, looked_at, unit_zh, unit_en, rules=rules))
        return new

    def skip(self, layer: Layer, zh: str, en: str) -> None:
        """Note that a layer did not run, and why."""
        self.checks.append(Check(layer, False, reason_zh=zh, reason_en=en))


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

    Any Data Package gets the descriptor and structure layers. This project's own package gets all of them; the evidence
    layer runs where `sources` names the folder of the documents. `engine` replaces the structure layer's own, and
    `rules` what runs the rules within tables: both are Spark's with `--engine spark`. With `strict`, warnings are
    errors."""
    begun = time.perf_counter()
    package = open_source(where, schema)
    report = Report(package, str(where))
    own = package.name == OWN_NAME
    tables = read_tables(package)
    report.rows = sum(len(t.records) for _, t in tables.values())
    described = check_descriptor(package, strict=own, allow_remote=options.allow_remote)
    found = report.add("descriptor", described, 1 + len(package.resources), "个对象", "objects")
    if any(f.rule in STOPPING for f in found):
        report.skip(
            "structure",
            "描述文件所指的路径不可读，未读取数据",
            "the descriptor points to what may not be read: no data was read",
        )
    elif own and engine is None and options.shared_by == 1:
        _validate_own_beside(report, package, tables, sources, options)
    else:
        _add_structure(report, check_structure(package, engine, options), "error" if own else "warning")
        if own:
            _check_own(report, tables, Path(sources) if sources is not None else None, rules)
    if strict:
        report.findings = [f.moved(severity="error") for f in report.findings]
    report.seconds = time.perf_counter() - begun
    return report


def _validate_own_beside(
    report: Report, package: Package, tables: Tables, sources: Path | str | None, options: Options
) -> None:
    """The structure engine is pure Python and takes as long as all other layers: it runs beside them."""
    from .engine.workers import workers

    with workers(1, _structure_reader, replace(options, jobs=1, progress=None), options.progress) as submit:
        structure = submit(package)
        others = Report(package)
        _check_own(others, tables, Path(sources) if sources is not None else None)
        _add_structure(report, structure.result(), "error")
    report.findings += others.findings
    report.checks += others.checks


def _structure_reader(options: Options, progress: Progress | None) -> Callable[[Package], Structure]:
    return lambda package: check_structure(package, None, replace(options, progress=progress))


def _add_structure(report: Report, structure: Structure, silent: Severity) -> None:
    """`silent` is the severity of what frictionless does not report."""
    report.rows = max(report.rows, sum(a.rows for a in structure.answers.values()))
    report.answers = structure.answers
    found = [*structure.findings, *(f.moved(severity=silent) for f in structure.silent)]
    told = Counter(f.resource for f in found)
    beyond = sum(max(0, a.all.total() - told[name]) for name, a in structure.answers.items())
    report.add("structure", found, report.rows, "行", "rows", beyond)


def _check_own(report: Report, tables: Tables, sources: Path | None, rules: RulesEngine | None = None) -> None:
    from .database import load_for_validation
    from .outdated import check_dictionaries, dictionaries
    from .relations import check_relations, relations
    from .rules import bilingual, rule_book
    from .rules.bilingual import check_bilingual
    from .rules.run import check_rules

    package = report.package
    forms = (f for name, (schema, table) in tables.items() for f in check_form(package.resource(name), schema, table))
    report.add(
        "form", chain(forms, check_dictionaries(package)), len(tables) + len(dictionaries(package)), "个文件", "files"
    )
    # Tables without a name of their own, or without all of their columns, are reported above and cannot be queried.
    named = Counter(resource.name for resource in package.resources)
    whole = {
        name: (schema, table)
        for name, (schema, table) in tables.items()
        if name and named[name] == 1 and set(schema.names) <= set(table.header)
    }
    connection = load_for_validation(whole)
    try:
        found, beyond = rules(package) if rules is not None else (check_rules(connection, package, set(whole)), 0)
        within = chain(found, check_bilingual(package, whole))
        report.add("rules", within, len(list(rule_book())) + len(list(bilingual.RULES)), "条规则", "rules", beyond)
        report.add("relations", check_relations(connection, package, whole), len(relations()), "条断言", "assertions")
    finally:
        connection.close()
    _add_reviews(report, tables, whole)
    if sources is None:
        report.skip(
            "evidence",
            "未给出原文：加上 --sources 文件夹 即核对每处证据",
            "the documents were not given: add --sources FOLDER to check every span",
        )
        return
    from .evidence.coverage import check_coverage
    from .evidence.verify import check_evidence

    verified = check_evidence(package, whole, sources)
    report.add("evidence", verified.findings, verified.spans, "处证据", "spans")
    if "sources" not in whole or "in_scope" not in whole["sources"][0].names:
        report.skip(
            "coverage",
            "sources 缺少 in_scope 列，无从核对",
            "sources has no column in_scope: there is nothing to go by",
        )
        return
    # The other way round: what the documents say and no row does, as where a row was deleted with its evidence.
    covered = check_coverage(package, whole, sources)
    looked_at = covered.numerals.total() + covered.names.total()
    report.add("coverage", covered.findings, looked_at, "个数字与名称", "numerals and names")


def _add_reviews(report: Report, tables: Tables, whole: Tables) -> None:
    from .reviews.ledger import check_reviews
    from .reviews.states import REVIEWS

    package = report.package
    named = [r.name for r in package.resources]
    if REVIEWS not in named:
        report.skip(
            "reviews",
            "数据包没有 reviews 数据集：不知哪些记录经第二人读过",
            "the package has no dataset reviews: who has read what is not known",
        )
    elif len(whole) < len(named):
        # A record would seem changed because a table cannot be read that holds a part of it.
        report.skip("reviews", "有数据集无法读取，未比较", "a dataset cannot be read: nothing was compared")
    else:
        found, records = check_reviews(package, tables)
        report.add("reviews", found, records, "条记录", "records")


def read_tables(package: Package) -> dict[str, tuple[Schema, Table]]:
    """The tables that can be read as plain CSV; what cannot be read is the structure layer's to report.

    A foreign package may be of any size: its large files are left to the structure engine.
    """
    tables = {}
    for resource in package.resources:
        if (
            resource.schema is None
            or resource.file is None
            or not resource.is_plain_csv
            or not is_regular(resource.file)
        ):
            continue
        if package.name != OWN_NAME and not is_small(resource.file):
            continue
        try:
            tables[resource.name] = (resource.schema, read_table(resource.file))
        except (OSError, UnicodeDecodeError, csv.Error):
            continue
    return tables
