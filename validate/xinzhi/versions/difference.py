"""What differs between two versions of a package, as data: descriptor, columns and constraints, rows and cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What happened to a part of the contract: everything but rows."""

    package_property = "package-property"
    resource_added = "resource-added"
    resource_removed = "resource-removed"
    resource_moved = "resource-moved"
    resource_property = "resource-property"
    file_changed = "file-changed"
    column_added = "column-added"
    column_removed = "column-removed"
    column_retyped = "column-retyped"
    column_moved = "column-moved"
    column_property = "column-property"
    value_added = "value-added"
    value_removed = "value-removed"
    constraint_tightened = "constraint-tightened"
    constraint_loosened = "constraint-loosened"
    constraint_changed = "constraint-changed"
    key_changed = "key-changed"
    key_added = "key-added"
    key_removed = "key-removed"
    reading_changed = "reading-changed"
    schema_property = "schema-property"
    view_added = "view-added"
    view_removed = "view-removed"
    view_changed = "view-changed"


class RowKind(StrEnum):
    """What happened to a row. A merged row gave way to one that was there before or that another became."""

    added = "added"
    removed = "removed"
    changed = "changed"
    renamed = "renamed"
    merged = "merged"
    reused = "reused"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of the contract: in the package, a resource, a column, or one of their properties.

    `property` is the name of what differs, `before` and `after` its JSON values, None where there was or is none.
    """

    kind: Kind
    resource: str | None = None
    column: str | None = None
    property: str | None = None
    before: object = None
    after: object = None


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell's text before and after; None where the row was not there."""

    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that differs. `key` is its key in the old version, or in the new one where it was added; `new_key` is what
    a renamed or merged row is called now. Without a primary key both are empty, and `count` rows are alike."""

    kind: RowKind
    key: tuple[str, ...]
    cells: tuple[CellChange, ...]
    new_key: tuple[str, ...] | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class TableDifference:
    """The rows of a resource that differ. `totals` (rows by kind) and `cells` (changed cells by column) are exact;
    `rows` holds at most as many of each kind as were asked for. `followed` counts the renamed and merged rows whose key
    only follows the redirect of a row that it names."""

    resource: str
    key: tuple[str, ...]
    totals: Mapping[RowKind, int]
    cells: Mapping[str, int]
    rows: tuple[RowChange, ...]
    followed: int = 0

    @property
    def complete(self) -> bool:
        """Whether every row that differs is in `rows`."""
        return sum(self.totals.values()) == sum(r.count for r in self.rows)


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A resource whose data was not read, and why."""

    resource: str
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: the package's name, and its version as declared."""

    name: str
    version: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs from one version to the next."""

    old: Side
    new: Side
    changes: tuple[Change, ...] = ()
    tables: tuple[TableDifference, ...] = ()
    not_compared: tuple[NotCompared, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.changes or self.tables)

    def table(self, resource: str) -> TableDifference | None:
        """What differs in the rows of a resource, or None where nothing does."""
        return next((t for t in self.tables if t.resource == resource), None)

    def as_dict(self) -> dict[str, Any]:
        """The difference as JSON-ready data."""
        return {
            "old": asdict(self.old),
            "new": asdict(self.new),
            "changes": [asdict(c) for c in self.changes],
            "tables": {
                t.resource: {
                    "key": list(t.key),
                    "totals": {str(k): n for k, n in t.totals.items()},
                    "followed": t.followed,
                    "cells": dict(t.cells),
                    "complete": t.complete,
                    "rows": [_row_as_dict(r) for r in t.rows],
                }
                for t in self.tables
            },
            "not_compared": [asdict(n) for n in self.not_compared],
        }


def _row_as_dict(row: RowChange) -> dict[str, object]:
    return {
        "kind": str(row.kind),
        "key": list(row.key),
        "new_key": None if row.new_key is None else list(row.new_key),
        "count": row.count,
        "cells": {c.column: [c.before, c.after] for c in row.cells},
    }
