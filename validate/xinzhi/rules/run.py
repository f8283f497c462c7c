"""Runs the domain rules: one screening query per table, and a second one only where a rule is broken.

pandera's own runner makes a query per check; the checks here are the very expressions of the pandera models,
evaluated together, and `tests/rules` proves that pandera judges them alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from ..contract.package import Package
from ..findings import Finding
from . import row_rules
from .context import read_figures
from .model import IBIS_TYPES, RowRule, kept

if TYPE_CHECKING:
    import duckdb
    import ibis.expr.types as ir


def check_rules(connection: duckdb.DuckDBPyConnection, package: Package, present: Collection[str]) -> Iterator[Finding]:
    """Findings of the rules within tables. `connection` holds the tables as loaded for validation, `present` names them."""
    import ibis

    figures = [t for t in ("targets", "indicators", "policy_terms") if t in present]
    texts = {row[0] for t in figures for row in connection.execute(f"SELECT DISTINCT value_text FROM {t}").fetchall() if row[0]}
    units = dict(connection.execute("SELECT label_zh, id FROM units").fetchall()) if "units" in present else {}
    for dataset, rules in row_rules(read_figures(texts, units)).items():
        if dataset not in present:
            continue
        table = _unbound(package, dataset)
        screen = table.aggregate(**{f"r{i}": (~kept(rule, table)).sum() for i, rule in enumerate(rules)})
        broken = connection.execute(ibis.duckdb.compile(screen)).fetchall()[0]
        for rule, count in zip(rules, broken, strict=True):
            if count:
                yield from _locate(connection, package, dataset, rule, table)


def _unbound(package: Package, dataset: str) -> ir.Table:
    """The table as Ibis sees it, by its schema: asking the database for its columns would cost a query per table."""
    import ibis

    schema = package.resource(dataset).schema
    assert schema is not None, "only tables with a schema are loaded"
    columns = {f.name: IBIS_TYPES.get(f.type, "string") for f in schema.fields}
    return ibis.table({**columns, "_row": "int64", "_line": "int64"}, name=dataset)


def _locate(
    connection: duckdb.DuckDBPyConnection, package: Package, dataset: str, rule: RowRule, table: ir.Table
) -> Iterator[Finding]:
    import ibis

    query = table.filter(~kept(rule, table)).order_by("_row")
    result = connection.execute(ibis.duckdb.compile(query))
    names = [d[0] for d in result.description]
    for cells in result.fetchall():
        row = dict(zip(names, cells, strict=True))
        value = row.get(rule.column)
        yield rule.rule.finding(
            {**row, **(rule.explain(row) if rule.explain else {})},
            resource=dataset,
            file=package.resource(dataset).path,
            line=row["_line"],
            row=row["_row"],
            column=rule.column,
            value=None if value is None else _shown(value),
            suggestion=rule.suggest(row) if rule.suggest else None,
        )


def _shown(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)
