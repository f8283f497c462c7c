"""The package that is corrupted, in memory: its tables as rows, and the mutants made of them."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from xinzhi.contract.package import Package, Resource, Schema, open_package

Row = dict[str, str]
Group = str

# Rows that state something and point to a document, and what belongs to nothing else than a document.
FIGURES = ("targets", "indicators", "policy_terms")


@dataclass(frozen=True)
class Mutant:
    """One corruption: `key` says in our words what was done where, `files` holds the new bytes by path; None
    removes."""

    key: str
    files: dict[str, bytes | None]


@dataclass(frozen=True)
class Operator:
    """A way to corrupt: `make` draws one mutant, or None where the draw hits nothing. `group` is what the mutants of
    the operator concern: facts, additions, classification, translation, form, contract, ledger or release."""

    name: str
    group: Group
    what: str
    make: Callable[[Base, random.Random], Mutant | None]


@dataclass
class Base:
    """The package at `root`, read once. Rows are handed out as copies."""

    root: Path
    package: Package = field(init=False)

    def __post_init__(self) -> None:
        self.package = open_package(self.root)

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """Dataset → its rows; those without rows are left out."""
        found = {}
        for resource in self.package.resources:
            assert resource.file is not None
            with resource.file.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            if rows:
                found[resource.name] = rows
        return found

    def schema(self, dataset: str) -> Schema:
        """The schema of a dataset."""
        schema = self.resource(dataset).schema
        assert schema is not None
        return schema

    def resource(self, dataset: str) -> Resource:
        """The resource of a dataset."""
        return self.package.resource(dataset)

    def rows(self, dataset: str) -> list[Row]:
        """A copy of the rows of a dataset."""
        return [dict(row) for row in self.tables.get(dataset, [])]

    def id_of(self, dataset: str, row: Row) -> str:
        """The primary key of a row, as evidence writes it."""
        return "/".join(row[c] for c in self.schema(dataset).primary_key)

    @cached_property
    def proved(self) -> frozenset[str]:
        """The datasets whose rows have evidence."""
        return frozenset(row["dataset"] for row in self.tables["evidence"])

    @cached_property
    def references(self) -> list[tuple[str, str, str, str]]:
        """Every reference of one column: (dataset, column, dataset referred to, column there)."""
        return [
            (name, columns[0], target or name, there[0])
            for name in self.tables
            for columns, target, there in self.schema(name).foreign_keys
            if len(columns) == 1
        ]

    def cells(self, wanted: Callable[[str, str], bool]) -> Iterator[tuple[str, int, str]]:
        """Every filled cell of the columns wanted, as (dataset, place of the row, column)."""
        for dataset, rows in self.tables.items():
            columns = [c for c in rows[0] if wanted(dataset, c)]
            for at, row in enumerate(rows):
                for column in columns:
                    if row[column]:
                        yield dataset, at, column

    def written(self, dataset: str, rows: list[Row], header: list[str] | None = None) -> bytes:
        """A table as a contributor's editor saves it; `fmt` follows."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        columns = list(self.tables[dataset][0])
        writer.writerow(header or columns)
        writer.writerows([row[c] for c in columns] for row in rows)
        return out.getvalue().encode("utf-8")

    def path(self, dataset: str) -> str:
        """Where the file of a dataset stands in the package."""
        return str(self.resource(dataset).path)

    def bytes_of(self, path: str) -> bytes:
        """The bytes of a file of the package."""
        return (self.root / path).read_bytes()

    def json_of(self, path: str) -> Any:
        """A fresh copy of a JSON file of the package."""
        return json.loads(self.bytes_of(path))

    def change(self, dataset: str, at: int, cells: Row, doing: str) -> Mutant:
        """The mutant in which one row has other cells."""
        rows = self.rows(dataset)
        rows[at] |= cells
        key = f"{dataset}/{self.id_of(dataset, self.tables[dataset][at])}: {doing}"
        return Mutant(key, {self.path(dataset): self.written(dataset, rows)})


def as_json(value: Any) -> bytes:
    """JSON as the package writes it."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def other(rng: random.Random, values: list[str], than: str) -> str | None:
    """One of the values that is another one."""
    choice = sorted(set(values) - {than, ""})
    return rng.choice(choice) if choice else None
