"""Reads back what a spreadsheet made of a cell: dates with slashes, long numbers in scientific notation."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal

_SLASHED = re.compile(r"(?P<y>\d{4})[/.年](?P<m>\d{1,2})[/.月](?P<d>\d{1,2})日?(?: 0:00(?::00)?)?")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_LONGEST = 18


def iso_date(cell: str) -> str | None:
    """The date that a spreadsheet shows as 2032/1/5, in ISO 8601; None for what is no such date."""
    match = _SLASHED.fullmatch(cell)
    try:
        return date(*(int(match[part]) for part in "ymd")).isoformat() if match else None
    except ValueError:
        return None


def whole_number_shown(cell: str) -> str | None:
    """The digits of a whole number that a spreadsheet shows as 6.1E+05: 610000. Digits that it no longer shows are
    noughts. None for what is no such number."""
    if not _SCIENTIFIC.fullmatch(cell):
        return None
    number = Decimal(cell.replace(",", "."))
    return f"{number:f}" if number == number.to_integral_value() and len(f"{number:f}") <= _LONGEST else None


def code_meant(cell: str, codes: Collection[str]) -> str | None:
    """The one of `codes` that a cell of digits stands for: shown in scientific notation, or without the noughts at its
    end. None where the cell is none of these."""
    digits = whole_number_shown(cell) or cell
    if not digits.isascii() or not digits.isdigit():
        return None
    longest = max((len(code) for code in codes if code.isdigit()), default=0)
    meant = digits.ljust(longest, "0")
    return meant if meant in codes else None
