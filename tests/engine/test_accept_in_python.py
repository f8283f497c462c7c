"""What Python's reader of small files accepts: never more than frictionless does, all that the scan accepts, and keys
as equal as values."""

from __future__ import annotations

import re
from typing import Any

import duckdb
import frictionless
import pytest
from generated import costly
from hypothesis import assume, given
from test_accept import accepted, fields_and_texts, make_field
from xinzhi.contract.package import Field
from xinzhi.engine.patience import CheckTimeoutError
from xinzhi.engine.python.described import PlainField, plain_field
from xinzhi.engine.python.shapes import NotPlainError
from xinzhi.engine.python.small_files import acceptor, comparison
from xinzhi.engine.silent import SilentField
from xinzhi.types import TYPES
from xinzhi.types.base import UnstatedError

_NOT_PLAIN = (NotPlainError, UnstatedError, CheckTimeoutError, re.error)


def described(descriptor: dict[str, Any]) -> PlainField:
    """A field of which no text is null. Raises NotPlainError."""
    return plain_field(Field(descriptor | {"missingValues": []}), [], 2)


def accepted_in_python(descriptor: dict[str, Any], texts: list[str]) -> list[str]:
    """The texts that are accepted; raises one of `_NOT_PLAIN` where the field is in doubt as a whole."""
    accept = acceptor(described(descriptor))
    return [text for text in texts if accept(text)]


@costly()
@given(fields_and_texts())
def test_whatever_is_accepted_frictionless_accepts(case: tuple[dict[str, Any], list[str]]) -> None:
    descriptor, texts = case
    try:
        found = accepted_in_python(descriptor, texts)
    except _NOT_PLAIN:
        assume(False)
    read = make_field(descriptor | {"missingValues": []}).create_cell_reader()
    assert {text: notes for text in found if (notes := read(text)[1])} == {}
    assert [text for text in found if SilentField("x", frozenset(), None).broken(text)] == []


@costly()
@given(fields_and_texts())
def test_python_accepts_what_the_scan_accepts(case: tuple[dict[str, Any], list[str]]) -> None:
    """But for what frictionless passes in silence, of which the scan is not asked here."""
    descriptor, texts = case
    try:
        scanned = accepted(make_field(descriptor | {"missingValues": []}), texts)
        found = accepted_in_python(descriptor, texts)
    except (*_NOT_PLAIN, frictionless.FrictionlessException, duckdb.Error, TypeError, ValueError, ArithmeticError):
        assume(False)  # a reason to let frictionless read the file
    tidy = [text for text in scanned if not SilentField("x", frozenset(), None).broken(text)]
    assert set(tidy) <= set(found)


@costly()
@given(fields_and_texts())
def test_texts_of_keys_are_equal_where_values_are(case: tuple[dict[str, Any], list[str]]) -> None:
    descriptor, texts = case
    try:
        found = accepted_in_python(descriptor, texts)
        text_of = comparison(described(descriptor))
    except _NOT_PLAIN:
        assume(False)
    read = make_field(descriptor | {"missingValues": []}).create_cell_reader()
    for one in found:
        for other in found:
            assert (text_of(one) == text_of(other)) == (read(one)[0] == read(other)[0]), (one, other)


@pytest.mark.parametrize(
    ("kind", "plain", "doubtful"),
    [
        ("string", "芯片", " 芯片"),
        ("integer", "-7", "7_000"),
        ("number", "123456789012.25", "1e"),
        ("boolean", "true", "yes"),
        ("date", "2020-02-29", "2021-02-29"),
        ("datetime", "2020-02-29T12:00:00Z", "2021-02-29T12:00:00Z"),
        ("time", "12:00:00", "25:00:00"),
        ("year", "2020", "20"),
        ("yearmonth", "2020-12", "2020-13"),
        ("any", "x", "x "),
    ],
)
def test_a_plain_cell_is_accepted_and_a_doubtful_one_is_not(kind: str, plain: str, doubtful: str) -> None:
    assert accepted_in_python({"name": "x", "type": kind}, [plain, doubtful]) == [plain]


@pytest.mark.parametrize("name", sorted(TYPES))
def test_the_constraints_of_a_type_are_those_that_frictionless_checks(name: str) -> None:
    assert sorted(TYPES[name].constraints) == sorted(make_field({"name": "x", "type": name}).supported_constraints)
