"""What a spreadsheet made of a cell, read back."""

from __future__ import annotations

import pytest
from xinzhi.contract.spreadsheets import code_meant, iso_date, whole_number_shown

CODES = ["610000", "610500", "110000", "china"]


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2026/1/27", "2026-01-27"),
        ("2026年1月27日", "2026-01-27"),
        ("2026/1/27 0:00", "2026-01-27"),
        ("2026/13/1", None),
        ("2026-01-27", None),
        ("2026/1", None),
    ],
)
def test_a_date_is_read_as_it_is_shown(cell: str, date: str | None) -> None:
    assert iso_date(cell) == date


@pytest.mark.parametrize(
    ("cell", "number"), [("6.1E+05", "610000"), ("1,2E+10", "12000000000"), ("1.25E+01", None), ("610000", None)]
)
def test_a_whole_number_in_scientific_notation_has_noughts_behind_it(cell: str, number: str | None) -> None:
    assert whole_number_shown(cell) == number


@pytest.mark.parametrize(
    ("cell", "code"), [("6.1E+05", "610000"), ("61", "610000"), ("6105", "610500"), ("62", None), ("chin", None)]
)
def test_a_code_is_the_one_that_the_digits_begin(cell: str, code: str | None) -> None:
    assert code_meant(cell, CODES) == code
