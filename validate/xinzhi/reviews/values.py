"""What a cell says, whatever the spelling: 1.0 is 1, and a space behind a name is no other name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from ..contract.canonical import canonical_cell
from ..contract.package import Field, Schema
from ..types import field_type
from ..types.base import IncomparableError, Reader

ValueText = Callable[[str], str]

# What is longer is no number or date that anybody wrote, and may take long to be read as one.
_LONGEST_VALUE = 1_000
# What a field states about how its values are written.
_NOTATION = {"format", "bareNumber", "decimalChar", "groupChar", "floatNumber", "trueValues", "falseValues"}


def value_texts(schema: Schema) -> Mapping[str, ValueText]:
    """By column of a schema, what makes of a cell the one text of its value: the canonical cell where it is read as a
    text, or cannot be read; nothing where the schema says that the cell stands for no value."""
    everywhere = _missing(schema.descriptor)
    return {
        field.name: _value_text(
            field, _missing(field.descriptor) if "missingValues" in field.descriptor else everywhere
        )
        for field in schema.fields
    }


def _missing(descriptor: Mapping[str, Any]) -> frozenset[str]:
    declared = descriptor.get("missingValues")
    listed = declared if isinstance(declared, list) else []
    return frozenset(str(each.get("value", "") if isinstance(each, Mapping) else each) for each in listed)


def _value_text(field: Field, missing: frozenset[str]) -> ValueText:
    spelled = _spelled(field)

    def text_of(cell: str) -> str:
        text = canonical_cell(cell)
        return "" if text in missing else spelled(text)

    return text_of


def _spelled(field: Field) -> ValueText:
    """The one spelling of a value of a field; of what is no value, the text itself."""
    kind = field_type(field.type)
    if kind.is_text or not kind.is_hashable:  # of JSON, the text is what was read
        return lambda text: text
    own = None if kind.own_spelling is None or field.descriptor.keys() & _NOTATION else re.compile(kind.own_spelling)
    read: Callable[[str], Any] | None = None

    @cache
    def spelled(text: str) -> str:
        nonlocal read
        if not text or len(text) > _LONGEST_VALUE or (own is not None and own.fullmatch(text)):
            return text
        read = read or _reader(field)
        try:
            value = read(text)
            return text if value is None else kind.spelled(value, Reader.DUCKDB)
        except (IncomparableError, ValueError, ArithmeticError):
            return text

    return spelled


def _reader(field: Field) -> Callable[[str], Any]:
    """What reads the cells of a field; as nothing, where the field cannot be used, which the descriptor layer
    reports."""
    import frictionless  # only for a value that may have several spellings: it takes half a second

    try:
        read: Callable[[str], Any] = frictionless.Field.from_descriptor(dict(field.descriptor)).create_value_reader()
    except Exception:
        return lambda text: None
    return read
