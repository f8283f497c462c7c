"""Runs the domain rules: one query per table that counts, and a second one only where a rule is broken.

pandera's own runner makes a query per check, through Ibis; the checks here are the very functions of the pandera
models, evaluated together, and `tests/rules` proves that pandera judges them alike.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..contract.package import Package
from ..database import quoted
from ..domain import Domain
from ..findings import Finding
from . import RULES_CANNOT_RUN, figure_columns, row_rules
from .expressions import Column, FigureExpressions, Table, Truth, UnknownColumnError
from .pandera_model import RowRule
from .readings import NO_READINGS, Readings, read_figures

if TYPE_CHECKING:
    import duckdb

_READINGS = "_readings"


def check_rules(
    connection: duckdb.DuckDBPyConnection, package: Package, domain: Domain, present: Collection[str]
) -> Iterator[Finding]:
    """Findings of the rules within tables. `connection` holds the tables as loaded for validation, `present` names
    them."""
    import duckdb

    readings = _read(connection, package, domain, present)
    _keep(connection, readings)
    for dataset, rules in row_rules(domain).items():
        schema = package.resource(dataset).schema if dataset in present else None
        if schema is None:
            continue
        columns = (*schema.names, "_row", "_line")
        try:
            query = _screen(tuple(rules), dataset, columns, bool(readings.by_text))
            broken = connection.execute(query).fetchall()[0]
            for rule, count in zip(rules, broken, strict=True):
                if count:
                    yield from _locate(connection, package, dataset, columns, rule, readings)
        except (UnknownColumnError, duckdb.Error) as error:
            yield cannot_run(package, dataset, error)


def _read(
    connection: duckdb.DuckDBPyConnection, package: Package, domain: Domain, present: Collection[str]
) -> Readings:
    """The readings of all figures; none where the tables do not tell the units."""

    def has(dataset: str, *columns: str) -> bool:
        schema = package.resource(dataset).schema if dataset in present else None
        return schema is not None and set(columns) <= set(schema.names)

    units = domain.units
    if units is None or not has(units.dataset, units.label, units.key):
        return NO_READINGS
    labels = [
        row
        for dataset, label, unit in units.tables
        if has(dataset, label, unit)
        for row in connection.execute(f"SELECT {quoted(label)}, {quoted(unit)} FROM {quoted(dataset)}").fetchall()
    ]
    texts = {
        text
        for dataset, column in figure_columns(domain).items()
        if has(dataset, column)
        for (text,) in connection.execute(f"SELECT DISTINCT {quoted(column)} FROM {quoted(dataset)}").fetchall()
        if text
    }
    return read_figures(sorted(texts), dict(labels))


def _keep(connection: duckdb.DuckDBPyConnection, readings: Readings) -> None:
    """Put the readings where queries find them: a row for each figure."""
    rows = list(readings.by_text.items())
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_READINGS} AS SELECT unnest(?::VARCHAR[]) AS figure,"
        " unnest(?::VARCHAR[]) AS comparator, unnest(?::DOUBLE[]) AS value, unnest(?::DOUBLE[]) AS high,"
        " unnest(?::VARCHAR[]) AS unit, map(unnest(?::VARCHAR[][]), unnest(?::DOUBLE[][])) AS shared",
        [
            [text for text, _ in rows],
            *([getattr(r, name) for _, r in rows] for name in ("comparator", "value", "high", "unit")),
            [list(dict(r.shared)) for _, r in rows],
            [list(dict(r.shared).values()) for _, r in rows],
        ],
    )


def cannot_run(package: Package, dataset: str, error: Exception) -> Finding:
    """The finding of a rule that names a column which the schema has lost: a consumer's queries would name it too."""
    return RULES_CANNOT_RUN.finding(
        {"dataset": dataset, "error": str(error).splitlines()[0]},
        resource=dataset,
        file=str(package.resource(dataset).descriptor.get("schema")),
    )


class _RuledTable:
    """A table as the queries of its rules see it, with the readings of the figures for which a rule asks."""

    def __init__(self, dataset: str, columns: Collection[str], has_readings: bool) -> None:
        self.table = Table(columns, "t")
        self._sources = [f"{quoted(dataset)} AS t"]
        self._has_readings = has_readings
        self._read: dict[str, FigureExpressions] = {}

    @property
    def source(self) -> str:
        """What the queries select from; complete when the rules have been asked for."""
        return " ".join(self._sources)

    def kept(self, rule: RowRule) -> Truth:
        """Whether each row keeps a rule."""
        return rule.kept(self.table, self._reading)

    def _reading(self, figures: str) -> FigureExpressions:
        if figures not in self._read:
            alias, printed = f"r{len(self._read)}", self.table[figures]
            self._sources.append(f"LEFT JOIN {_READINGS} AS {alias} ON {alias}.figure = {printed}")
            parts = Table(("comparator", "value", "high", "unit"), alias)
            looked_at = printed.notnull() if self._has_readings else Column("false")
            self._read[figures] = FigureExpressions(
                looked_at, parts.comparator, parts.value, parts.high, parts.unit, _shared(alias)
            )
        return self._read[figures]


def _shared(alias: str) -> Callable[[Column], Column]:
    return lambda unit: Column(f"{alias}.shared[{unit}]")


@lru_cache(maxsize=256)
def _screen(rules: tuple[RowRule, ...], dataset: str, columns: tuple[str, ...], has_readings: bool) -> str:
    """The query that counts, per rule, the rows that break it; kept for whoever validates again in this process."""
    query = _RuledTable(dataset, columns, has_readings)
    counts = ", ".join(str((~query.kept(rule)).number_of()) for rule in rules)
    return f"SELECT {counts} FROM {query.source}"


def _locate(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    dataset: str,
    columns: Sequence[str],
    rule: RowRule,
    readings: Readings,
) -> Iterator[Finding]:
    query = _RuledTable(dataset, columns, bool(readings.by_text))
    breaking = ~query.kept(rule)  # which completes the source
    result = connection.execute(f"SELECT t.* FROM {query.source} WHERE {breaking} ORDER BY t._row")
    names = [d[0] for d in result.description]
    for cells in result.fetchall():
        yield broken_row(package, dataset, rule, dict(zip(names, cells, strict=True)), readings)


def broken_row(package: Package, dataset: str, rule: RowRule, row: Mapping[str, Any], readings: Readings) -> Finding:
    """The finding of a row that breaks a rule. `row` holds its values by column; `_row` and `_line`, where they are
    known."""
    value = row.get(rule.column)
    return rule.rule.finding(
        rule.broken_by(row, readings),
        resource=dataset,
        file=package.resource(dataset).path,
        line=row.get("_line"),
        row=row.get("_row"),
        column=rule.column,
        value=None if value is None else _shown(value),
        suggestion=rule.suggest(row) if rule.suggest else None,
    )


def _shown(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)
