"""Screens a table: one pass over the file counts the rows, those in doubt, and the keys given and distinct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from ..types.expressions import every
from . import reasons
from .csv_table import CsvTable
from .doubt import DoubtError
from .keys import Key
from .queries import Queries
from .sql import Query, Sql

# Keys whose distinct values are counted beside everything else; DuckDB does not spill such a count.
_MOST_KEYS_IN_MEMORY = 5_000_000


class Screening:
    """The counts of a table, by name: `rows`, `doubt` (rows), for each key `filled0`, `distinct0` and so on, and for
    each of `others`, which are conditions, the rows that meet it. Keys that differ may count as one, in the rare case
    that they have the same fingerprint; no key that repeats counts twice."""

    def __init__(self, table: CsvTable, keys: Sequence[Key], queries: Queries, others: Mapping[str, Sql]) -> None:
        self._table = table
        self._others = others
        self._keys = keys
        self._queries = queries
        self._count_bits = True
        # Rows with a cell that may hold rows of its own.
        self.holds_rows = 0

    def rows(self) -> dict[str, int]:
        """The first pass, and one more for each key whose values might not fit into memory. Raises DoubtError where
        DuckDB does not read the records that are there."""
        plain = self.plain()
        # Where a column is required or there is a primary key, a blank row is in doubt for want of it.
        if not any(a.required for a in self._table.acceptances) and not any(k.kind == "primary" for k in self._keys):
            blank = ~self._table.blank()
            plain = blank if plain is None else plain & blank
        measures: dict[str, Sql | Query] = {"rows": Sql("count(*)")}
        measures["plain"] = plain.number_of() if plain is not None else measures["rows"]
        measures.update({name: condition.number_of() for name, condition in self._others.items()})
        try:
            counted = self._queries.measure({**measures, **self._key_measures()})
        except duckdb.OutOfRangeException:
            # A whole number outside of the range that the file's first and last rows let one expect.
            self._count_bits = False
            counted = self._queries.measure({**measures, **self._key_measures()})
        self._check_rows(counted["rows"])
        return {**counted, "doubt": counted["rows"] - counted["plain"]}

    def columns(self) -> dict[str, int]:
        """The number of cells in doubt by column, as `doubt0` and so on, and of blank rows, as `blank`."""
        measures: dict[str, Sql | Query] = {"blank": self._table.blank().number_of()}
        for i, acceptance in enumerate(self._table.acceptances):
            if not acceptance.never_doubtful():
                measures[f"doubt{i}"] = self._table.doubtful(i).number_of()
        return self._queries.measure(measures, kept=True)

    def keys(self) -> dict[str, int]:
        """The keys counted anew, now that the doubtful spellings of their values are known."""
        self._count_bits = False
        return self._queries.measure(self._key_measures())

    def plain(self) -> Any:
        """Whether no cell of a row is in doubt; null, which a failed cast leaves, is no. None where no cell can be."""
        parts = [self._table.acceptable(i) for i, a in enumerate(self._table.acceptances) if not a.never_doubtful()]
        return every(parts) if parts else None

    def given(self, key: Key) -> Any:
        """Whether a row has the key: any of its cells; of those that SQL compares, all."""
        if key.kind == "silent":
            return every([self._table.value(i).notnull() for i in key.columns])
        return self._table.filled(key.columns)

    def _key_measures(self) -> dict[str, Sql | Query]:
        """How often each key is given, and its number of distinct fingerprints: an aggregate, or for many rows a query,
        which DuckDB works through in parts that go to disk."""
        measures: dict[str, Sql | Query] = {}
        many = self._table.screen.line_ends > _MOST_KEYS_IN_MEMORY
        for n, key in enumerate(self._keys):
            filled, fingerprint = self.given(key), self._table.fingerprint(key.columns)
            single = len(key.columns) == 1  # whose nulls are not counted anyway
            measures[f"filled{n}"] = (
                Sql(f"count({self._table.value(key.columns[0])})") if single else filled.number_of()
            )
            bounds = self._table.expected_range(key.columns[0]) if single and self._count_bits else None
            if bounds is not None:
                # A bit for every whole number takes a third of the time of counting distinct values.
                measures[f"distinct{n}"] = Sql(
                    f"coalesce(bit_count(bitstring_agg({fingerprint}, {bounds[0]}, {bounds[1]})), 0)"
                )
            elif many:
                measures[f"distinct{n}"] = Query(
                    f"SELECT count(*) FROM (SELECT DISTINCT {fingerprint} FROM input WHERE {filled})"
                )
            else:
                measures[f"distinct{n}"] = Sql(f"count(DISTINCT CASE WHEN {filled} THEN {fingerprint} END)")
        return measures

    def _check_rows(self, rows: int) -> None:
        """DuckDB must have read every record: it skips some in silence."""
        if rows != self._table.source.records:
            raise DoubtError(reasons.RECORDS_AND_LINES_DISAGREE)
        if self._table.screen.quoted_ends:
            measure: dict[str, Sql | Query] = {"rows": Sql(f"count_if({self._table.may_hold_rows()})")}
            self.holds_rows = self._queries.measure(measure)["rows"]
