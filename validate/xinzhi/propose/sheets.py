"""The sheets of a review folder: which datasets each one fills, and its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..contract.package import Package, PackageError, Schema
from ..contract.table import Table
from ..contract.tables import read_tables

KEEP, DATASET, RECOGNISED, DECIDE = "[keep]", "[dataset]", "[recognised]", "[decide]"
WORDS, CLAUSE, MORE, INFERRED, REASON = "[words]", "[clause]", "[more clauses]", "[inferred]", "[reason]"
ROW, START, END = "[row]", "[start]", "[end]"
# A cell that starts so names another row of the same folder, which has no id yet.
REFERENCE = "row:"

# Sheets whose rows may belong to several datasets: telling which is the first thing a person decides.
SHARED: Mapping[str, Sequence[str]] = {
    "commitments": ("regional_priorities", "policy_measures"),
    "figures": ("targets", "indicators", "policy_terms"),
    "names": ("evidence",),
}
# In the order in which they are best filled in. The last ones start empty: what they hold cannot be recognised.
SHEETS = (
    "documents",
    "sources",
    "work_reports",
    "commitments",
    "figures",
    "names",
    "organizations",
    "parks",
    "projects",
    "policies",
    "event_speakers",
    "omissions",
    "events",
    "milestones",
    "recognitions",
    "park_roster",
    "organization_aliases",
    "park_aliases",
)
# Columns that accept works out of the span.
_COMPUTED = {"evidence": {"source", "start", "end", "sha256"}, "omissions": {"source", "start", "end"}}


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
    """One CSV file of a review folder."""

    name: str
    datasets: tuple[str, ...]
    columns: tuple[str, ...]
    links: Mapping[str, Mapping[str, Link]]

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
    """The sheets for a package, by name. Raises PackageError where the package lacks a dataset."""
    schemas = {r.name: r.schema for r in package.resources if r.schema is not None}
    needed = {d for name in SHEETS for d in SHARED.get(name, (name,))}
    missing = sorted(needed - schemas.keys())
    if missing:
        listed = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
        raise PackageError(
            f"此数据包没有 {listed}，无从提出候选", f"this package has no {listed}: rows cannot be proposed for it"
        )
    return {name: _sheet(name, SHARED.get(name, (name,)), schemas) for name in SHEETS}


def readable_tables(package: Package) -> Mapping[str, tuple[Schema, Table]]:
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
    """A sheet for any other dataset of the package: a contributor may add `metrics.csv`. None where there is none."""
    schemas = {r.name: r.schema for r in package.resources if r.schema is not None}
    return _sheet(name, (name,), schemas) if name in schemas and name != "evidence" else None


def _sheet(name: str, datasets: Sequence[str], schemas: Mapping[str, Schema]) -> Sheet:
    columns = dict.fromkeys(c for d in datasets for c in schemas[d].names if c not in _COMPUTED.get(d, ()))
    return Sheet(name, tuple(datasets), tuple(columns), {d: _links(d, schemas) for d in datasets})


def _links(dataset: str, schemas: Mapping[str, Schema]) -> dict[str, Link]:
    """The link tables of a dataset: those whose key begins with a reference to it and goes on with another."""
    found = {}
    for table, schema in schemas.items():
        targets = {columns[0]: to for columns, to, _ in schema.foreign_keys if len(columns) == 1}
        key = schema.primary_key
        if (
            len(key) >= 2
            and targets.get(key[0]) == dataset
            and key[1] in targets
            and set(schema.names) <= {*key[:2], "role"}
        ):
            names = targets[key[1]]
            found[names] = Link(table, key[0], names, key[1], "role" if "role" in schema.names else None)
    return found
