"""Accept fast, doubt slowly: one DuckDB scan screens a CSV file; only rows in doubt are read by frictionless's own code.

The scan counts, per column and key, what it cannot accept as plainly right. Zero everywhere: the file is valid.
Otherwise the doubtful values are judged once each by frictionless's cell readers, and the rows that hold a wrong one
(or a repeated or missing key) go, with their row numbers, through frictionless's own row stream, whose errors are the
answer. A file that is doubtful as a whole is validated by frictionless alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa
from frictionless.resources import TableResource

from .accept import every
from .csv_file import CsvFile, DoubtError
from .csv_table import CsvTable
from .feeding import AllBut, feed_rows
from .keys import ForeignKey, Key, foreign_keys_of, keys_of
from .options import DEFAULT, Options
from .sandbox import Database
from .silent import UNIQUE_KEY, SilentChecks

# Rows in doubt that are copied; a column of a type that no expression accepts can leave all rows in doubt.
_MOST_ROWS_KEPT = 1_000_000
# Keys whose distinct values are counted beside everything else; DuckDB does not spill such a count.
_MOST_KEYS_IN_MEMORY = 5_000_000

Condition = Callable[[Any], Any]


@dataclass
class Scan:
    """What a scan says of a resource: frictionless's errors in its order, up to its limit, and exact totals by type."""

    errors: list[Any] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    rows: int = 0


def scan_file(file: CsvFile, silent: SilentChecks, options: Options = DEFAULT) -> Scan:
    """Scan a file of a package; what frictionless passes in silence goes to `silent`. Raises DoubtError where frictionless
    has to read the file whole."""
    table = CsvTable(file, silent.fields)
    parents: list[CsvTable] = []
    database = Database(options)
    try:
        return _Scanner(table, parents, database, silent, options).run()
    except duckdb.Error as error:
        raise DoubtError(f"DuckDB does not read it: {str(error).splitlines()[0]}") from error
    except RecursionError as error:
        raise DoubtError("it has more columns than an expression can name") from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, re.error) as error:
        # A reader of frictionless's own that cannot compare or compile something; it will say so of the whole file.
        raise DoubtError(f"frictionless fails: {error}") from error
    finally:
        database.close()
        for parent in parents:
            parent.file.close()


@ibis.udf.agg.builtin  # type: ignore[untyped-decorator]
def bitstring_agg(value: dt.int64, low: dt.int64, high: dt.int64) -> dt.string:
    """DuckDB's: a bit for every whole number that occurs. It takes a third of the time of counting distinct values."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def bit_count(bits: dt.string) -> dt.int64:
    """DuckDB's: the number of bits that are set."""


