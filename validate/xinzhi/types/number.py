"""Decimal numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from math import inf
from typing import Any

from .base import BOUNDS, Cells, Described, FieldType, Incomparable, IncomparableError, Plain, Reader, UnstatedError
from .expressions import Expression
from .numeric import EXACT, numeric

# Accepted numbers have at most nine digits in front of the point and six behind it.
_EXACT = "decimal(15, 6)"
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
# What Python reads as infinity or as no number.
_SPECIAL = re.compile(r"(?P<sign>[+-]?)(?:inf(?:inity)?|(?P<nan>s?nan[0-9]*))", re.IGNORECASE | re.ASCII)
_STEP = Decimal("0.000001")


class NumberType(FieldType):
    """Decimal numbers. Those that a schema spells with characters of its own are in doubt."""

    name = "number"
    constraints = ("required", *BOUNDS, "enum")
    duckdb = "DOUBLE"
    ibis = "float64"
    spark = "DOUBLE"
    sqlite = "REAL"
    croissant = "sc:Float"
    reads_more = True
    own_spelling = r"0|-?(?:[1-9][0-9]{0,39}|0(?=\.))(?:\.[0-9]{0,39}[1-9])?"

    def plain(self, field: Described, constraints: Mapping[str, Any], cells: Cells) -> Plain:
        key = _no_key if field.float_number else _KEYS[cells.reader]
        if field.format != "default" or {"group_char", "decimal_char", "bare_number"} & set(field.list_defined()):
            return Plain(key=key)
        kinds = [EXACT] if cells.reader is Reader.PYTHON else _kinds(cells.sample, constraints)
        return Plain(numeric(field, constraints, kinds), key, kinds[0])

    def stated(self, value: Any) -> Decimal:
        if not isinstance(value, int | float) or isinstance(value, bool) or value in (inf, -inf) or value != value:
            raise UnstatedError
        return Decimal(str(value))

    def spelled(self, value: object, reader: Reader) -> str:
        if isinstance(value, float):
            raise IncomparableError(Incomparable.FLOAT)
        if not isinstance(value, Decimal):
            return str(value)
        if value.is_nan():
            raise IncomparableError(Incomparable.NAN)
        if reader is Reader.SPARK and abs(value) < 10**9 and value == (short := value.quantize(_STEP)):
            return f"{short if short else abs(short):.6f}"
        return _spelled_decimal(value)

    def standard(self, text: str) -> str:
        special = _SPECIAL.fullmatch(text)
        if special is None:
            plain = text.replace("_", "")  # wherever they stand
            return plain if plain != text and _DECIMAL.fullmatch(plain) else text
        known = "NaN" if special["nan"] else "-INF" if special["sign"] == "-" else "INF"
        return text if text.upper() == known.upper() else known

    def respelled(self, text: str) -> str:
        return text


def _kinds(sample: Sequence[str], constraints: Mapping[str, Any]) -> list[str]:
    """Types in which to read decimal numbers: first one with as many decimals as nearly all of the sample has, where it
    has as many. Such a number is plain when it is written as it was read, which is told in half the time of a pattern.
    """
    decimals = [len(text.partition(".")[2]) for text in sample if text]
    common = max(decimals, default=0)
    bounds = [text for name, bound in constraints.items() if name in BOUNDS and len(text := str(bound)) > 9]
    if 0 < common <= 6 and decimals.count(common) >= 0.9 * len(decimals) and not bounds:
        return [f"decimal(15, {common})", "float64"]
    return ["float64"]


def _key(cell: Expression) -> Any:
    """A number without the zeros that change nothing."""
    short = cell.re_replace(r"^(-?[0-9]+)\.0+$", r"\1").re_replace(r"^(-?[0-9]+\.[0-9]*[1-9])0+$", r"\1")
    plain = short.re_replace(r"^(-?)0+([0-9])", r"\1\2")
    return (plain == "-0").ifelse("0", plain)


def _key_on_spark(cell: Expression) -> Any:
    return cell.try_cast(_EXACT).cast("string")


def _key_in_python(cell: Expression) -> Any:
    return cell.try_cast(EXACT)


_KEYS = {Reader.DUCKDB: _key, Reader.SPARK: _key_on_spark, Reader.PYTHON: _key_in_python}


def _no_key(cell: Expression) -> Any:
    raise IncomparableError(Incomparable.FLOAT)


def _spelled_decimal(value: Decimal) -> str:
    if not value:
        return "0"
    # The default context would round what has more than 28 digits.
    exact = value.normalize(Context(prec=max(1, len(value.as_tuple().digits)), Emax=MAX_EMAX, Emin=MIN_EMIN))
    # Accepted numbers have no more than nine digits in front of the point: those of a billion are not written out.
    return f"{exact:f}" if abs(exact.adjusted()) < 100 else str(exact)
