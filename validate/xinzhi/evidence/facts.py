"""The package's facts beside their spans: what a row states, which names it may use, and where it is proved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..contract.package import Schema
from ..contract.table import Record, Table

Tables = Mapping[str, tuple[Schema, Table]]

# Tables that say who or what else a fact names; they share the evidence of the fact that they belong to.
LINKS: Mapping[str, tuple[str, str]] = {
    "priority_organizations": ("regional_priorities", "organizations"),
    "priority_parks": ("regional_priorities", "parks"),
    "priority_policies": ("regional_priorities", "policies"),
    "measure_organizations": ("policy_measures", "organizations"),
    "measure_parks": ("policy_measures", "parks"),
    "measure_policies": ("policy_measures", "policies"),
    "policy_organizations": ("policies", "organizations"),
    "project_organizations": ("projects", "organizations"),
    "milestone_organizations": ("milestones", "organizations"),
    "event_organizations": ("events", "organizations"),
}
NAMED = ("organizations", "parks", "projects", "policies")


@dataclass(frozen=True)
class Proof:
    """One evidence row: the span that proves a record, or one field of it."""

    record: Record
    dataset: str
    id: str
    field: str
    source: str
    start: int
    end: int
    sha256: str


@dataclass
class Facts:
    """Rows, names and proofs, ready to look up."""

    tables: Tables
    rows: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    records: dict[str, dict[str, Record]] = field(default_factory=dict)
    proofs: list[Proof] = field(default_factory=list)
    proofs_of: dict[tuple[str, str], list[Proof]] = field(default_factory=lambda: defaultdict(list))
    names: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    inferred: set[tuple[str, str, str]] = field(default_factory=set)

    def row(self, dataset: str, id: str) -> dict[str, str]:
        """The cells of a row by column; empty where there is no such row."""
        return self.rows.get(dataset, {}).get(id, {})

    def linked(self, dataset: str, id: str) -> set[tuple[str, str]]:
        """The entities that a row is about, names or belongs to, itself included."""
        found = {(dataset, id)}
        if dataset in self.tables:
            for columns, target, _ in self.tables[dataset][0].foreign_keys:
                value = self.row(dataset, id).get(columns[0], "")
                if value:
                    found.add((target or dataset, value))
        return found | self._links.get((dataset, id), set())

    @property
    def _links(self) -> dict[tuple[str, str], set[tuple[str, str]]]:
        cached = self.__dict__.get("_links_cache")
        if cached is None:
            cached = defaultdict(set)
            for table, (owner, target) in LINKS.items():
                for row in self.rows.get(table, {}).values():
                    first, second = list(row.values())[:2]
                    cached[(owner, first)].add((target, second))
                    cached[(target, second)].add((owner, first))
            self.__dict__["_links_cache"] = cached
        return cached


def gather(tables: Tables) -> Facts:
    """Read the facts out of the tables. Evidence rows whose numbers cannot be read are left to the structure layer."""
    facts = Facts(tables)
    for name, (schema, table) in tables.items():
        keyed = table.by_key(schema.primary_key)
        facts.records[name] = keyed
        facts.rows[name] = {key: _row(schema, table, r) for key, r in keyed.items()}
    for record, cells in _cells(tables, "evidence"):
        if span := span_of(cells):
            proof = Proof(
                record, cells["dataset"], cells["record"], cells["field"], cells["source"], *span, cells["sha256"]
            )
            facts.proofs.append(proof)
            facts.proofs_of[(proof.dataset, proof.id)].append(proof)
    for _, cells in _cells(tables, "inferences"):
        facts.inferred.add((cells["dataset"], cells["record"], cells["field"]))
    for dataset in NAMED:
        for id, row in facts.rows.get(dataset, {}).items():
            facts.names[(dataset, id)].append(row.get("name_zh") or row.get("title_zh") or "")
    for aliases, dataset, column in (
        ("organization_aliases", "organizations", "organization"),
        ("park_aliases", "parks", "park"),
    ):
        for _, cells in _cells(tables, aliases):
            facts.names[(dataset, cells[column])].append(cells["alias"])
    return facts


def span_of(row: Mapping[str, str]) -> tuple[int, int] | None:
    """The start and end of a row that has them as numbers."""
    start, end = row["start"], row["end"]
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None


def _cells(tables: Tables, name: str) -> Iterator[tuple[Record, dict[str, str]]]:
    if name in tables:
        schema, table = tables[name]
        for record in table.records:
            yield record, _row(schema, table, record)


def _row(schema: Schema, table: Table, record: Record) -> dict[str, str]:
    """The cells of a record by column; a column that the file lacks is empty."""
    return {c: table.cell(record, c) for c in (*table.header, *schema.names)}
