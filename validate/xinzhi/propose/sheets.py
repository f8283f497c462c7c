"""The sheets of a review folder: which datasets each one fills, and its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..contract.package import Package, PackageError, Schema
from ..contract.tables import Tables, read_tables
from ..domain import Datasets, Proof
from ..domains import datasets_of
from .proposing import SheetForm, proposing_of
from .wording import NOTHING, Remark

KEEP, DATASET, RECOGNISED, DECIDE = "[keep]", "[dataset]", "[recognised]", "[decide]"
WORDS, CLAUSE, MORE, INFERRED, REASON = "[words]", "[clause]", "[more clauses]", "[inferred]", "[reason]"
ROW, START, END = "[row]", "[start]", "[end]"
# A cell that starts so names another row of the same folder, which has no id yet.
REFERENCE = "row:"

# Columns that accept works out of the span, of the datasets that hold these proofs.
_COMPUTED = {
    Proof.spans: frozenset(["source", "start", "end", "sha256"]),
    Proof.omissions: frozenset(["source", "start", "end"]),
}


@dataclass(frozen=True)
class Link:
    """A table that says what else a row names: its owner's column, the column of what is named, and the role's."""

    table: str
    owner: str
    target: str
    names: str
    role: str | None


@dataclass(frozen=True)
class Sheet:
    """One CSV file of a review folder. `decide` says what no program can know of its rows; `proof`: what they prove;
    those of spans are no rows of their own, but further evidence of rows that are there."""

    name: str
    datasets: tuple[str, ...]
    columns: tuple[str, ...]
    links: Mapping[str, Mapping[str, Link]]
    decide: Remark
    proof: Proof | None

    @property
    def link_columns(self) -> list[str]:
        """The columns for links, named after what is linked: `[topics]`."""
        return list(dict.fromkeys(f"[{target}]" for links in self.links.values() for target in links))

    @property
    def header(self) -> list[str]:
        """All columns in the order in which they are written."""
        choice = [DATASET] if len(self.datasets) > 1 else []
        front = [KEEP, *choice, RECOGNISED, DECIDE, WORDS, CLAUSE]
        return [*front, *self.columns, *self.link_columns, MORE, INFERRED, REASON, ROW, START, END]


def sheets(package: Package) -> dict[str, Sheet]:
    """The sheets for a package, by name. Raises PackageError where the package lacks a dataset, or nobody has said how
    rows are proposed for it."""
    proposing = proposing_of(package)
    schemas = {r.name: r.schema for r in package.resources if r.schema is not None}
    missing = sorted({d for form in proposing.sheets for d in form.datasets} - schemas.keys())
    if missing:
        listed = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
        raise PackageError(
            f"此数据包没有 {listed}，无从提出候选", f"this package has no {listed}: rows cannot be proposed for it"
        )
    datasets = datasets_of(package)
    return {form.name: _sheet(form, schemas, datasets) for form in proposing.sheets}


def readable_tables(package: Package) -> Tables:
    """The tables of a package that sheets can fill. Raises PackageError where one of them cannot be read."""
    sheets(package)
    tables = read_tables(package)
    broken = [r.name for r in package.resources if r.schema is not None and r.name not in tables]
    if broken:
        listed = ", ".join(broken)
        raise PackageError(
            f"{listed} 读不出：请先运行 xinzhi validate", f"{listed} cannot be read: run xinzhi validate first"
        )
    return tables


def dataset_sheet(name: str, package: Package) -> Sheet | None:
    """A sheet for any other dataset of the package, to which a contributor may add rows. None where there is none."""
    schemas = {r.name: r.schema for r in package.resources if r.schema is not None}
    datasets = datasets_of(package)
    if name not in schemas or name == datasets.name_of(Proof.spans):
        return None
    return _sheet(SheetForm(name, (name,), NOTHING), schemas, datasets)


def _sheet(form: SheetForm, schemas: Mapping[str, Schema], datasets: Datasets) -> Sheet:
    only = form.datasets[0]
    proof = datasets[only].proof if len(form.datasets) == 1 and only in datasets else None
    computed = _COMPUTED.get(proof, frozenset()) if proof is not None else frozenset()
    columns = dict.fromkeys(c for d in form.datasets for c in schemas[d].names if c not in computed)
    return Sheet(
        form.name, form.datasets, tuple(columns), {d: _links(d, schemas) for d in form.datasets}, form.decide, proof
    )


def _links(dataset: str, schemas: Mapping[str, Schema]) -> dict[str, Link]:
    """The link tables of a dataset: those whose key begins with a reference to it and goes on with another."""
    links = {}
    for table, schema in schemas.items():
        targets = {columns[0]: to for columns, to, _ in schema.foreign_keys if len(columns) == 1}
        key = schema.primary_key
        if (
            len(key) >= 2
            and targets.get(key[0]) == dataset
            and key[1] in targets
            and set(schema.names) <= {*key[:2], "role", "sequence"}
        ):
            names = targets[key[1]]
            links[names] = Link(table, key[0], names, key[1], "role" if "role" in schema.names else None)
    return links
