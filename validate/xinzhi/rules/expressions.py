"""What rules within a table are written in: a table whose columns carry the SQL by which DuckDB evaluates them.

The columns' operations have the names, and mean, what Ibis calls so; the same check thus also takes a table of Ibis, by
which pandera and Spark run it. Ibis itself takes longer to import and to compile than all rules take to run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from ..database import quoted
from ..engine.sql import Sql as Column

__all__ = ["Column", "FigureExpressions", "Table", "Truth", "UnknownColumnError"]

Truth = Column


class UnknownColumnError(AttributeError):
    """A rule names a column that its table does not have."""


class Table:
    """The columns of a table, by attribute or by name; `alias` is what its query calls it."""

    def __init__(self, columns: Collection[str], alias: str) -> None:
        self._columns = columns
        self._alias = alias

    def __getitem__(self, name: str) -> Column:
        if name not in self._columns:
            raise UnknownColumnError(f"there is no column {name}")
        return Column(f"{quoted(self._alias)}.{quoted(name)}")

    def __getattr__(self, name: str) -> Column:
        return self[name]


class FigureExpressions(NamedTuple):
    """What a column of figures reads as: expressions that are null where a figure cannot be read. `looked_at` is false
    where there was nothing to read, or no unit to read it with. `shared` gives, of a figure without a unit, the
    value in a unit that stands further on in its list."""

    looked_at: Column
    comparator: Column
    value: Column
    high: Column
    unit: Column
    shared: Callable[[Column], Column]
