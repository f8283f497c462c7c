"""Judges what a screening leaves in doubt: frictionless's own readers look at each doubtful text, and at each wrong
row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from . import reasons
from .csv_table import MOST_SPELLINGS, CsvTable
from .doubt import DoubtError
from .examples import LARGEST_ROWS, affordable, characters
from .feeding import AllBut, feed_rows
from .frictionless_types import Cell, Error
from .keys import ForeignKey, Key
from .options import Options
from .queries import Queries
from .screening import Screening
from .silent import PARTIAL_KEY, UNIQUE_KEY, SilentChecks
from .sql import Query, Sql, struct

# Rows in doubt that are copied; a column of a type that no expression accepts can leave all rows in doubt.
_MOST_ROWS_KEPT = 1_000_000
# Wrong texts of a column that are held in memory.
_MOST_TEXTS = 100_000
# Columns whose wrong texts DuckDB looks for in one query.
_MOST_JOINED = 20
# Columns in doubt, each of which takes queries of its own; a table that is wrong in so many is mostly another one.
_MOST_DOUBTFUL = 500


class Judgement:
    """What is wrong in one table: exact totals by frictionless's types, and conditions for the rows to look at."""

    def __init__(
        self, table: CsvTable, keys: Sequence[Key], queries: Queries, silent: SilentChecks, options: Options
    ) -> None:
        self.totals: Counter[str] = Counter()
        self._table = table
        self._keys = keys
        self._queries = queries
        self._silent = silent
        self._options = options
        self._wrong = _Sought()
        self._untidy = _Sought()
        self._lookup: dict[str, dict[tuple[str, ...], AllBut]] = {}
        columns, asked = silent.partial_key
        # By column: where its cell is null, and another one of the primary key is not.
        self.partial_keys = {i: table.missing_of_key(i, columns) for i in asked}

    def judge(
        self, screening: Screening, counted: dict[str, int], foreign_keys: Sequence[ForeignKey[CsvTable]]
    ) -> None:
        """Judge the cells in doubt, the rows that are blank, and the keys. Raises DoubtError where only frictionless
        can."""
        rows = counted["rows"]
        lost_keys = any(k.kind == "primary" and counted[f"filled{n}"] < rows for n, k in enumerate(self._keys))
        if counted["doubt"] or lost_keys:
            plain = screening.plain()
            if counted["doubt"] <= _MOST_ROWS_KEPT and plain is not None:
                self._queries.keep(~plain.fill_null(False) | self._table.blank(), self._table.blank())
            counted = counted | screening.columns()
        self._judge_widths()
        doubtful = [i for i in range(len(self._table.cells)) if counted.get(f"doubt{i}")]
        if len(doubtful) > _MOST_DOUBTFUL:
            raise DoubtError(reasons.MANY_DOUBTFUL_COLUMNS)
        if counted.get("blank"):
            if len(self._table.cells) == 1:
                raise DoubtError(reasons.SINGLE_COLUMN)
            self.totals["blank-row"] += counted["blank"]
            self._wrong.blank = True
        for i in doubtful:
            self._judge_column(i, foreign_keys)
        if any(self._miscounted(i) for k in self._keys for i in k.columns if i in doubtful):
            counted = counted | screening.keys()
        for n, key in enumerate(self._keys):
            self._judge_key(n, key, screening, rows, counted)
        for i, condition in self.partial_keys.items():
            partial = counted[f"partial{i}"] - self._partial_of_other_widths(i)
            if partial:
                self._silent.totals[PARTIAL_KEY.id] += partial
                self._untidy.conditions.append(condition)
        for foreign_key in foreign_keys:
            missing = self._judge_foreign_key(foreign_key)
            self._lookup.setdefault(foreign_key.source, {})[foreign_key.source_key] = AllBut(missing)

    def errors(self, rows: int) -> list[Error]:
        """frictionless's own validation, its row stream fed with the rows in doubt under their own numbers."""
        resource, screen = self._table.resource, self._table.screen

        def stream(_: object) -> Iterator[tuple[int, list[str]]]:
            held = 0
            for number, cells in _merged(self._rows(self._wrong), self._table.source.ragged):
                yield number, cells
                held += characters(cells)
                if held > LARGEST_ROWS:
                    break
            # What frictionless counts while it reads, for the declared numbers of rows and bytes and the digest.
            resource.stats.rows = rows
            resource.stats.bytes = screen.bytes
            resource.stats.md5 = screen.digests.get("md5")
            resource.stats.sha256 = screen.digests.get("sha256")

        feed_rows(resource, stream, self._lookup)
        report = resource.validate(limit_errors=affordable(self._table.fields, self._options.limit))
        return [e for task in report.tasks for e in task.errors] + list(report.errors)

    def locate_silent(self) -> None:
        """Look at the rows with what frictionless passes in silence, until there are enough examples."""
        totals = self._silent.totals.copy()
        readers = [f.create_cell_reader() for f in self._table.fields]
        for number, scanned in self._rows(self._untidy):
            cells = self._table.source.ragged.get(number, scanned)
            values = {n: read(cell)[0] for n, read, cell in zip(self._table.names, readers, cells, strict=False)}
            self._silent.watch(number, cells, values)
            if len(self._silent.findings) >= self._options.limit:
                break
        self._silent.totals.clear()
        self._silent.totals.update(totals)

    def locate_swallowed(self) -> None:
        """Look at the rows of which a cell may hold rows of its own."""
        for number, cells in self._file_rows([self._table.may_hold_rows()]):
            self._silent.watch_lines(number, cells)

    def _partial_of_other_widths(self, i: int) -> int:
        """Of the rows in which a column of the key is null, and another one is not, those that lack cells or have too
        many, which is told."""
        fields, (columns, _) = self._silent.fields, self._silent.partial_key
        found = 0
        for row in self._table.source.ragged.values():
            cells = [*row, *[None] * len(fields)]
            found += fields[i].is_null(cells[i]) and not all(fields[n].is_null(cells[n]) for n in columns)
        return found

    def _judge_widths(self) -> None:
        """Count the cells too many and too few of the rows of another width; frictionless says nothing else of a row
        without a value than that it is blank."""
        fields = self._table.fields
        readers = [field.create_cell_reader() for field in fields]
        for cells in self._table.source.ragged.values():
            if not all(_is_null(read(cell)) for read, cell in zip_longest(readers, cells[: len(fields)])):
                kind = "extra-cell" if len(cells) > len(fields) else "missing-cell"
                self.totals[kind] += abs(len(cells) - len(fields))

    def _miscounted(self, i: int) -> bool:
        """Whether the screening can have counted a doubtful text of a key column: other texts than whole numbers,
        always; of whole numbers those that DuckDB casts, or that frictionless reads as a value."""
        cast = self._table.cast(i)
        if cast is None or not self._table.compared_whole(i):
            return True
        counted = self._queries.measure({"cast": (self._table.doubtful(i) & cast.notnull()).number_of()}, kept=True)
        return bool(counted["cast"])

    def _judge_column(self, i: int, foreign_keys: Sequence[ForeignKey[CsvTable]]) -> None:
        """Let frictionless's own reader judge each doubtful text once."""
        table = self._table
        read = table.fields[i].create_cell_reader()
        keyed = any(i in key.columns for key in self._keys) or any(
            i in key.columns or (i in key.parent_columns and key.parent is table) for key in foreign_keys
        )
        described = self._silent.fields[i]
        wrong: set[str] = set()
        untidy: set[str] = set()
        seen: list[str] = []
        in_doubt = table.doubtful(i) & ~(Sql("_blank") if self._queries.are_kept else table.blank())
        columns = [table.cell(i), table.cast(i), "_blank"]
        result = self._queries.run(
            f"SELECT {table.cell(i)}, count(*) FROM input WHERE {in_doubt} GROUP BY ALL",
            kept=True,
            columns=", ".join(str(column) for column in columns if column is not None),
        )
        while batch := result.fetchmany(10_000):
            if keyed:
                seen += [value for value, _ in batch]
                if len(seen) > MOST_SPELLINGS:
                    raise DoubtError(reasons.DOUBTFUL_KEY)
            for value, n in batch:
                _, notes = read(value)
                for kind in notes or ():
                    self.totals["type-error" if kind == "type" else "constraint-error"] += n
                if notes:
                    wrong.add(value)
                if rule := described.broken(value):
                    self._silent.totals[rule.id] += n
                    untidy.add(value)
            for sought, texts in ((self._wrong, wrong), (self._untidy, untidy)):
                if len(texts) > _MOST_TEXTS:
                    # All in doubt are looked at: who judges the rows tells the right ones.
                    sought.in_doubt.add(i)
                    texts.clear()
        if keyed:
            table.learn(i, seen)
        for sought, texts in ((self._wrong, wrong), (self._untidy, untidy)):
            if i in sought.in_doubt:
                sought.by_text.append(table.doubtful(i))
            elif texts:
                # Before any other result is half read: DuckDB takes no table in until then.
                names = self._queries.texts(f"{self._name(sought)}{i}", [(text,) for text in texts])
                sought.by_text.append(table.cell(i).isin(names))
                sought.texts[i] = texts

    def _judge_key(self, n: int, key: Key, screening: Screening, rows: int, counted: dict[str, int]) -> None:
        filled = counted[f"filled{n}"]
        if filled > counted[f"distinct{n}"]:
            again, condition = self._repeated(n, key, screening)
            if again and key.kind == "silent":
                self._silent.totals[UNIQUE_KEY.id] += again
                self._untidy.conditions.append(condition)
            elif again:
                self.totals["unique-error" if key.kind == "unique" else "primary-key"] += again
                self._wrong.conditions.append(condition)
        if key.kind == "primary" and filled < rows:
            self.totals["primary-key"] += rows - filled
            self._wrong.conditions.append(~self._table.filled(key.columns))

    def _repeated(self, n: int, key: Key, screening: Screening) -> tuple[int, Sql]:
        """The number of rows whose key an earlier row has, and a condition for the rows that share their key with
        another.

        Fingerprints that repeat come first: only the rows that have one of these are compared by their keys.
        """
        run, given, value = self._queries.run, screening.given(key), self._table.key(key.columns)
        fingerprint = self._table.fingerprint(key.columns)
        if str(fingerprint) != str(value):
            alike = f"SELECT {fingerprint} AS fingerprint FROM input WHERE {given} GROUP BY ALL HAVING count(*) > 1"
            run(alike, create=f"fingerprints{n}").fetchall()
            given = given & fingerprint.isin(Query(f"SELECT fingerprint FROM fingerprints{n}"))
        parts = ", ".join(str(self._table.value(i)) for i in key.columns)
        again = (
            f"SELECT {value} AS key, count(*) AS times FROM input WHERE {given} GROUP BY {parts} HAVING count(*) > 1"
        )
        run(again, create=f"repeated{n}").fetchall()
        ((rows,),) = run(f"SELECT coalesce(sum(times - 1), 0) FROM repeated{n}").fetchall()
        return int(rows), given & value.isin(Query(f"SELECT key FROM repeated{n}"))

    def _judge_foreign_key(self, key: ForeignKey[CsvTable]) -> set[tuple[Cell, ...]]:
        """The keys, as frictionless reads them, that the parent lacks."""
        table, parent = self._table, key.parent
        for i in key.parent_columns if parent is not table else ():
            doubt = f"SELECT DISTINCT {parent.cell(i)} FROM parent WHERE {parent.doubtful(i)}"
            parent.learn(i, [text for (text,) in self._queries.run(doubt, parent=parent).fetchall()])
        # Whole numbers are compared as such only where no spelling on either side had to be learned.
        as_text = any(table.spellings.get(i) for i in key.columns) or any(
            parent.spellings.get(i) for i in key.parent_columns
        )
        known = (
            f"SELECT {parent.key(key.parent_columns, as_text=as_text)} FROM parent WHERE"
            f" {parent.filled(key.parent_columns)}"
        )
        lost = table.filled(key.columns) & ~table.key(key.columns, as_text=as_text).isin(Query(known))
        cells = ", ".join(table.cells[i] for i in key.columns)
        counted = self._queries.run(
            f"SELECT {cells}, count(*) FROM input WHERE {lost} GROUP BY ALL", parent=parent
        ).fetchall()
        readers = [table.fields[i].create_cell_reader() for i in key.columns]
        missing = {tuple(read(cell)[0] for read, cell in zip(readers, texts, strict=True)) for *texts, _ in counted}
        if counted:
            self.totals["foreign-key"] += sum(n for *_, n in counted)
            lacked = self._queries.texts(f"lost{len(self._wrong.conditions)}", [tuple(texts) for *texts, _ in counted])
            written = [table.cell(i) for i in key.columns]
            value = written[0] if len(written) == 1 else struct({f"v{n}": cell for n, cell in enumerate(written)})
            self._wrong.conditions.append(value.isin(lacked))
        return missing

    def _rows(self, sought: _Sought) -> Iterator[tuple[int, list[str]]]:
        """The rows that are sought, with their numbers, in the file's order. Raises DoubtError where DuckDB does not
        keep it, as it may not where a join goes to disk."""
        conditions = list(sought.conditions)
        if not self._queries.are_kept or (conditions and sought.in_doubt):
            conditions += sought.by_text + ([self._table.blank()] if sought.blank else [])
        elif not conditions:
            return self._kept_rows(sought)
        else:
            # Each has something wrong, so that no more are told.
            numbers = [str(number) for number, _ in islice(self._kept_rows(sought), self._options.limit)]
            if numbers:
                name = f"{self._name(sought)}_numbers"
                self._queries.run(f"SELECT unnest([{', '.join(numbers)}]) AS number", create=name).fetchall()
                conditions.append(Sql("_number").isin(Query(f"SELECT number FROM {name}")))
        return self._file_rows(conditions)

    def _name(self, sought: _Sought) -> str:
        return "wrong" if sought is self._wrong else "untidy"

    def _kept_rows(self, sought: _Sought) -> Iterator[tuple[int, list[str]]]:
        """Of the rows that were copied those that are blank or have one of the texts, in the file's order. DuckDB looks
        for those of a few columns; of hundreds, each of which is a join to it, they are looked for here."""
        few = len(sought.texts) <= _MOST_JOINED or bool(sought.in_doubt)
        conditions = list(sought.by_text)
        if sought.blank:
            conditions.append(Sql("_blank"))
        if not (sought.texts or sought.in_doubt or sought.blank):
            return
        cells = ", ".join(self._table.cells)
        where = f" WHERE {' OR '.join(map(str, conditions))}" if few else ""
        result = self._queries.run(f"SELECT {cells}, _blank, _number FROM input{where} ORDER BY _number", kept=True)
        texts = list(sought.texts.items())
        while batch := result.fetchmany(1000 if few else 100):
            for *row, blank, number in batch:
                if few or (blank and sought.blank) or any(row[i] in those for i, those in texts):
                    yield number, row

    def _file_rows(self, conditions: Sequence[Sql]) -> Iterator[tuple[int, list[str]]]:
        """The rows of the file that meet one of the conditions. Raises DoubtError."""
        if not conditions:
            return
        condition = conditions[0]
        for other in conditions[1:]:
            condition = condition | other
        # Within a CASE: alone, DuckDB may join the other way round, the wrong texts with the file, and lose the file's
        # order.
        where = condition.ifelse(True, False)
        result = self._queries.run(
            f"SELECT {', '.join(self._table.cells)}, _number FROM input WHERE {where}", numbered=True
        )
        last = 0
        while batch := result.fetchmany(1000):
            for *cells, number in batch:
                if number <= last:
                    raise DoubtError(reasons.ORDER_IS_LOST)
                last = number
                yield number, cells


@dataclass
class _Sought:
    """The rows to look at: those with one of some texts, by column, or in doubt in a column that has too many of them
    (`by_text` is the condition for each such column), those that meet one of the conditions, and those that are
    blank."""

    texts: dict[int, set[str]] = field(default_factory=dict)
    in_doubt: set[int] = field(default_factory=set)
    by_text: list[Sql] = field(default_factory=list)
    conditions: list[Sql] = field(default_factory=list)
    blank: bool = False


def _is_null(result: tuple[Cell, dict[str, str] | None]) -> bool:
    value, notes = result
    return value is None and "type" not in (notes or {})


def _merged(rows: Iterator[tuple[int, list[str]]], others: Mapping[int, list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with their numbers, and others among them, which take the place of those of the same number."""
    numbers = sorted(others)
    at = 0
    for number, cells in rows:
        while at < len(numbers) and numbers[at] < number:
            yield numbers[at], others[numbers[at]]
            at += 1
        yield number, others.get(number, cells)
        at += at < len(numbers) and numbers[at] == number
    for number in numbers[at:]:
        yield number, others[number]
