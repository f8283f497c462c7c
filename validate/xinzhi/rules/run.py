"""Runs the domain rules: one screening query per table, and a second one only where a rule is broken.

pandera's own runner makes a query per check; the checks here are the very expressions of the pandera models,
evaluated together, and `tests/rules` proves that pandera judges them alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..contract.package import Package, Schema
from ..findings import Finding
from ..types import field_type
from . import RULES_CANNOT_RUN, row_rules
from .context import Context, Reading, read_figures
from .model import RowRule, kept

if TYPE_CHECKING:
    import duckdb
    import ibis.expr.types as ir

FIGURES = ("targets", "indicators", "policy_terms")

Columns = tuple[tuple[str, str], ...]
Readings = tuple[tuple[str, Reading], ...]


def _names(package: Package, dataset: str) -> set[str]:
    schema = package.resource(dataset).schema
    return set(schema.names) if schema else set()


def check_rules(connection: duckdb.DuckDBPyConnection, package: Package, present: Collection[str]) -> Iterator[Finding]:
    """Findings of the rules within tables. `connection` holds the tables as loaded for validation, `present` names
    them."""
    import ibis

    figures = [t for t in FIGURES if t in present and "value_text" in _names(package, t)]
    texts = {
        row[0]
        for t in figures
        for row in connection.execute(f"SELECT DISTINCT value_text FROM {t}").fetchall()
        if row[0]
    }
    units = (
        dict(connection.execute("SELECT label_zh, id FROM units").fetchall())
        if "units" in present and {"label_zh", "id"} <= _names(package, "units")
        else {}
    )
    context = read_figures(sorted(texts), units) if units else Context()
    for dataset, rules in row_rules(context).items():
        schema = package.resource(dataset).schema if dataset in present else None
        if schema is None:
            continue
        readings = tuple(context.readings.items()) if dataset in FIGURES else ()
        try:
            query = _screen(dataset, _columns(schema), readings)
        except (AttributeError, TypeError, ibis.common.exceptions.IbisError) as error:
            yield cannot_run(package, dataset, error)
            continue
        broken = connection.execute(query).fetchall()[0]
        for rule, count in zip(rules, broken, strict=True):
            if count:
                yield from _locate(connection, package, dataset, rule, _table(dataset, _columns(schema)))


def cannot_run(package: Package, dataset: str, error: Exception) -> Finding:
    """The finding of a rule that names a column which the schema has lost: a consumer's queries would name it too."""
    return RULES_CANNOT_RUN.finding(
        {"dataset": dataset, "error": str(error).splitlines()[0]},
        resource=dataset,
        file=str(package.resource(dataset).descriptor.get("schema")),
    )


@lru_cache(maxsize=256)
def _screen(dataset: str, columns: Columns, readings: Readings) -> str:
    """The query that counts, per rule, the rows that break it. It takes longer to compile than to run, so that it is
    kept for whoever validates again in the same process."""
    import ibis

    rules = row_rules(Context(dict(readings)))[dataset]
    return str(ibis.duckdb.compile(screening(_table(dataset, columns), rules)))


def screening(table: ir.Table, rules: Sequence[RowRule]) -> ir.Table:
    """One row: for each rule, the number of rows that break it."""
    return table.aggregate(**{f"r{i}": (~kept(rule, table)).sum() for i, rule in enumerate(rules)})


def _columns(schema: Schema) -> Columns:
    return (*((f.name, field_type(f.type).ibis) for f in schema.fields), ("_row", "int64"), ("_line", "int64"))


def _table(dataset: str, columns: Columns) -> ir.Table:
    import ibis

    return ibis.table(dict(columns), name=dataset)


def _locate(
    connection: duckdb.DuckDBPyConnection, package: Package, dataset: str, rule: RowRule, table: ir.Table
) -> Iterator[Finding]:
    import ibis

    query = table.filter(~kept(rule, table)).order_by("_row")
    result = connection.execute(ibis.duckdb.compile(query))
    names = [d[0] for d in result.description]
    for cells in result.fetchall():
        yield broken_row(package, dataset, rule, dict(zip(names, cells, strict=True)))


def broken_row(package: Package, dataset: str, rule: RowRule, row: Mapping[str, Any]) -> Finding:
    """The finding of a row that breaks a rule. `row` holds its values by column; `_row` and `_line`, where they are
    known."""
    value = row.get(rule.column)
    return rule.rule.finding(
        {**row, **(rule.explain(row) if rule.explain else {})},
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
