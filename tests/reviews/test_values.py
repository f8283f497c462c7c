"""What a cell says, whatever the spelling."""

from __future__ import annotations

import re

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.contract.package import Schema
from xinzhi.reviews.values import value_texts
from xinzhi.types import TYPES
from xinzhi.types.base import FieldType, Reader

OF_OWN_SPELLING = [kind for kind in TYPES.values() if kind.own_spelling is not None]


@pytest.mark.parametrize("kind", OF_OWN_SPELLING, ids=lambda kind: kind.name)
@given(data=st.data())
def test_what_looks_like_the_one_spelling_is_read_as_that(kind: FieldType, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(kind.own_spelling, re.ASCII), fullmatch=True))
    value = frictionless.Field.from_descriptor({"name": "x", "type": kind.name}).create_value_reader()(text)
    assert value is None or kind.spelled(value, Reader.DUCKDB) == text


@pytest.mark.parametrize(
    ("field", "cell", "said"),
    [
        ({"type": "number"}, "1.50", "1.5"),
        ({"type": "number", "decimalChar": ","}, "1,50", "1.5"),
        ({"type": "number", "groupChar": ","}, "1,500", "1500"),
        ({"type": "integer"}, "007", "7"),
        ({"type": "integer", "bareNumber": False}, "95%", "95"),
        ({"type": "boolean"}, "TRUE", "true"),
        ({"type": "boolean", "trueValues": ["是"], "falseValues": ["true"]}, "true", "false"),
        ({"type": "date", "format": "%d/%m/%Y"}, "01/02/2026", "2026-02-01"),
        ({"type": "date"}, "2026-02-30", "2026-02-30"),
        ({"type": "string"}, "1.50", "1.50"),
    ],
    ids=lambda each: str(each),
)
def test_a_value_has_one_text(field: dict[str, object], cell: str, said: str) -> None:
    assert value_texts(Schema({"fields": [{"name": "x", **field}]}))["x"](cell) == said
