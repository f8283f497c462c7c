"""A package's facts beside the spans that prove them: what a row states, which names it may use, where it is proved.

Which dataset holds what is said by the package's domain; `domain.Proof` lists the columns of the proofs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from ..contract.package import Schema
from ..contract.table import Record, RecordKey, Table
from ..contract.tables import Tables
from ..domain import Datasets, Proof
from ..types.integer import whole_number
from .links import AliasTable, LinkTable, alias_tables, link_tables, owner_reference, references, title_columns

Row = dict[str, str]


@dataclass(frozen=True)
class ProofSpan:
    """A row of evidence: the span that proves a record, or one field of it."""

    record: Record
    dataset: str
    id: str
    field: str
    source: str
    start: int
    end: int
    sha256: str

    @property
    def key(self) -> RecordKey:
        """The record that it proves."""
        return RecordKey(self.dataset, self.id)


class Inference(NamedTuple):
    """A cell that no document prints, and what it was worked out from."""

    field: str
    basis_zh: str
    basis_en: str


@dataclass
class Facts:
    """Rows, names and proofs, ready to look up. `inferred` holds the cells that no document prints."""

    tables: Tables
    datasets: Datasets
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    records: dict[str, dict[str, Record]] = field(default_factory=dict)
    proofs: list[ProofSpan] = field(default_factory=list)
    proofs_of: dict[RecordKey, list[ProofSpan]] = field(default_factory=lambda: defaultdict(list))
    names: dict[RecordKey, list[str]] = field(default_factory=lambda: defaultdict(list))
    inferred: set[tuple[RecordKey, str]] = field(default_factory=set)

    def row(self, dataset: str, id: str) -> Row:
        """The cells of a row by column; empty where there is no such row."""
        return self.rows.get(dataset, {}).get(id, {})

    def proof_rows(self, proof: Proof) -> Mapping[str, Row]:
        """The rows of the dataset that holds a proof, by key; none where the package has no such dataset."""
        name = _holding(self.datasets, proof)
        return self.rows.get(name, {}) if name is not None else {}

    def name_of(self, proof: Proof) -> str:
        """What messages call the dataset that holds a proof."""
        return self.datasets.name_of(proof)

    def has_proper_names(self, dataset: str) -> bool:
        """Whether a dataset's entities are known by proper names."""
        return dataset in self.datasets and self.datasets[dataset].proper_names

    def article(self, id: str) -> Mapping[str, str]:
        """The cells of an article; empty where there is no such article."""
        return self.proof_rows(Proof.articles).get(id, {})

    def registered_documents(self) -> list[tuple[str, str]]:
        """The documents of the package, each with its digest."""
        return [(id, row.get("sha256", "")) for id, row in self.proof_rows(Proof.documents).items()]

    def inferences_of(self, key: RecordKey) -> list[Inference]:
        """The cells of a row that no document prints."""
        return [
            Inference(row.get("field", ""), row.get("basis_zh", ""), row.get("basis_en", ""))
            for row in self.proof_rows(Proof.inferences).values()
            if (row.get("dataset"), row.get("record")) == key
        ]

    def is_inferred(self, key: RecordKey, column: str) -> bool:
        """Whether the package says of a cell that no document prints it."""
        return (key, column) in self.inferred

    def position(self, key: RecordKey, column: str) -> dict[str, Any]:
        """Where a cell stands, as keywords of a finding."""
        record = self.records[key.dataset][key.id]
        return {"resource": key.dataset, "line": record.line, "row": record.row, "column": column}

    def references(self, dataset: str) -> Mapping[str, str]:
        """The dataset that each reference column of a dataset refers to."""
        return self._references.get(dataset, {})

    def governed(self, proof: ProofSpan) -> set[RecordKey]:
        """What the article of a span is about as a whole: what the one report in it refers to."""
        return self._governed.get(proof.source, set())

    def periods_of(self, key: RecordKey) -> Iterator[str]:
        """The dates or intervals that the parts of articles are about in which the spans of a record stand."""
        for proof in self.proofs_of.get(key, ()):
            for start, end, period in self._periods.get(proof.source, ()):
                if start <= proof.start and proof.end <= end:
                    yield period

    def owner_of(self, key: RecordKey) -> RecordKey | None:
        """The record to which a link belongs, and whose evidence it shares; None for what is no link."""
        owned = self._owners.get(key.dataset)
        value = self.row(*key).get(owned[0], "") if owned is not None else ""
        return RecordKey(owned[1], value) if owned is not None and value else None

    def linked(self, key: RecordKey) -> set[RecordKey]:
        """The entities that a row is about, names or belongs to, itself included."""
        row = self.row(*key)
        referred = {RecordKey(target, row[c]) for c, target in self.references(key.dataset).items() if row.get(c)}
        return {key} | referred | self._linked.get(key, set())

    def parent(self, key: RecordKey) -> RecordKey | None:
        """The row of the same dataset that a row is a part of."""
        row = self.row(*key)
        columns = (c for c, target in self.references(key.dataset).items() if target == key.dataset)
        return next((RecordKey(key.dataset, row[c]) for c in columns if row.get(c)), None)

    @cached_property
    def link_tables(self) -> Sequence[LinkTable]:
        """The tables that say whom or what else a fact names."""
        return list(link_tables(self._schemas, self.datasets))

    @cached_property
    def alias_tables(self) -> Sequence[AliasTable]:
        """The tables that give entities further names."""
        return list(alias_tables(self._schemas, self.datasets))

    @cached_property
    def title_columns(self) -> Mapping[str, frozenset[str]]:
        """By dataset, the columns that hold no text of the package's own."""
        return title_columns(self._schemas, self.datasets)

    @cached_property
    def _schemas(self) -> dict[str, Schema]:
        return {name: schema for name, (schema, _) in self.tables.items()}

    @cached_property
    def _references(self) -> dict[str, dict[str, str]]:
        return {name: references(name, schema) for name, schema in self._schemas.items()}

    @cached_property
    def _owners(self) -> dict[str, tuple[str, str]]:
        owners = {name: owner_reference(name, schema, self.datasets) for name, schema in self._schemas.items()}
        return {name: owned for name, owned in owners.items() if owned is not None}

    @cached_property
    def _governed(self) -> dict[str, set[RecordKey]]:
        reports: dict[str, set[RecordKey]] = defaultdict(set)
        for dataset in self.datasets.values():
            for id in self.rows.get(dataset.name, {}) if dataset.governs else ():
                for proof in self.proofs_of.get(RecordKey(dataset.name, id), ()):
                    reports[proof.source].add(proof.key)
        return {source: self._governs(*keys) for source, keys in reports.items() if len(keys) == 1}

    def _governs(self, report: RecordKey) -> set[RecordKey]:
        row, targets = self.row(*report), self.references(report.dataset)
        columns = (c for c in self.datasets[report.dataset].governs if row.get(c) and c in targets)
        return {RecordKey(targets[c], row[c]) for c in columns}

    @cached_property
    def _periods(self) -> dict[str, list[tuple[int, int, str]]]:
        periods: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for row in self.proof_rows(Proof.passages).values():
            if row.get("period") and (span := span_of(row)):
                periods[row.get("source", "")].append((*span, row["period"]))
        return periods

    @cached_property
    def _linked(self) -> dict[RecordKey, set[RecordKey]]:
        linked: dict[RecordKey, set[RecordKey]] = defaultdict(set)
        for table in self.link_tables:
            for row in self.rows.get(table.dataset, {}).values():
                owner = RecordKey(table.owner, row.get(table.owner_column, ""))
                target = RecordKey(table.target, row.get(table.target_column, ""))
                linked[owner].add(target)
                linked[target].add(owner)
        return linked


