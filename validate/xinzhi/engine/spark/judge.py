"""Judges what the screening left in doubt: each distinct text once by frictionless's own readers, keys by counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ibis

from ...contract.package import PackageError
from .. import reasons
from ..details import EmptyKey, NotReferenced, RepeatedKey
from ..doubt import DoubtError
from ..examples import affordable
from ..faults import Fault, expected, faults_of
from ..feeding import feed_rows
from ..frictionless_types import Error, FrictionlessResource
from ..keys import ForeignKey, Key, foreign_keys_of, keys_of
from ..silent import PARTIAL_KEY, UNIQUE_KEY, SilentChecks
from .spark_table import SparkTable

if TYPE_CHECKING:
    import ibis.expr.types as ir

# Distinct texts of a table that the driver judges; a minute or two for each million.
MOST_TEXTS = 10_000_000
# Distinct doubtful texts of a key column, which every row is compared with.
_MOST_SPELLINGS = 1_000_000


@dataclass(frozen=True)
class Breach:
    """What is wrong in the same way in `count` rows. `example` is the primary key of one such row, where there is
    one."""

    fault: Fault
    count: int
    example: str | None = None


@dataclass
class TableFaults:
    """The faults of the header and the file, the breaches of rows (of each column and key the most frequent, as many in
    all as may repeat the longest constraint), and exact totals by type."""

    faults: list[Fault] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    rows: int = 0


class Judge:
    """Judges one screened table."""

    def __init__(self, table: SparkTable, parents: Callable[[FrictionlessResource], SparkTable], limit: int) -> None:
        self.table = table
        self.silent = SilentChecks(table.described, table.silent, limit, delimiter=table.delimiter)
        self.limit = limit
        self._shown = affordable(table.fields, limit)
        self.keys = keys_of(table)
        self.foreign_keys: list[ForeignKey[SparkTable]] = foreign_keys_of(table, parents)
        self.result = TableFaults(rows=table.screened["rows"])
        # The primary key names rows to a reader, whatever it is worth as a key.
        self._named = next((k.columns for k in self.keys if k.kind == "primary"), None)

    def run(self) -> TableFaults:
        """Everything that is wrong with the table."""
        table, result = self.table, self.result
        if table.screened["blank"]:
            self._add(Breach(Fault("blank-row"), table.screened["blank"]))
        if table.screened["ragged"]:
            self._judge_widths()
        self._judge_cells([i for i in range(table.width) if table.screened[f"doubt{i}"]])
        for key in self.keys:
            self._judge_key(key)
        self._judge_partial_key(*self.silent.partial_key)
        for foreign_key in self.foreign_keys:
            self._judge_foreign_key(foreign_key)
        for names in self.silent.unique_keys:
            self._judge_silent_key([table.column(n) for n in names])
        if table.has_lines:
            self._judge_lines()
        result.faults = faults_of(self._file_errors(), table.resource)
        result.totals.update(fault.type for fault in result.faults)
        return result

    def _add(self, *breaches: Breach) -> None:
        for breach in breaches:
            self.result.totals[breach.fault.type] += breach.count
        self._keep(sorted(breaches, key=lambda b: -b.count))

    def _keep(self, breaches: Sequence[Breach]) -> None:
        self.result.breaches += breaches[: max(0, self._shown - len(self.result.breaches))]

    def _example(self, rows: ir.Table) -> ir.StringValue:
        return ibis.null("string") if self._named is None else self.table.shown(rows, self._named).min()

    # Cells

    def _judge_widths(self) -> None:
        """Cells that are missing or too many; blank rows have neither."""
        table = self.table
        rows = table.table.filter(lambda t: (t["_width"] != table.width) & ~table.blank(t))
        by_width = rows.group_by(width=rows["_width"]).aggregate(n=rows.count(), example=self._example(rows))
        missing: Counter[int] = Counter()
        examples: dict[int, str | None] = {}
        extra, extra_example = 0, None
        for width, n, example in table.rows(by_width):
            if width > table.width:
                extra, extra_example = extra + n * (width - table.width), extra_example or example
            for i in range(width, table.width):
                missing[i] += n
                examples.setdefault(i, example)
        for i, n in sorted(missing.items()):
            name = table.names[i]
            self._add(Breach(Fault("missing-cell", columns=[name]), n, examples[i]))
            _, notes = table.fields[i].create_cell_reader()(None)
            for note in (notes or {}).values():
                detail = expected(table.fields[i], note)
                self._add(Breach(Fault("constraint-error", detail, columns=[name], cells=[""]), n, examples[i]))
        if extra:
            self._add(Breach(Fault("extra-cell"), extra, extra_example))

    def _judge_cells(self, columns: list[int]) -> None:
        """Let frictionless's own readers judge each doubtful text of each column once."""
        if not columns:
            return
        table = self.table
        readers = {i: table.fields[i].create_cell_reader() for i in columns}
        keyed = {i for k in self.keys for i in k.columns} | {i for k in self.foreign_keys for i in k.columns}
        keyed |= {i for k in self.foreign_keys if k.parent is table for i in k.parent_columns}
        texts: dict[int, list[str]] = {i: [] for i in columns if i in keyed}
        broken: dict[int, list[Breach]] = {i: [] for i in columns}
        untidy: Counter[tuple[int, str]] = Counter()
        for seen, (i, text, n, example) in enumerate(table.stream(self._doubtful_texts(columns))):
            if seen >= MOST_TEXTS:
                raise PackageError(
                    f"{table.resource.name} 中须由 frictionless 逐个判定的不同文本超过 {MOST_TEXTS:,} 个，驱动程序无法胜任",  # noqa: E501
                    f"more than {MOST_TEXTS:,} different texts of {table.resource.name} would have to be judged one by"
                    " one by frictionless on the driver",
                )
            _, notes = readers[i](text)
            for kind, note in (notes or {}).items():
                kind = "type-error" if kind == "type" else "constraint-error"
                fault = Fault(kind, expected(table.fields[i], note), columns=[table.names[i]], cells=[text])
                broken[i].append(Breach(fault, n, example))
            if table.silent[i].broken(text):
                untidy[i, text] = n
            if i in texts:
                texts[i].append(text)
                if len(texts[i]) > _MOST_SPELLINGS:
                    raise DoubtError(reasons.DOUBTFUL_KEY)
            if len(broken[i]) >= 100 * max(self.limit, 1000):
                self._settle(broken[i])
        for i in columns:
            self._add(*sorted(broken[i], key=_by_frequency))
            if i in texts:
                table.learn(i, texts[i])

        for (i, text), n in sorted(untidy.items(), key=lambda item: (-item[1], item[0])):
            described = table.silent[i]
            rule = described.broken(text)
            assert rule is not None
            shown = len(self.silent.findings)
            self.silent.add(rule, None, described.name, text, described, rows=n)
            if len(self.silent.findings) > shown:
                last = self.silent.findings[-1]
                zh, en = f"{last.message_zh}（{n:,} 行）", f"{last.message_en} ({n:,} {'row' if n == 1 else 'rows'})"
                self.silent.findings[-1] = last.moved(message_zh=zh, message_en=en)

    def _settle(self, breaches: list[Breach]) -> None:
        """Count breaches beyond those that can be shown, so that they need not be kept."""
        breaches.sort(key=_by_frequency)
        for breach in breaches[self._shown :]:
            self.result.totals[breach.fault.type] += breach.count
        del breaches[self._shown :]

    def _doubtful_texts(self, columns: list[int]) -> ir.Table:
        """The distinct texts in doubt by column, of all columns in one pass, with the number of rows."""
        table = self.table
        rows = table.table.filter(lambda t: ~table.blank(t))
        of_column = [
            ibis.ifelse(
                table.doubtful(rows, i),
                ibis.struct({"i": ibis.literal(i, "int64"), "text": rows[table.cells[i]]}),
                ibis.null("struct<i: int64, text: string>"),
            )
            for i in columns
        ]
        named = ibis.null("string") if self._named is None else table.shown(rows, self._named)
        each = rows.select(doubtful=ibis.array(of_column).unnest(), named=named)
        each = each.filter(each.doubtful.notnull()).select(i=each.doubtful.i, text=each.doubtful.text, named=each.named)
        return each.group_by("i", "text").aggregate(n=each.count(), example=each.named.min())

    # Keys

    def _judge_key(self, key: Key) -> None:
        table = self.table
        kind = "unique-error" if key.kind == "unique" else "primary-key"
        names = [table.names[i] for i in key.columns]
        rows = table.table
        given = rows.filter(table.filled(rows, key.columns))
        counted = given.group_by(key=table.key(given, key.columns)).aggregate(
            n=given.count(), shown=table.shown(given, key.columns).min(), example=self._example(given)
        )
        lean = given.group_by(key=table.key(given, key.columns)).aggregate(n=given.count())
        filled, distinct = table.rows(lean.aggregate(filled=lean.n.sum().fill_null(0), distinct=lean.count()))[0]
        if filled > distinct:
            repeated = counted.filter(counted.n > 1).order_by(ibis.desc("n"), "shown").limit(self.limit)
            self._keep([
                Breach(Fault(kind, RepeatedKey(shown, n), columns=names, cells=[shown]), n - 1, example)
                for _, n, shown, example in table.rows(repeated)
            ])  # fmt: skip
            self.result.totals[kind] += filled - distinct
        if key.kind == "primary" and filled < self.result.rows:
            self._add(Breach(Fault(kind, EmptyKey(), columns=names, cells=[""]), self.result.rows - filled))

    def _judge_lines(self) -> None:
        """Look for cells that hold rows of their own."""
        table = self.table
        suspect: ir.BooleanValue = ibis.literal(False)
        for name in table.cells:
            suspect = suspect | table.table[name].re_search(rf"\n[^\n]*\x{ord(str(table.delimiter)):02x}").fill_null(
                False
            )
        for row in table.stream(table.table.filter(suspect).select(*table.cells)):
            self.silent.watch_lines(None, list(row))

    def _judge_silent_key(self, columns: list[int]) -> None:
        """A unique key of the schema, of which frictionless knows nothing; a key with a null is unlike any other."""
        table = self.table
        rows = table.table
        for i in columns:
            rows = rows.filter(table.value(rows, i).notnull())
        counted = rows.group_by(key=table.key(rows, columns)).aggregate(
            n=rows.count(), shown=table.shown(rows, columns).min()
        )
        repeated = counted.filter(counted.n > 1)
        total = int(table.rows(repeated.aggregate(n=(repeated.n - 1).sum().fill_null(0)))[0][0])
        column = ", ".join(table.names[i] for i in columns)
        for _, n, shown in table.rows(repeated.order_by(ibis.desc("n"), "shown").limit(self.limit)):
            finding = UNIQUE_KEY.finding(
                {"first": 0}, resource=table.resource.name, file=table.described.path, column=column, value=shown
            )
            self.silent.findings.append(finding.moved(
                message_zh=f"{column} 的组合“{shown}”有 {n:,} 行，而 schema 的 uniqueKeys 要求唯一",
                message_en=f"{column} “{shown}” stands in {n:,} rows, though the schema's uniqueKeys ask for unique values",  # noqa: E501
            ))  # fmt: skip
        if total:
            self.silent.totals[UNIQUE_KEY.id] += total

    def _judge_partial_key(self, columns: list[int], asked: list[int]) -> None:
        """The rows in which some cells of the primary key are null, and others are not."""
        table = self.table
        for i in asked:
            rows = table.table.filter(
                lambda t, i=i: (t["_width"] == table.width) & table.missing(t, i) & ~table.all_missing(t, columns)
            )
            total = int(table.rows(rows.aggregate(n=rows.count()))[0][0])
            if total:
                self.silent.add(PARTIAL_KEY, None, table.names[i], "", rows=total)

    def _judge_foreign_key(self, key: ForeignKey[SparkTable]) -> None:
        table, parent = self.table, key.parent
        if parent is not table:
            for i in key.parent_columns:
                if parent.screened[f"doubt{i}"] and not parent.knows(i):
                    doubt = parent.table.filter(lambda t, i=i: parent.doubtful(t, i))
                    texts = doubt.select(text=doubt[parent.cells[i]]).distinct().limit(_MOST_SPELLINGS + 1)
                    spellings = [row.text for row in parent.rows(texts)]
                    if len(spellings) > _MOST_SPELLINGS:
                        raise DoubtError(reasons.DOUBTFUL_KEY)
                    parent.learn(i, spellings)
        parents = parent.table.filter(lambda t: parent.filled(t, key.parent_columns))
        known = parents.select(known=parent.key(parents, key.parent_columns)).distinct()
        rows = table.table
        given = rows.filter(table.filled(rows, key.columns))
        child = given.group_by(key=table.key(given, key.columns)).aggregate(
            n=given.count(), shown=table.shown(given, key.columns).min(), example=self._example(given)
        )
        lost = child.anti_join(known, child.key == known.known)
        total = table.rows(lost.aggregate(n=lost.n.sum().fill_null(0)))[0][0]
        if not total:
            return
        names = [table.names[i] for i in key.columns]
        detail = NotReferenced(key.source, key.source_key)
        shown = table.rows(lost.order_by(ibis.desc("n"), "shown").limit(self.limit))
        self._keep([
            Breach(Fault("foreign-key", detail, columns=names, cells=[cells]), n, example)
            for _, n, cells, example in shown
        ])  # fmt: skip
        self.result.totals["foreign-key"] += total

    # The file

    def _file_errors(self) -> list[Error]:
        """frictionless's errors of the header, and of what the descriptor says of the file's size, digest and rows."""
        resource = self.table.resource
        stats: Mapping[str, object] = self.table.file_stats() if resource.bytes or resource.hash else {}

        def no_rows(_: object) -> Iterator[tuple[int, list[str]]]:
            resource.stats.rows = self.result.rows
            for name, value in stats.items():
                setattr(resource.stats, name, value)
            yield from ()

        feed_rows(resource, no_rows, {})
        report = resource.validate(limit_errors=self.limit)
        return [e for task in report.tasks for e in task.errors] + list(report.errors)


def _by_frequency(breach: Breach) -> tuple[int, str]:
    """Sorts breaches of a column: the most frequent first, those of one text in the order in which they were found."""
    return -breach.count, breach.fault.value or ""
