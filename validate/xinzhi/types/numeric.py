"""What whole and decimal numbers have in common: bounds and enumerated values that are compared as numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from .base import BOUNDS, Described
from .expressions import Check, Expression, either, every

# The type of a number that keeps each of its digits.
EXACT = "decimal"
_INT64 = 10**18
# At most 15 digits: doubles tell such decimals apart, so that they compare as the decimals do.
# `\z` is the very end in RE2 and in Java alike; Java's `$` also matches in front of a last line end.
_NUMBER = r"^-?[0-9]{1,9}(?:\.[0-9]{1,6})?\z"
# Python reads each digit; longer numbers are in doubt.
_EXACT_NUMBER = r"^-?[0-9]{1,99}(?:\.[0-9]{1,99})?(?:[Ee][+-]?[0-9]{1,2})?\z"
# Python lets an underscore stand between digits.
_UNDERSCORED = re.compile(r"[+-]?[0-9]+(?:_[0-9]+)+")
_WITHOUT_FRACTION = re.compile(r"([+-]?\d+)\.0*", re.ASCII)


def numeric(field: Described, constraints: Mapping[str, Any], kinds: Sequence[str]) -> Check | None:
    """What accepts plain numbers within the constraints, read as one of these types after the other; None where a bound
    cannot be compared."""
    read = field.create_value_reader()
    bounds: dict[str, Any] = {name: read(constraints[name]) for name in BOUNDS if name in constraints}
    if not all(_comparable(b) for b in bounds.values()):
        return None
    enum = None
    if "enum" in constraints:
        # Only the plainest spelling of each value is accepted; 1.0 for 1 is left in doubt.
        enum = [_plainest(value) for value in map(read, constraints["enum"])]

    def accept_as(cell: Expression, number: Expression, kind: str) -> Any:
        # A whole or decimal number that is written as it was read is plain.
        shape = {"float64": _NUMBER, EXACT: _EXACT_NUMBER}.get(kind)
        parts = [number.cast("string") == cell if shape is None else cell.re_search(shape)]
        parts += [_within(number, name, bound, exact=kind == EXACT) for name, bound in bounds.items()]
        if enum is not None:
            parts.append(cell.isin(enum))
        return every(parts)

    def accept(cell: Expression, number: Expression) -> Any:
        first = accept_as(cell, number, kinds[0])
        return either(first, *(accept_as(cell, cell.try_cast(kind), kind) for kind in kinds[1:]))

    return accept


def _plainest(value: Any) -> str:
    """The spelling of a number without an exponent, where that is no longer than an accepted one may be."""
    return f"{value:f}" if isinstance(value, Decimal) and abs(value.adjusted()) < 100 else str(value)


def without_fraction(text: str) -> str:
    """A whole number that is written with a point and zeros, without these; every other text as it is."""
    match = _WITHOUT_FRACTION.fullmatch(text)
    return match[1] if match else text


def without_underscores(text: str) -> str:
    """A whole number whose digits are grouped by underscores, without them; every other text as it is."""
    return text.replace("_", "") if "_" in text and _UNDERSCORED.fullmatch(text) else text


def _comparable(bound: object) -> bool:
    """Whether a bound has at most 15 digits, so that a double stands for it and no other decimal of that length. NaN,
    which differs from itself, has none."""
    if not isinstance(bound, int | Decimal | float) or bound != bound or not -_INT64 < bound < _INT64:
        return False
    return len(Decimal(str(bound)).as_tuple().digits) <= 15


def _within(number: Expression, name: str, bound: Any, *, exact: bool) -> Any:
    """Whether a number keeps a bound."""
    limit = int(bound) if bound == int(bound) else bound if exact else float(bound)
    if name.startswith("exclusive"):
        return (number > limit) if name.endswith("Minimum") else (number < limit)
    return (number >= limit) if name == "minimum" else (number <= limit)
