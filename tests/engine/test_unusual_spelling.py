"""Values that Python reads and the standard does not know are warnings with the standard's spelling."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from frictionless import Field
from readers import READERS, told
from xinzhi.types import TYPES

# Of each type, texts and what is to be written; None where the text is right, or no value at all.
SPELLINGS: dict[str, dict[str, str | None]] = {
    "integer": {"1_000": "1000", "-1_0": "-10", "1000": None, "+5": None, "007": None, "1__0": None},
    "number": {
        "1_0.5": "10.5",
        "1_0e3": "10e3",
        "Infinity": "INF",
        "-infinity": "-INF",
        "+inf": "INF",
        "sNaN": "NaN",
        "-nan": "NaN",
        "INF": None,
        "-inf": None,
        "nan": None,
        "1e5": None,
        ".5": None,
        "x_y": None,
    },
    "date": {"2020-1-5": "2020-01-05", "2020-01-5": "2020-01-05", "2020-01-05": None, "2020-13-1": None},
    "datetime": {
        "2020-01-05 08:30:00": "2020-01-05T08:30:00",
        "2020-01-05_08:30:00Z": "2020-01-05T08:30:00Z",
        "2020-01-05T08:30:00+0100": "2020-01-05T08:30:00+01:00",
        "2020-01-05T08:30:00,5": "2020-01-05T08:30:00.5",
        "2020-01-05T08:30:00Z": None,
        "2020-01-05T08:30:00.5+01:00": None,
        "2020-13-05 08:30:00": None,
    },
    "yearmonth": {"2020-1": "2020-01", "2020-01": None, "2020-13": None},
}
TEXTS = [(kind, text, right) for kind, texts in SPELLINGS.items() for text, right in texts.items()]


@pytest.mark.parametrize(("kind", "text", "right"), TEXTS)
def test_the_standard_spelling_is_read_as_the_same_value(kind: str, text: str, right: str | None) -> None:
    assert TYPES[kind].standard(text) == (right or text)
    read = Field.from_descriptor({"name": "x", "type": kind}).create_value_reader()
    if right is not None:
        assert str(read(text)).removeprefix("-s").strip("-s") == str(read(right)).strip("-s")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", SPELLINGS)
def test_another_spelling_is_a_warning(tmp_path: Path, kind: str, reader: str) -> None:
    texts = {text: right for text, right in SPELLINGS[kind].items() if right is not None}
    fields: list[dict[str, Any]] = [{"name": "id", "type": "integer"}, {"name": "x", "type": kind}]
    rows = "".join(f'{n},"{text}"\n' for n, text in enumerate(texts))
    filler = {"integer": "{0},1\n", "number": "{0},1.5\n"}.get(kind, "{0},\n")
    found = told(tmp_path, f"id,x\n{rows}", reader, fields, filler=filler)
    assert [(f.rule, f.row, f.value, f.suggestion, f.severity) for f in found] == [
        ("unusual-spelling", n, text, right, "warning") for n, (text, right) in enumerate(texts.items(), start=2)
    ]


@pytest.mark.parametrize(
    "field",
    [
        {"type": "number", "groupChar": "_"},
        {"type": "integer", "bareNumber": False},
        {"type": "date", "format": "%Y-%m-%d"},
        {"type": "string"},
    ],
)
def test_a_schema_may_have_a_spelling_of_its_own(tmp_path: Path, field: dict[str, Any]) -> None:
    text = "2020-1-5" if field["type"] == "date" else "1_000"
    fields = [{"name": "id", "type": "integer"}, {"name": "x", **field}]
    assert told(tmp_path, f"id,x\n1,{text}\n", "small", fields) == []


def test_what_is_missing_has_no_spelling(tmp_path: Path) -> None:
    fields = [{"name": "id", "type": "integer"}, {"name": "x", "type": "number"}]
    assert told(tmp_path, "id,x\n1,Infinity\n", "small", fields, schema={"missingValues": ["", "Infinity"]}) == []
