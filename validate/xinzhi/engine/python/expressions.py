"""Expressions over a cell that Python evaluates, with the methods that Ibis has for them.

What accepts a cell is written once, for expressions that have these methods (`types.expressions`). An expression here
is a function of the cell. Where a condition compares what is null, it raises TypeError: who evaluates it takes that for
no, as SQL takes null for no."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Evaluate = Callable[[str], Any]


class PythonExpression:
    """An expression: `evaluate` gives its value for a cell."""

    __slots__ = ("evaluate",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, evaluate: Evaluate) -> None:
        self.evaluate = evaluate

    def __eq__(self, other: object) -> PythonExpression:  # type: ignore[override]
        value, evaluate = _function(other), self.evaluate
        return PythonExpression(lambda cell: evaluate(cell) == value(cell))

    def __ne__(self, other: object) -> PythonExpression:  # type: ignore[override]
        return ~(self == other)

    def __lt__(self, other: object) -> PythonExpression:
        value, evaluate = _function(other), self.evaluate
        return PythonExpression(lambda cell: evaluate(cell) < value(cell))

    def __le__(self, other: object) -> PythonExpression:
        value, evaluate = _function(other), self.evaluate
        return PythonExpression(lambda cell: evaluate(cell) <= value(cell))

    def __gt__(self, other: object) -> PythonExpression:
        value, evaluate = _function(other), self.evaluate
        return PythonExpression(lambda cell: evaluate(cell) > value(cell))

    def __ge__(self, other: object) -> PythonExpression:
        value, evaluate = _function(other), self.evaluate
        return PythonExpression(lambda cell: evaluate(cell) >= value(cell))

    def __and__(self, other: object) -> PythonExpression:
        value, evaluate = _function(other), self.evaluate
        return PythonExpression(lambda cell: evaluate(cell) and value(cell))

    def __or__(self, other: object) -> PythonExpression:
        value, evaluate = _function(other), self.evaluate
        return PythonExpression(lambda cell: evaluate(cell) or value(cell))

    def __invert__(self) -> PythonExpression:
        evaluate = self.evaluate
        return PythonExpression(lambda cell: not evaluate(cell))

    def notnull(self) -> PythonExpression:
        """Whether it has a value."""
        evaluate = self.evaluate
        return PythonExpression(lambda cell: evaluate(cell) is not None)

    def ifelse(self, this: object, that: object) -> PythonExpression:
        """One value where the condition holds, another where not."""
        evaluate, yes, no = self.evaluate, _function(this), _function(that)
        return PythonExpression(lambda cell: yes(cell) if evaluate(cell) else no(cell))

    def cast(self, kind: str) -> PythonExpression:
        """It as another type; null stays null."""
        evaluate, convert = self.evaluate, _CASTS[kind]
        return PythonExpression(lambda cell: None if (value := evaluate(cell)) is None else convert(value))

    def try_cast(self, kind: str) -> PythonExpression:
        """The same; null where it cannot be read as such."""
        evaluate, convert = self.evaluate, _CASTS[kind]

        def attempt(cell: str) -> Any:
            try:
                return convert(evaluate(cell))
            except (ValueError, OverflowError):
                return None

        return PythonExpression(attempt)

    def isin(self, values: Sequence[object]) -> PythonExpression:
        """Whether it is one of the values."""
        evaluate, listed = self.evaluate, frozenset(values)
        return PythonExpression(lambda cell: evaluate(cell) in listed)

    def endswith(self, end: str) -> PythonExpression:
        """Whether a text has that end."""
        evaluate = self.evaluate
        return PythonExpression(lambda cell: evaluate(cell).endswith(end))

    def length(self) -> PythonExpression:
        """The number of characters of a text."""
        evaluate = self.evaluate
        return PythonExpression(lambda cell: len(evaluate(cell)))

    def re_search(self, pattern: str) -> PythonExpression:
        """Whether a pattern of a type's is found in a text; none of them takes long."""
        evaluate, search = self.evaluate, re.compile(_in_python(pattern)).search
        return PythonExpression(lambda cell: search(evaluate(cell)) is not None)

    def re_replace(self, pattern: str, other: str) -> PythonExpression:
        """A text with another in place of all that a pattern finds."""
        evaluate, replace = self.evaluate, re.compile(_in_python(pattern)).sub
        return PythonExpression(lambda cell: replace(other, evaluate(cell)))


CELL = PythonExpression(lambda cell: cell)


def _function(value: object) -> Evaluate:
    return value.evaluate if isinstance(value, PythonExpression) else lambda _: value


def _in_python(pattern: str) -> str:
    r"""A pattern for RE2 as Python writes it: the very end of a text is \Z."""
    return pattern.replace(r"\z", r"\Z")


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_CASTS: dict[str, Callable[[Any], Any]] = {
    "int64": int,
    "float64": float,
    "decimal": Decimal,
    "date": date.fromisoformat,
    "timestamp": datetime.fromisoformat,
    "string": _text,
}
