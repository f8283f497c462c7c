"""Runs queries over the file that is scanned, by the name of `input`, and over a parent of it, as `parent`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from ..interruption import raise_again
from .csv_table import CsvTable
from .sandbox import Database
from .sql import Query, Sql


class Queries:
    """The queries of one scan."""

    def __init__(self, table: CsvTable, parents: Sequence[CsvTable], database: Database) -> None:
        self._table = table
        self._database = database
        self._connection = database.open([t.source.path for t in (table, *parents)])
        self._kept = False

    def run(
        self,
        select: str,
        *,
        numbered: bool = False,
        kept: bool = False,
        columns: str = "*",
        parent: CsvTable | None = None,
        create: str = "",
    ) -> duckdb.DuckDBPyConnection:
        """Run a SELECT. With `numbered` the file's rows have their numbers; with `kept` they are those that were
        copied, where some were, with these `columns`: of thousands it takes some time to name each. `create` keeps the
        answer as a table."""
        raise_again()
        source = f"SELECT {columns} FROM kept" if kept and self._kept else self._table.sql(numbered=numbered)
        named = {"input": source, **({"parent": parent.sql()} if parent is not None else {})}
        parts = ", ".join(f"{name} AS NOT MATERIALIZED ({sql})" for name, sql in named.items())
        whole = f"WITH {parts} {select}"
        with self._database.telling(self._table.file):
            return self._connection.execute(f"CREATE TEMP TABLE {create} AS {whole}" if create else whole)

    def measure(self, measures: Mapping[str, Sql | Query], *, kept: bool = False) -> dict[str, int]:
        """Aggregates by name, in one pass over the file; queries for a number have a pass of their own."""
        single = {name: m for name, m in measures.items() if isinstance(m, Sql)}
        row = (
            self.run(f"SELECT {', '.join(map(str, single.values()))} FROM input", kept=kept).fetchone()
            if single
            else ()
        )
        counted = dict(zip(single, row or (), strict=True))
        for name, measure in measures.items():
            if isinstance(measure, Query):
                (counted[name],) = self.run(str(measure)).fetchone() or (0,)
        return counted

    def keep(self, condition: Sql, blank: Sql) -> None:
        """Copy the rows that meet a condition, with their numbers, and whether they are `blank`, so that what follows
        reads them instead of the file."""
        select = f"SELECT *, {blank} AS _blank FROM input WHERE {condition}"
        self.run(select, create="kept", numbered=True).fetchall()
        self._kept = True

    @property
    def are_kept(self) -> bool:
        """Whether rows were copied."""
        return self._kept

    def texts(self, name: str, rows: Sequence[tuple[str, ...]]) -> Query:
        """Texts, or tuples of them, under a name of their own; the answer stands for them in a condition."""
        import pyarrow as pa  # which a file without a fault does not need

        names = [f"v{n}" for n in range(len(rows[0]))]
        columns = {v: pa.array([row[n] for row in rows], pa.string()) for n, v in enumerate(names)}
        self._connection.register(name, pa.table(columns))
        whole = names[0] if len(names) == 1 else "{" + ", ".join(f"{v}: {v}" for v in names) + "}"
        return Query(f"SELECT {whole} FROM {name}")
