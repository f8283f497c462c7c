"""Judges mutants in one process: `fmt`, then the layers of validation, cheapest first, until one finds an error.

Only what a mutant can change is looked at again: the form and the structure of the tables that it touches and of those
that refer to a key which it takes away, the rules within the tables that it touches, and all relations. Evidence and
coverage are read anew in full. Every layer is the one of `xinzhi validate`; `mutation.py --prove` compares the verdicts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from xinzhi.contract.package import Package, PackageError, Schema, open_package
from xinzhi.contract.strict import check_descriptor
from xinzhi.contract.table import Table
from xinzhi.database import load_for_validation, load_table, quoted
from xinzhi.engine import frictionless
from xinzhi.engine.form import check_form
from xinzhi.evidence.coverage import check_coverage
from xinzhi.evidence.verify import check_evidence
from xinzhi.findings import Finding
from xinzhi.formatting import format_package
from xinzhi.relations import check_relations
from xinzhi.rules.bilingual import check_bilingual
from xinzhi.rules.run import FIGURES, check_rules
from xinzhi.validation import read_tables, validate
from xinzhi.versions.compare import diff
from xinzhi.versions.verdict import judge as judge_version

from .base import Base, Mutant

_COPIED = ("datapackage.json", "CHANGELOG.md", "datasets", "schemas", "views", "docs/dictionary.md", "docs/dictionary.zh.md")


@dataclass(frozen=True)
class Verdict:
    """The rule by which `validate` caught a mutant without and with the documents, None where it did not; and whether
    `diff` fails. What is caught without the documents is caught with them, and then neither they nor `diff` are asked."""

    alone: str | None
    documents: str | None
    diff: bool


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
        """The corrupted package in `folder`, formatted as far as `fmt` can; yields the paths that differ from the base."""
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
                alone, with_documents = self._validate(changed)
            except PackageError:
                return Verdict("could not run", "could not run", False)
            return Verdict(alone, with_documents, alone is None and self._diff())

    def _format(self, mutant: Mutant) -> None:
        try:
            package = open_package(self.folder)
            if any(p.endswith(".json") for p in mutant.files):
                list(format_package(package, write=True))
                return
            only = {**package.descriptor, "resources": [r.descriptor for r in package.resources if r.path in mutant.files]}
            list(format_package(Package(package.root, package.descriptor_path, only), write=True))
        except PackageError:
            return  # what fmt refuses, it leaves as it is

    def _validate(self, changed: list[str]) -> tuple[str | None, str | None]:
        if "datapackage.json" in changed:
            whole = validate(self.folder)
            return _both(_first(iter(whole.findings))) if not whole.valid else self._documents(open_package(self.folder), None)
        package = open_package(self.folder)
        touched = {Path(p).stem for p in changed}
        if found := _first(check_descriptor(package, strict=True)):
            return _both(found)
        tables = {n: t for n, t in self.tables.items() if n not in touched}
        tables |= read_tables(_only(package, touched))
        tables = {r.name: tables[r.name] for r in package.resources if r.name in tables}
        for name in sorted(touched & set(tables)):
            if found := _first(check_form(package.resource(name), *tables[name])):
                return _both(found)
        whole_tables = {n: (s, t) for n, (s, t) in tables.items() if set(s.names) <= set(t.header)}
        if found := self._rules(package, whole_tables, touched):
            return _both(found)
        read = touched | self._referring(tables, touched)
        structure = frictionless.run(package, only=read)
        if found := _first(iter([*structure.findings, *structure.silent])):
            return _both(found)
        return self._documents(package, whole_tables)

    def _rules(self, package: Package, tables: dict[str, tuple[Schema, Table]], touched: set[str]) -> str | None:
        """The rules of the touched tables and all relations, in a transaction that is taken back."""
        self.connection.execute("BEGIN")
        try:
            for name in touched:
                self.connection.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
                if name in tables:
                    load_table(self.connection, name, *tables[name])
            present = (touched | {"units"} | (set(FIGURES) if "units" in touched else set())) & set(tables)
            return (
                _first(check_rules(self.connection, package, present))
                or _first(check_bilingual(package, {n: t for n, t in tables.items() if n in touched}))
                or _first(check_relations(self.connection, package, tables))
            )
        finally:
            self.connection.execute("ROLLBACK")

    def _referring(self, tables: dict[str, tuple[Schema, Table]], touched: set[str]) -> set[str]:
        """The tables that refer to a value which a touched table no longer has."""
        found = set()
        for name, (schema, _) in self.tables.items():
            for _, target, columns in schema.foreign_keys:
                target = target or name
                if target in touched and _keys(self.tables[target][1], columns) - _keys(tables[target][1] if target in tables else None, columns):
                    found.add(name)
        return found

    def _documents(self, package: Package, tables: dict[str, tuple[Schema, Table]] | None) -> tuple[None, str | None]:
        if self.sources is None:
            return None, None
        known = read_tables(package) if tables is None else tables
        return None, _first(iter(check_evidence(package, known, self.sources).findings)) or _first(
            iter(check_coverage(package, known, self.sources).findings)
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


def _both(found: str | None) -> tuple[str | None, str | None]:
    return found, found


def _first(findings: Iterator[Finding]) -> str | None:
    return next((f.rule for f in findings if f.severity == "error"), None)


def _only(package: Package, names: set[str]) -> Package:
    kept = [r.descriptor for r in package.resources if r.name in names]
    return Package(package.root, package.descriptor_path, {**package.descriptor, "resources": kept})


def _keys(table: Table | None, columns: list[str]) -> set[tuple[str, ...]]:
    return set() if table is None else {tuple(table.cell(r, c) for c in columns) for r in table.records}


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
