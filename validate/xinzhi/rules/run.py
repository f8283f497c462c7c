"""Runs the domain rules: one screening query per table, and a second one only where a rule is broken.

pandera's own runner makes a query per check; the checks here are the very expressions of the pandera models,
evaluated together, and `tests/rules` proves that pandera judges them alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..contract.package import Package, Schema
from ..database import quoted
from ..domain import Domain
from ..findings import Finding
from ..types import field_type
from . import RULES_CANNOT_RUN, figure_columns, row_rules
from .pandera_model import RowRule
from .readings import NO_READINGS, FigureReading, Readings, read_figures

if TYPE_CHECKING:
    import duckdb
    import ibis.expr.types as ir

Columns = tuple[tuple[str, str], ...]


def check_rules(
    connection: duckdb.DuckDBPyConnection, package: Package, domain: Domain, present: Collection[str]
) -> Iterator[Finding]:
    """Findings of the rules within tables. `connection` holds the tables as loaded for validation, `present` names
    them."""
    import duckdb
    import ibis

    readings = _read(connection, package, domain, present)
    for dataset, rules in row_rules(domain).items():
        schema = package.resource(dataset).schema if dataset in present else None
        if schema is None:
            continue
        used = readings.get(dataset, NO_READINGS)
        table = _table(dataset, _columns(schema))
        try:
            query = _screen(tuple(rules), dataset, _columns(schema), tuple(used.by_text.items()))
            broken = connection.execute(query).fetchall()[0]
            for rule, count in zip(rules, broken, strict=True):
                if count:
                    yield from _locate(connection, package, dataset, rule, table, used)
        except (AttributeError, TypeError, ibis.common.exceptions.IbisError, duckdb.Error) as error:
            yield cannot_run(package, dataset, error)


def _read(
    connection: duckdb.DuckDBPyConnection, package: Package, domain: Domain, present: Collection[str]
) -> dict[str, Readings]:
    """The readings of the figures of each dataset; none where the tables do not tell the units. A query writes them out
    over and over, so that it is given those of its own table only."""

    def has(dataset: str, *columns: str) -> bool:
        schema = package.resource(dataset).schema if dataset in present else None
        return schema is not None and set(columns) <= set(schema.names)

    units = domain.units
    if units is None or not has(units.dataset, units.label, units.key):
        return {}
    labels = [
        row
        for dataset, label, unit in units.tables
        if has(dataset, label, unit)
        for row in connection.execute(f"SELECT {quoted(label)}, {quoted(unit)} FROM {quoted(dataset)}").fetchall()
    ]
    texts = {
        dataset: connection.execute(f"SELECT DISTINCT {quoted(column)} FROM {quoted(dataset)}").fetchall()
        for dataset, column in figure_columns(domain).items()
        if has(dataset, column)
    }
    return {
        dataset: read_figures(sorted(text for (text,) in rows if text), dict(labels)) for dataset, rows in texts.items()
    }


def cannot_run(package: Package, dataset: str, error: Exception) -> Finding:
    """The finding of a rule that names a column which the schema has lost: a consumer's queries would name it too."""
    return RULES_CANNOT_RUN.finding(
        {"dataset": dataset, "error": str(error).splitlines()[0]},
        resource=dataset,
        file=str(package.resource(dataset).descriptor.get("schema")),
    )


@lru_cache(maxsize=256)
def _screen(
    rules: tuple[RowRule, ...], dataset: str, columns: Columns, readings: tuple[tuple[str, FigureReading], ...]
) -> str:
    """The query that counts, per rule, the rows that break it. It takes longer to compile than to run, so that it is
    kept for whoever validates again in the same process."""
    import ibis

    return str(ibis.duckdb.compile(screening(_table(dataset, columns), rules, Readings(dict(readings)))))


def screening(table: ir.Table, rules: Sequence[RowRule], readings: Readings) -> ir.Table:
    """One row: for each rule, the number of rows that break it."""
    return table.aggregate(**{f"r{i}": (~rule.kept(table, readings)).sum() for i, rule in enumerate(rules)})


def _columns(schema: Schema) -> Columns:
    return (*((f.name, field_type(f.type).ibis) for f in schema.fields), ("_row", "int64"), ("_line", "int64"))


def _table(dataset: str, columns: Columns) -> ir.Table:
    import ibis

    return ibis.table(dict(columns), name=dataset)


def _locate(
    connection: duckdb.DuckDBPyConnection,
    package: Package,
    dataset: str,
    rule: RowRule,
    table: ir.Table,
    readings: Readings,
) -> Iterator[Finding]:
    import ibis

    query = table.filter(~rule.kept(table, readings)).order_by("_row")
    result = connection.execute(ibis.duckdb.compile(query))
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
