"""Reads rows of the real package for the tests."""

from __future__ import annotations

from typing import Any

import duckdb

FIGURES = ("targets", "indicators", "policy_terms")

Row = dict[str, Any]


def rows_of(con: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = con.execute(sql, list(values)).fetchall()
    return found


def column_of(con: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> set[Any]:
    return {row[0] for row in rows_of(con, sql, *values)}


def row_of(con: duckdb.DuckDBPyConnection, dataset: str, id: str) -> Row:
    """The row of a dataset with that id."""
    result = con.execute(f'SELECT * FROM "{dataset}" WHERE id = ?', [id])
    names = [c[0] for c in result.description or []]
    [values] = result.fetchall()
    return dict(zip(names, values, strict=True))


def figure_of(con: duckdb.DuckDBPyConnection, dataset: str, id: str) -> tuple[str, float, str]:
    """A figure's comparator, its value in base units, and the base unit."""
    sql = f"""SELECT f.comparator, f.value * u.factor, u.base FROM {dataset} AS f JOIN units AS u ON u.id = f.unit
              WHERE f.id = ?"""
    [figure] = rows_of(con, sql, id)
    return figure