def gather(tables: Tables, datasets: Datasets) -> Facts:
    """Read the facts out of the tables. Evidence rows whose numbers cannot be read are left to the structure layer."""
    facts = Facts(tables, datasets)
    for name, (schema, table) in tables.items():
        keyed = table.by_key(schema.primary_key)
        facts.records[name] = keyed
        facts.rows[name] = {key: _row(schema, table, r) for key, r in keyed.items()}
    for record, cells in _cells(tables, _holding(datasets, Proof.spans)):
        if span := span_of(cells):
            dataset, id, column, source, sha256 = (
                cells.get(c, "") for c in ("dataset", "record", "field", "source", "sha256")
            )
            proof = ProofSpan(record, dataset, id, column, source, *span, sha256)
            facts.proofs.append(proof)
            facts.proofs_of[proof.key].append(proof)
    for _, cells in _cells(tables, _holding(datasets, Proof.inferences)):
        facts.inferred.add((RecordKey(cells.get("dataset", ""), cells.get("record", "")), cells.get("field", "")))
    for entity in (d for d in datasets.values() if d.names):
        for id, row in facts.rows.get(entity.name, {}).items():
            facts.names[RecordKey(entity.name, id)] += [row.get(column, "") for column in entity.names]
    for aliases in facts.alias_tables:
        for _, cells in _cells(tables, aliases.dataset):  # not by key: an alias that two entities share is in error
            key = RecordKey(aliases.entity, cells.get(aliases.entity_column, ""))
            facts.names[key].append(cells.get(aliases.column, ""))
    return facts


def span_of(row: Mapping[str, str]) -> tuple[int, int] | None:
    """The start and end of a row that has them as numbers."""
    start, end = whole_number(row.get("start", "")), whole_number(row.get("end", ""))
    return (start, end) if start is not None and end is not None else None


def _holding(datasets: Datasets, proof: Proof) -> str | None:
    return datasets.proof(proof) if datasets.has(proof) else None


def _cells(tables: Tables, name: str | None) -> Iterator[tuple[Record, Row]]:
    if name is not None and name in tables:
        schema, table = tables[name]
        for record in table.records:
            yield record, _row(schema, table, record)


def _row(schema: Schema, table: Table, record: Record) -> Row:
    """The cells of a record by column; a column that the file lacks is empty."""
    return {c: table.cell(record, c) for c in (*table.header, *schema.names)}
