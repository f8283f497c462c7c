"""How many errors of a resource are told: frictionless repeats the row and the broken constraint in each, and all are
held."""

from __future__ import annotations

from collections.abc import Iterable

from .frictionless_types import Cell, FrictionlessField

# Characters of rows, and of constraints: some ten times as many bytes of memory.
LARGEST_ROWS = 64 * 1024 * 1024
LARGEST_CONSTRAINTS = 32 * 1024 * 1024


def longest_constraint(fields: Iterable[FrictionlessField]) -> int:
    """The characters of the longest constraint of some fields."""
    return max((len(str(value)) for field in fields for value in field.constraints.values()), default=0)


def affordable(fields: Iterable[FrictionlessField], limit: int) -> int:
    """The number of errors, no more than `limit`, that may each repeat the longest constraint."""
    return max(1, min(limit, LARGEST_CONSTRAINTS // max(1, longest_constraint(fields))))


def characters(cells: Iterable[Cell]) -> int:
    """The characters of the texts of a row."""
    return sum(len(cell) for cell in cells if isinstance(cell, str))