class _Scanner:
    """Screens one table, and judges what the screening could not accept."""

    def __init__(
        self, table: CsvTable, parents: list[CsvTable], database: Database, silent: SilentChecks, options: Options
    ) -> None:
        self.table = table
        self.parents = parents
        self.options = options
        self.silent = silent
        self.database = database
        self.keys = keys_of(table) + [Key("silent", [table.column(n) for n in names]) for names in silent.unique_keys]
        self.foreign_keys = foreign_keys_of(table, self._open_parent)
        self.connection = database.open([t.file.read_from for t in (table, *parents)])
        self.totals: Counter[str] = Counter()
        self.conditions: list[Condition] = []
        self.silent_conditions: list[Condition] = []
        self._count_bits = True
        self._kept = False

    def run(self) -> Scan:
        """The screening, then whatever it leaves in doubt."""
        counted = self._screen()
        rows = counted["rows"]
        self._check_lines(rows)
        lost_keys = any(k.kind == "primary" and counted[f"filled{n}"] < rows for n, k in enumerate(self.keys))
        if counted["doubt"] or lost_keys:
            if counted["doubt"] <= _MOST_ROWS_KEPT:
                self._keep_rows_in_doubt()
            counted |= self._screen_columns()
        doubtful = [i for i in range(len(self.table.cells)) if counted.get(f"doubt{i}")]
        if counted.get("blank"):
            if len(self.table.cells) == 1:
                raise DoubtError("in a single column an empty cell cannot be told from a blank line")
            self.totals["blank-row"] += counted["blank"]
            self.conditions.append(self.table.blank)
        for i in doubtful:
            self._judge_column(i)
        if any(self._miscounted(i) for k in self.keys for i in k.columns if i in doubtful):
            self._count_bits = False
            counted = {**counted, **self._count_keys()}  # now that the doubtful spellings of keys are known
        for n, key in enumerate(self.keys):
            self._judge_key(key, rows, counted[f"filled{n}"], counted[f"distinct{n}"])
        lookup: dict[str, dict[tuple[str, ...], AllBut]] = {}
        for foreign_key in self.foreign_keys:
            missing = self._judge_foreign_key(foreign_key)
            lookup.setdefault(foreign_key.source, {})[foreign_key.source_key] = AllBut(missing)
        errors = self._frictionless(rows, lookup)
        self._locate_silent()
        for error in self.table.resource.header.errors:
            self.totals[error.type] += 1
        for error in errors:
            if error.type not in self.totals:  # byte counts, digests and the like
                self.totals[error.type] += 1
        return Scan(errors, self.totals, rows)

    def _open_parent(self, resource: TableResource) -> CsvTable:
        self.parents.append(CsvTable(CsvFile(resource)))
        return self.parents[-1]

    # The scan

    def _query(
        self, expression: Any, tables: Mapping[str, CsvTable] | None = None, *, kept: bool = False
    ) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._execute(expression, tables, kept=kept).fetchall()
        return rows

    def _execute(
        self,
        expression: Any,
        tables: Mapping[str, CsvTable] | None = None,
        *,
        numbered: bool = False,
        kept: bool = False,
        create: str = "",
    ) -> duckdb.DuckDBPyConnection:
        """Run an Ibis expression over tables by name. `input` is the file that is scanned; with `kept`, the rows in doubt
        where they were copied. `create` keeps the answer as a table."""
        source = "SELECT * FROM kept" if kept and self._kept else self.table.sql(numbered=numbered)
        named = {"input": source, **{n: t.sql() for n, t in (tables or {}).items()}}
        parts = ", ".join(f"{name} AS NOT MATERIALIZED ({sql})" for name, sql in named.items())
        compiled = ibis.duckdb.compile(expression)
        joined = f"WITH {parts}, {compiled.removeprefix('WITH ')}" if compiled.startswith("WITH ") else f"WITH {parts} {compiled}"
        with self.database.telling(self.table.file):
            return self.connection.execute(f"CREATE TEMP TABLE {create} AS {joined}" if create else joined)

    def _screen(self) -> dict[str, int]:
        """The number of rows, of rows in doubt, and of keys given and distinct: one pass over the file, and one more for
        each key whose values might not fit into memory."""
        table = self.table.table("input")
        plain = self._acceptable(table)
        # Where a column is required or there is a primary key, a blank row is in doubt for want of it.
        if not any(a.required for a in self.table.acceptances) and not any(k.kind == "primary" for k in self.keys):
            plain = plain & ~self.table.blank(table)
        measures = {"rows": table.count(), "plain": _number_of(plain)}
        try:
            counted = self._measure({**measures, **self._key_measures(table)})
        except duckdb.OutOfRangeException:
            # A whole number outside of the range that the file's first and last rows let one expect.
            self._count_bits = False
            counted = self._measure({**measures, **self._key_measures(table)})
        return {**counted, "doubt": counted["rows"] - counted["plain"]}

    def _measure(self, measures: dict[str, Any], *, kept: bool = False) -> dict[str, int]:
        """Aggregates over the file by name; those that are tables stand for the number of their rows."""
        table = self.table.table("input")
        single = {name: m for name, m in measures.items() if not isinstance(m, ir.Table)}
        counted = dict(zip(single, self._query(table.aggregate(**single), kept=kept)[0], strict=True))
        for name, measure in measures.items():
            if name not in single:
                counted[name] = self._query(measure.aggregate(n=measure.count()))[0][0]
        return counted

    def _acceptable(self, table: Any) -> Any:
        """Whether no cell of a row is in doubt; null, which a failed cast leaves, is no."""
        whole: Any = ibis.literal(True)
        for i, acceptance in enumerate(self.table.acceptances):
            if not acceptance.never_doubtful():
                whole = whole & self.table.acceptable(table, i)
        return whole

    def _keep_rows_in_doubt(self) -> None:
        """Copy the rows in doubt, which are few, so that what follows reads them instead of the file."""
        table = self.table.table("input")
        plain = self._acceptable(table)
        kept = table.filter(~plain.fill_null(False) | self.table.blank(table))
        self._execute(kept, create="kept").fetchall()
        self._kept = True

    def _miscounted(self, i: int) -> bool:
        """Whether the screening can have counted a doubtful text of a key column: other texts than whole numbers, always;
        of whole numbers those that DuckDB casts, or that frictionless reads as a value."""
        if self.table.fields[i].type != "integer" or self.table.spellings.get(i):
            return True
        table = self.table.table("input")
        cast = self.table.doubtful(table, i) & self.table.cast(table, i).notnull()
        return bool(self._query(table.aggregate(n=table.count(where=cast)), kept=True)[0][0])

    def _screen_columns(self) -> dict[str, int]:
        """The number of cells in doubt by column, and of blank rows."""
        table = self.table.table("input")
        # Sums: DuckDB holds a copy of all columns for each aggregate that has a filter.
        measures = {"blank": _number_of(self.table.blank(table))}
        for i, acceptance in enumerate(self.table.acceptances):
            if not acceptance.never_doubtful():
                measures[f"doubt{i}"] = _number_of(self.table.doubtful(table, i))
        return self._measure(measures, kept=True)

    def _key_measures(self, table: Any) -> dict[str, Any]:
        """How often each key is given, and its number of distinct values: an aggregate, or for many rows a table of them,
        which DuckDB makes in parts that go to disk."""
        measures: dict[str, Any] = {}
        many = self.table.screen.line_ends > _MOST_KEYS_IN_MEMORY
        for n, key in enumerate(self.keys):
            filled = self._given(table, key)
            value = self.table.key(table, key.columns)
            measures[f"filled{n}"] = value.count() if len(key.columns) == 1 else _number_of(filled)
            bounds = self.table.expected_range(key.columns[0]) if len(key.columns) == 1 and self._count_bits else None
            if bounds is not None:
                measures[f"distinct{n}"] = bit_count(bitstring_agg(value, *bounds))
            elif many:
                given = table.filter(filled)
                measures[f"distinct{n}"] = given.select(key=self.table.key(given, key.columns)).distinct()
            else:  # a single column's nulls are not counted anyway
                measures[f"distinct{n}"] = value.nunique() if len(key.columns) == 1 else value.nunique(where=filled)
        return measures

    def _given(self, table: Any, key: Key) -> Any:
        """Whether a row has the key: any of its cells; of those that SQL compares, all."""
        if key.kind == "silent":
            return every([self.table.value(table, i).notnull() for i in key.columns])
        return self.table.filled(table, key.columns)

    def _count_keys(self) -> dict[str, int]:
        return self._measure(self._key_measures(self.table.table("input")))

    def _check_lines(self, rows: int) -> None:
        """DuckDB must have read a record for every line: it skips some in silence."""
        screen = self.table.screen
        lines = screen.line_ends + (not screen.final_newline)
        if rows + self.table.skip == lines:
            return
        if screen.quotes:
            table = self.table.table("input")
            inner: Any = ibis.literal(0)
            for name in self.table.cells:
                inner = inner + (table[name].length() - table[name].replace("\n", "").length())
            found = self._query(table.aggregate(inner=inner.sum().fill_null(0)))[0][0]
            if rows + self.table.skip + int(found) == lines:
                return
        raise DoubtError("records and lines do not agree")

    # Judging what is in doubt

    def _judge_column(self, i: int) -> None:
        """Let frictionless's own reader judge each doubtful text once."""
        table = self.table.table("input")
        cell = table[self.table.cells[i]]
        doubt = table.filter(self.table.doubtful(table, i) & ~self.table.blank(table))
        counted = doubt.group_by(value=cell).aggregate(n=doubt.count())
        read = self.table.fields[i].create_cell_reader()
        keyed = any(i in key.columns for key in self.keys) or any(
            i in key.columns or (i in key.parent_columns and key.parent is self.table) for key in self.foreign_keys
        )
        described = self.silent.fields[i]
        wrong: list[str] = []
        untidy: list[str] = []
        seen: list[str] = []
        result = self._execute(counted, kept=True)
        while batch := result.fetchmany(10_000):
            if keyed:
                seen += [value for value, _ in batch]
            for value, n in batch:
                _, notes = read(value)
                for kind in notes or ():
                    self.totals["type-error" if kind == "type" else "constraint-error"] += n
                if notes:
                    wrong.append(value)
                if rule := described.broken(value):
                    self.silent.totals[rule.id] += n
                    untidy.append(value)
        if keyed:
            self.table.learn(i, seen)
        for name, texts, conditions in ((f"wrong{i}", wrong, self.conditions), (f"untidy{i}", untidy, self.silent_conditions)):
            if texts:
                conditions.append(self._one_of(name, i, texts))

    def _one_of(self, name: str, i: int, texts: list[str]) -> Condition:
        """Whether a cell of a column is one of many texts."""
        self.connection.register(name, pa.table({"value": pa.array(texts, pa.string())}))
        values = ibis.table({"value": "string"}, name=name).value
        return lambda t: t[self.table.cells[i]].isin(values)

    def _judge_key(self, key: Key, rows: int, filled: int, distinct: int) -> None:
        if filled > distinct:
            table = self.table.table("input")
            given = table.filter(self._given(table, key))
            counted = given.group_by(key=self.table.key(given, key.columns)).aggregate(n=given.count())
            repeated = counted.filter(counted.n > 1).key

            def again(t: Any) -> Any:
                return self._given(t, key) & self.table.key(t, key.columns).isin(repeated)

            if key.kind == "silent":
                self.silent.totals[UNIQUE_KEY.id] += filled - distinct
                self.silent_conditions.append(again)
            else:
                self.totals["unique-error" if key.kind == "unique" else "primary-key"] += filled - distinct
                self.conditions.append(again)
        if key.kind == "primary" and filled < rows:
            self.totals["primary-key"] += rows - filled
            self.conditions.append(lambda t: ~self.table.filled(t, key.columns))

    def _judge_foreign_key(self, key: ForeignKey[CsvTable]) -> set[tuple[Any, ...]]:
        """The keys, as frictionless reads them, that the parent lacks."""
        parent = key.parent.table("parent")
        for i in key.parent_columns:
            if key.parent is not self.table:
                cell = parent[key.parent.cells[i]]
                doubt = parent.filter(key.parent.doubtful(parent, i)).select(value=cell).distinct()
                key.parent.learn(i, [text for (text,) in self._query(doubt, {"parent": key.parent})])
        # Whole numbers are compared as such only where no spelling on either side had to be learned.
        as_text = any(self.table.spellings.get(i) for i in key.columns)
        as_text |= any(key.parent.spellings.get(i) for i in key.parent_columns)
        there = parent.filter(key.parent.filled(parent, key.parent_columns))
        known = there.select(key=key.parent.key(there, key.parent_columns, as_text=as_text)).key
        table = self.table.table("input")
        child = self.table.key(table, key.columns, as_text=as_text)
        lost = table.filter(self.table.filled(table, key.columns) & child.notin(known))
        counted = lost.group_by([lost[self.table.cells[i]].name(f"v{n}") for n, i in enumerate(key.columns)]).aggregate(
            n=lost.count()
        )
        readers = [self.table.fields[i].create_cell_reader() for i in key.columns]
        missing = set()
        texts: list[tuple[str, ...]] = []
        for *cells, n in self._query(counted, {"parent": key.parent}):
            self.totals["foreign-key"] += n
            missing.add(tuple(read(cell)[0] for read, cell in zip(readers, cells, strict=True)))
            texts.append(tuple(cells))
        if texts:
            name = f"lost{len(self.conditions)}"
            arrays = {f"v{n}": pa.array([t[n] for t in texts], pa.string()) for n in range(len(key.columns))}
            self.connection.register(name, pa.table(arrays))
            values = ibis.table(dict.fromkeys(arrays, "string"), name=name)
            if len(key.columns) == 1:
                self.conditions.append(lambda t: t[self.table.cells[key.columns[0]]].isin(values.v0))
            else:
                packed = values.select(key=ibis.struct({n: values[n] for n in arrays})).key
                self.conditions.append(
                    lambda t: ibis.struct(
                        {f"v{n}": t[self.table.cells[i]] for n, i in enumerate(key.columns)}
                    ).isin(packed)
                )
        return missing

    # frictionless's answer

    def _frictionless(self, rows: int, lookup: Mapping[str, Any]) -> list[Any]:
        """frictionless's own validation, its row stream fed with the rows in doubt under their own numbers."""
        resource = self.table.resource
        screen = self.table.screen

        def stream(_: Any) -> Iterator[tuple[int, list[str]]]:
            yield from self._rows(self.conditions)
            # What frictionless counts while it reads, for the declared numbers of rows and bytes and the digest.
            resource.stats.rows = rows
            resource.stats.bytes = screen.bytes
            resource.stats.md5 = screen.digests.get("md5")
            resource.stats.sha256 = screen.digests.get("sha256")

        feed_rows(resource, stream, lookup)
        report = resource.validate(limit_errors=self.options.limit)
        return [e for task in report.tasks for e in task.errors] + list(report.errors)

    def _rows(self, conditions: Sequence[Condition]) -> Iterator[tuple[int, list[str]]]:
        """The rows that meet one of the conditions, with their numbers, in the file's order."""
        if not conditions:
            return
        table = self.table.table("input", numbered=True)
        condition = conditions[0](table)
        for other in conditions[1:]:
            condition = condition | other(table)
        result = self._execute(table.filter(condition).select(*self.table.cells, "_number"), numbered=True)
        while batch := result.fetchmany(1000):
            for *cells, number in batch:
                yield number, cells

    def _locate_silent(self) -> None:
        """Look at the rows with what frictionless passes in silence, until there are enough examples."""
        totals = self.silent.totals.copy()
        readers = [f.create_cell_reader() for f in self.table.fields]
        for number, cells in self._rows(self.silent_conditions):
            values = {n: read(cell)[0] for n, read, cell in zip(self.table.names, readers, cells, strict=True)}
            self.silent.watch(number, cells, values)
            if len(self.silent.findings) >= self.options.limit:
                break
        self.silent.totals.clear()
        self.silent.totals.update(totals)


def _number_of(condition: Any) -> Any:
    """The number of rows that meet a condition. A CASE ends with the first condition that fails; a filter does not."""
    return ibis.ifelse(condition, 1, 0).sum().fill_null(0)
