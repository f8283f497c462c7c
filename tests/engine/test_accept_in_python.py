"""One definition of each type for every reader: the same conditions, evaluated in Python, accept the same cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import duckdb
import frictionless
import pytest
from generated import costly
from hypothesis import assume, given
from test_accept import accepted, fields_and_texts, make_field
from xinzhi.engine.accept import compile_field
from xinzhi.types import TYPES
from xinzhi.types.base import Cells


class Value:
    """An expression whose value is there at once; `value` is None for null, of which nothing is known."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, value: Any) -> None:
        self.value = value

    def _of(self, compute: Callable[..., Any], *others: Any) -> Value:
        values = [self.value, *(o.value if isinstance(o, Value) else o for o in others)]
        return Value(None if None in values else compute(*values))

    def __eq__(self, other: object) -> Value:  # type: ignore[override]
        return self._of(lambda a, b: a == b, other)

    def __ne__(self, other: object) -> Value:  # type: ignore[override]
        return self._of(lambda a, b: a != b, other)

    def __lt__(self, other: Any) -> Value:
        return self._of(lambda a, b: a < b, other)

    def __le__(self, other: Any) -> Value:
        return self._of(lambda a, b: a <= b, other)

    def __gt__(self, other: Any) -> Value:
        return self._of(lambda a, b: a > b, other)

    def __ge__(self, other: Any) -> Value:
        return self._of(lambda a, b: a >= b, other)

    def __and__(self, other: Any) -> Value:
        known = {self.value, other.value if isinstance(other, Value) else other}
        return Value(False if False in known else None if None in known else True)

    def __invert__(self) -> Value:
        return self._of(lambda a: not a)

    def notnull(self) -> Value:
        return Value(self.value is not None)

    def ifelse(self, this: Any, that: Any) -> Value:
        chosen = this if self.value else that
        return chosen if isinstance(chosen, Value) else Value(chosen)

    def cast(self, kind: str) -> Value:
        assert kind == "string"
        return self._of(
            lambda a: a.isoformat() if isinstance(a, date) else f"{a:f}" if isinstance(a, Decimal) else str(a)
        )

    def try_cast(self, kind: str) -> Value:
        try:
            return self._of(_CASTS[kind])
        except (ValueError, InvalidOperation):
            return Value(None)

    def isin(self, values: Any) -> Value:
        return self._of(lambda a: a in values)

    def like(self, pattern: str) -> Value:
        return self._of(lambda a: re.fullmatch(pattern.replace("_", "."), a, re.DOTALL) is not None)

    def endswith(self, end: str) -> Value:
        return self._of(lambda a: a.endswith(end))

    def length(self) -> Value:
        return self._of(len)

    def re_search(self, pattern: str) -> Value:
        python = re.sub(r"\\(.)", lambda found: r"\Z" if found[1] == "z" else found[0], pattern)
        return self._of(lambda a: re.search(python, a, re.ASCII) is not None)


def _within(value: Any, limit: int) -> Any:
    if not -limit <= value < limit:
        raise ValueError(value)
    return value


def _decimals(places: int) -> Callable[[str], Decimal]:
    return lambda text: _within(Decimal(text), 10 ** (15 - places)).quantize(Decimal(1).scaleb(-places))


_CASTS: dict[str, Callable[[str], Any]] = {
    "int64": lambda text: _within(int(text), 2**63),
    "float64": float,
    **{f"decimal(15, {places})": _decimals(places) for places in range(1, 7)},
    "date": date.fromisoformat,
    "timestamp": datetime.fromisoformat,
}


def accepted_in_python(field: Any, texts: list[str], cells: Cells) -> list[str]:
    """The texts that are accepted for a field that has no null."""
    acceptance = compile_field(field, [], cells)
    return [text for text in texts if acceptance.acceptable(Value(text)).value]


@costly()
@given(fields_and_texts())
def test_python_accepts_what_the_scan_accepts(case: tuple[dict[str, Any], list[str]]) -> None:
    descriptor, texts = case
    try:
        field = make_field(descriptor | {"missingValues": []})
        scanned = accepted(field, texts)
    except (frictionless.FrictionlessException, re.error, duckdb.Error, TypeError, ValueError, ArithmeticError):
        assume(False)  # for the scan, a reason to let frictionless read the file
    assert accepted_in_python(field, texts, Cells()) == scanned
    assert set(accepted_in_python(field, texts, Cells(sample=texts))) == set(scanned)


@pytest.mark.parametrize("name", ["string", "integer", "number", "boolean", "date", "datetime", "time", "year"])
def test_a_type_with_plain_cells_accepts_one_in_python(name: str) -> None:
    plain = {"integer": "7", "number": "2.5", "boolean": "true", "date": "2020-02-29", "year": "2020"}
    plain |= {"datetime": "2020-02-29T12:00:00", "time": "12:00:00", "string": "芯片"}
    assert name in TYPES
    assert accepted_in_python(make_field({"name": "x", "type": name}), [plain[name], "2020-02-30\n"], Cells()) == (
        [plain[name], "2020-02-30\n"] if name == "string" else [plain[name]]
    )
