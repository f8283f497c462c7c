"""Judges mutants in one process: `fmt`, then the layers of validation, cheapest first, until one finds an error.

Only what a mutant can change is looked at again: the form and the structure of the tables that it touches and of those
that refer to a key which it takes away, the rules within the tables that it touches, and all relations. The ledger of
reviews, evidence and coverage are read anew in full. Every layer is the one of `xinzhi validate`; `mutation.py --prove`
compares the verdicts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from xinzhi.chip_record import DOMAIN
from xinzhi.contract.form import check_form
from xinzhi.contract.package import Package, PackageError, Schema, open_package
from xinzhi.contract.strict import check_descriptor
from xinzhi.contract.table import Table
from xinzhi.contract.tables import Tables, read_tables
from xinzhi.database import load_for_validation, load_table, quoted
from xinzhi.domains import datasets_of
from xinzhi.engine import frictionless
from xinzhi.evidence.coverage import check_coverage
from xinzhi.evidence.facts import gather
from xinzhi.evidence.verify import check_evidence
from xinzhi.findings import Finding
from xinzhi.formatting import format_package
from xinzhi.outdated import check_dictionaries
from xinzhi.relations import check_relations
from xinzhi.reviews.ledger import RULES as LEDGER_RULES
from xinzhi.reviews.ledger import check_reviews
from xinzhi.rules import figure_columns
from xinzhi.rules.bilingual import check_bilingual
from xinzhi.rules.glossary import check_glossary
from xinzhi.rules.run import check_rules
from xinzhi.validation import validate
from xinzhi.versions.compare import diff
from xinzhi.versions.verdict import judge as judge_version

from .base import Base, Mutant

_LEDGER = {rule.id for rule in LEDGER_RULES}
_COPIED = (
    "datapackage.json",
    "CHANGELOG.md",
    "datasets",
    "schemas",
    "views",
    "docs/dictionary.md",
    "docs/dictionary.zh.md",
)


@dataclass(frozen=True)
class Verdict:
    """The rules by which `validate` caught a mutant, None where it did not: `content` by the rules about what stands in
    the package, `proved` by these and the documents, `ledger` by the comparison with what was reviewed. `diff` says
    whether `diff` fails. What `content` catches, the ledger, the documents and `diff` are not asked about; `diff` is
    not asked about what the ledger catches."""

    content: str | None
    proved: str | None
    ledger: str | None
    diff: bool

    @property
    def alone(self) -> str | None:
        """What catches it without the documents."""
        return self.content or self.ledger

    @property
    def documents(self) -> str | None:
        """What catches it with the documents."""
        return self.proved or self.ledger


class Judge:
    """Keeps a copy of the package in `folder`, corrupts and restores it. The package has to be valid."""

    def __init__(self, base: Base, sources: Path | None, folder: Path) -> None:
        self.base = base
        self.sources = sources
        self.folder = folder
        copy_package(base.root, folder)
        self.package = open_package(folder)
        self.tables = read_tables(self.package)
        self.connection = load_for_validation(self.tables)

    @contextmanager
    def applied(self, mutant: Mutant) -> Iterator[list[str]]:
        """The corrupted package in `folder`, formatted as far as `fmt` can; yields the paths that differ from the
        base."""
        try:
            for path, data in mutant.files.items():
                if data is None:
                    (self.folder / path).unlink()
                else:
                    (self.folder / path).write_bytes(data)
            self._format(mutant)
            yield [p for p in mutant.files if _bytes(self.folder / p) != self.base.bytes_of(p)]
        finally:
            for path in mutant.files:
                (self.folder / path).write_bytes(self.base.bytes_of(path))

    def judge(self, mutant: Mutant) -> Verdict | None:
        """What becomes of a mutant; None where `fmt` turns it back into the base."""
        with self.applied(mutant) as changed:
            if not changed:
                return None
            try:
                content, tables = self._content(changed)
                package = open_package(self.folder)
                if content is not None:
                    return Verdict(content, content, None, False)
                ledger = self._ledger(package, tables)
                return Verdict(None, self._proved(package, tables), ledger, ledger is None and self._diff())
            except PackageError:
                return Verdict("could not run", "could not run", None, False)

    def _format(self, mutant: Mutant) -> None:
        try:
            package = open_package(self.folder)
            if any(p.endswith(".json") for p in mutant.files):
                list(format_package(package, write=True))
                return
            only = {
                **package.descriptor,
                "resources": [r.descriptor for r in package.resources if r.path in mutant.files],
            }
            list(format_package(Package(package.root, package.descriptor_path, only), write=True))
        except PackageError:
            return  # what fmt refuses, it leaves as it is

    def _content(self, changed: list[str]) -> tuple[str | None, Tables]:
        """What the rules about the package's content find, and the tables; none where they need not be read any
        more."""
        package = open_package(self.folder)
        if found := _first(chain(check_descriptor(package, strict=True), check_dictionaries(package))):
            return found, {}
        if "datapackage.json" in changed:
            # In this process: one of its own, as the command starts, takes longer to start than to read.
            whole_report = validate(self.folder, engine=frictionless.run)
            content = _first(f for f in whole_report.findings if f.rule not in _LEDGER)
            return content, {} if content else read_tables(package)
        touched = {Path(p).stem for p in changed}
        tables: dict[str, tuple[Schema, Table]] = {n: t for n, t in self.tables.items() if n not in touched}
        tables |= read_tables(_only(package, touched))
        tables = {r.name: tables[r.name] for r in package.resources if r.name in tables}
        for name in sorted(touched & set(tables)):
            if found := _first(check_form(package.resource(name), *tables[name])):
                return found, {}
        whole = {n: (s, t) for n, (s, t) in tables.items() if set(s.names) <= set(t.header)}
        if found := self._rules(package, whole, touched):
            return found, {}
        read = touched | self._referring(tables, touched)
        # frictionless takes longer to make a package of all resources than to read a few of them.
        needed = read | {target for n in read & set(tables) for _, target, _ in tables[n][0].foreign_keys if target}
        structure = frictionless.run(_only(package, needed), only=read)
        return _first(chain(structure.findings, structure.silent)), whole

    def _rules(self, package: Package, tables: Tables, touched: set[str]) -> str | None:
        """The rules of the touched tables and all relations, in a transaction that is taken back."""
        self.connection.execute("BEGIN")
        try:
            for name in touched:
                self.connection.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
                if name in tables:
                    load_table(self.connection, name, *tables[name])
            # Figures are read by the units and their other spellings: without these, right ones would be accused.
            spelled = set() if DOMAIN.units is None else {dataset for dataset, _, _ in DOMAIN.units.tables}
            read_anew = set(figure_columns(DOMAIN)) if touched & spelled else set()
            present = (touched | spelled | read_anew) & set(tables)
            return (
                _first(check_rules(self.connection, package, DOMAIN, present))
                or _first(check_bilingual(package, DOMAIN, {n: t for n, t in tables.items() if n in touched}))
                # Terms stand in a table of their own, and proper names, within which they do not count, in others.
                or _first(check_glossary(package, DOMAIN, tables))
                or _first(check_relations(self.connection, package, DOMAIN, tables))
            )
        finally:
            self.connection.execute("ROLLBACK")

    def _referring(self, tables: Tables, touched: set[str]) -> set[str]:
        """The tables that refer to a value which a touched table no longer has."""
        found = set()
        for name, (schema, _) in self.tables.items():
            for _, target, columns in schema.foreign_keys:
                target = target or name
                if target in touched and _keys(self.tables[target][1], columns) - _keys(
                    tables[target][1] if target in tables else None, columns
                ):
                    found.add(name)
        return found

    def _ledger(self, package: Package, tables: Tables) -> str | None:
        if len(tables) != len(package.resources):
            return None
        return _first(check_reviews(package, tables, datasets_of(package))[0])

    def _proved(self, package: Package, tables: Tables) -> str | None:
        """What the documents add to the rules."""
        if self.sources is None:
            return None
        facts = gather(tables, datasets_of(package))
        return _first(check_evidence(package, facts, self.sources).findings) or _first(
            check_coverage(facts, self.sources).findings
        )

    def _diff(self) -> bool:
        package = open_package(self.folder)
        return bool(judge_version(diff(self.base.package, package), package).findings)


def copy_package(root: Path, folder: Path) -> None:
    """What of a package validation and `diff` look at, in an empty folder."""
    for name in _COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name)
        elif (root / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, folder / name)


def _first(findings: Iterable[Finding]) -> str | None:
    return next((f.rule for f in findings if f.severity == "error"), None)


def _only(package: Package, names: set[str]) -> Package:
    kept = [r.descriptor for r in package.resources if r.name in names]
    return Package(package.root, package.descriptor_path, {**package.descriptor, "resources": kept})


def _keys(table: Table | None, columns: list[str]) -> set[tuple[str, ...]]:
    return set() if table is None else {tuple(table.cell(r, c) for c in columns) for r in table.records}


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
