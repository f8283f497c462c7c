"""frictionless's fields whose readers run regular expressions, with a limit to the time that one may take.

frictionless asks its plugins for the class of a field. Those here read as its own do; while a run is under way they ask
another process (`patience`) where a pattern may take long for a text of that length."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from frictionless import Plugin, fields, system

from .authors_pattern import AuthorsPattern
from .frictionless_types import Cell, CellReader
from .patience import is_limited, require_removable

# What frictionless removes from a number that is not bare. Its time grows with the square of a text's length.
_NOT_BARE = r"((^[^-\d]*)|(\D*$))"
_LONGEST_NUMBER = 1_000


class _StringField(fields.StringField):  # type: ignore[misc]
    """A text, whose pattern anyone may have written."""

    def create_cell_reader(self) -> CellReader:
        described: Any = self
        pattern = described.constraints.get("pattern")
        if pattern is None or not is_limited():
            reader: CellReader = super().create_cell_reader()
            return reader
        is_matched = AuthorsPattern(str(pattern)).is_matched
        constraints = described.constraints
        described.constraints = {name: value for name, value in constraints.items() if name != "pattern"}
        try:
            others: CellReader = super().create_cell_reader()
        finally:
            described.constraints = constraints

        def read(cell: Cell) -> tuple[Cell, dict[str, str] | None]:
            value, notes = others(cell)
            if value is None or (notes and "type" in notes) or is_matched(value):
                return value, notes
            broken = {**(notes or {}), "pattern": f'constraint "pattern" is "{pattern}"'}
            return value, {name: broken[name] for name in self.supported_constraints if name in broken}

        return read


def _limited(read: Callable[[Cell], Cell]) -> Callable[[Cell], Cell]:
    """A reader of numbers that are not bare."""

    def limited(cell: Cell) -> Cell:
        if isinstance(cell, str) and len(cell) > _LONGEST_NUMBER:
            require_removable(_NOT_BARE, cell)
        return read(cell)

    return limited


class _IntegerField(fields.IntegerField):  # type: ignore[misc]
    """A whole number."""

    def create_value_reader(self) -> Callable[[Cell], Cell]:
        read: Callable[[Cell], Cell] = super().create_value_reader()
        return read if self.bare_number or not is_limited() else _limited(read)


class _NumberField(fields.NumberField):  # type: ignore[misc]
    """A number."""

    def create_value_reader(self) -> Callable[[Cell], Cell]:
        read: Callable[[Cell], Cell] = super().create_value_reader()
        return read if self.bare_number or not is_limited() else _limited(read)


class _Guards(Plugin):  # type: ignore[misc]
    """Hands these fields to frictionless."""

    def select_field_class(self, type: str | None = None) -> type | None:
        return {"string": _StringField, "integer": _IntegerField, "number": _NumberField}.get(type or "")


@cache
def guard() -> None:
    """Let frictionless make these fields from now on; they read as its own do where no run is under way."""
    system.register("xinzhi", _Guards())
