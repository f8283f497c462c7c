"""What a reviewer reads as one record: its row and all that belongs to it, and a digest of what these say.

Who owns a row follows from the keys of the schemas. A row that names a row of any dataset (`dataset`, `record`, as
evidence does) belongs to that one. A row whose key begins with a reference belongs to the row referred to, and so does
a row to which nothing can refer and which refers to one other table only, such as an alias. Every other row is a record
of its own.

So is a mention: a span that proves no field of an entity, only that a source speaks of it. What an entity is does not
change when one more report names it, and nobody has to read it again for that; whether the report means this one is a
question of its own, and has its own line in the ledger.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..contract.canonical import canonical_cell
from ..contract.package import Schema
from ..contract.table import Record, RecordKey, Table
from ..contract.tables import Tables
from ..domain import Datasets, Proof, Role
from .values import ValueText, value_texts

_NAMED_BY = ["dataset", "record"]
_DIGITS = 16
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_ESCAPED_NAME = {**_ESCAPED, ord("="): "\\="}


@dataclass(frozen=True)
class RecordPosition:
    """Where a record's own row stands: its number (the header is 1) and its file line."""

    row: int
    line: int


@dataclass(frozen=True)
class States:
    """The records of a package: where each stands, and the lines of its canonical text, unsorted. What belongs to a row
    that is not there has lines and no position. `mentions` has the mentions of each entity, which are records, too."""

    positions: Mapping[RecordKey, RecordPosition]
    lines: Mapping[RecordKey, list[str]]
    mentions: Mapping[RecordKey, list[RecordKey]] = field(default_factory=dict)

    def text(self, key: RecordKey) -> str:
        """The canonical text of a record's state: the same whatever the order of rows and columns and the spelling of
        values, and with columns added that are empty."""
        return "\n".join(sorted(self.lines[key]))

    def digest(self, key: RecordKey) -> str:
        """The first 64 bits of the SHA-256 of the canonical text in UTF-8, as 16 hexadecimal digits."""
        return hashlib.sha256(self.text(key).encode("utf-8")).hexdigest()[:_DIGITS]


def states(tables: Tables, datasets: Datasets) -> States:
    """The state of every record of a package, from all of its tables but the ledger itself."""
    positions: dict[RecordKey, RecordPosition] = {}
    lines: dict[RecordKey, list[str]] = defaultdict(list)
    mentions: dict[RecordKey, list[RecordKey]] = defaultdict(list)
    read = reviewed_tables(tables, datasets)
    owner = Owners({name: schema for name, (schema, _) in read.items()}, datasets)
    for name, (schema, table) in read.items():
        texts = value_texts(schema)
        # Sorted once a table, not once a row: a package has thousands of them.
        columns = sorted(
            (column.translate(_ESCAPED_NAME), at, texts.get(column, canonical_cell))
            for column, at in table.positions.items()
        )
        keyed = owner.of(name, table)
        for record, key in zip(table.records, keyed, strict=True):
            lines[key].append(_line(name, columns, record))
            if key.dataset == name:
                positions.setdefault(key, RecordPosition(record.row, record.line))
                if name == owner.mentioning:
                    entity = RecordKey(table.cell(record, "dataset"), table.cell(record, "record"))
                    mentions[entity].append(key)
    return States(positions, lines, mentions)


def reviewed_tables(tables: Tables, datasets: Datasets) -> Tables:
    """The tables whose rows are read: all but the ledger."""
    ledger = datasets.proof(Proof.reviews)
    return {name: table for name, table in tables.items() if name != ledger}


def _line(dataset: str, columns: Iterable[tuple[str, int, ValueText]], record: Record) -> str:
    """A row as a line: its dataset, then name=value of each filled cell by name, tabs between them."""
    cells = record.cells
    said = ((name, text_of(cells[at])) for name, at, text_of in columns if at < len(cells) and cells[at])
    return "\t".join([dataset, *(f"{name}={_escaped(text)}" for name, text in said if text)])


def _escaped(cell: str) -> str:
    # Translating takes long for Chinese text, and hardly a cell holds what has to be escaped.
    return cell if cell.isprintable() and "\\" not in cell else cell.translate(_ESCAPED)


class Owners:
    """Says of each row of a package to which record it belongs. `mentioning` is the dataset whose rows may be mentions
    of entities; empty where there is none."""

    def __init__(self, schemas: Mapping[str, Schema], datasets: Datasets) -> None:
        self._schemas = schemas
        self._owner = {name: _owning_reference(name, schemas) for name in schemas}
        self._naming = {name for name, schema in schemas.items() if schema.primary_key[:2] == _NAMED_BY}
        self._entities = {entity.name for entity in datasets.with_role(Role.entity)}
        spans = datasets.name_of(Proof.spans)
        self.mentioning = spans if spans in self._naming and datasets.has(Proof.spans) and self._entities else ""

    def of(self, name: str, table: Table) -> Iterator[RecordKey]:
        """The records to which the rows of a table belong, in their order."""
        key = self._schemas[name].primary_key
        reference = self._owner[name]
        for record in table.records:
            if name in self._naming and not self._is_mention(name, table, record):
                yield self._owner_of(table.cell(record, "dataset"), table.cell(record, "record"))
            elif name not in self._naming and reference is not None:
                column, target = reference
                yield self._owner_of(target, table.cell(record, column))
            else:
                yield RecordKey(name, "/".join(table.cell(record, column) for column in key))

    def is_record(self, name: str) -> bool:
        """Whether rows of a dataset are records of their own."""
        if name in self._naming:
            return name == self.mentioning
        return name in self._schemas and self._owner[name] is None

    def _is_mention(self, name: str, table: Table, record: Record) -> bool:
        """Whether a row is a span that proves no field of an entity."""
        return (
            name == self.mentioning
            and not table.cell(record, "field")
            and table.cell(record, "dataset") in self._entities
        )

    def _owner_of(self, dataset: str, record: str) -> RecordKey:
        """The record that a row is a part of, where it is none itself. The key of a link begins with its owner's."""
        reference = self._owner.get(dataset)
        if reference is None or self._schemas[dataset].primary_key[:1] != [reference[0]]:
            return RecordKey(dataset, record)
        return RecordKey(reference[1], record.split("/", 1)[0])


def _owning_reference(name: str, schemas: Mapping[str, Schema]) -> tuple[str, str] | None:
    """The column by which the rows of a table belong to another's, and that table; None where they are records."""
    key = schemas[name].primary_key
    references = [(columns[0], target) for columns, target, _ in schemas[name].foreign_keys if len(columns) == 1]
    others = [(column, target) for column, target in references if target in schemas and target != name]
    first = next((reference for reference in others if reference[0] == key[0]), None) if key else None
    if first is not None:
        return first
    referred = any((target or each) == name for each, schema in schemas.items() for _, target, _ in schema.foreign_keys)
    return others[0] if len(references) == len(others) == 1 and not referred else None
