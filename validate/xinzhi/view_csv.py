"""Writes the rows of a view as CSV: one spelling of its cells for whoever takes them away."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from .cell_text import cell_text
from .database import quoted

if TYPE_CHECKING:
    import duckdb


class ViewCsv(NamedTuple):
    """A view as CSV in UTF-8 without a mark, and how many rows it has."""

    content: bytes
    rows: int


def view_csv(connection: duckdb.DuckDBPyConnection, view: str) -> ViewCsv:
    """The rows of a view, lists as their members with semicolons between them."""
    result = connection.execute(f"SELECT * FROM {quoted(view)}")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([str(column[0]) for column in result.description or []])
    rows = result.fetchall()
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return ViewCsv(text.getvalue().encode("utf-8"), len(rows))


def _written(cell: object) -> str:
    """A cell; a number without an exponent and without a fraction of nothing."""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else f"{Decimal(f'{cell:.15g}'):f}"
    return cell_text(cell)
