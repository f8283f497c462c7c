"""The canonical form: one way to write the same rows, in which nothing is lost and from which nothing moves again."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.contract.canonical import canonical_cell, canonical_table, canonical_text, canonical_value
from xinzhi.contract.form import check_form
from xinzhi.contract.package import Field, Package, Schema
from xinzhi.contract.table import read_table

SCHEMA = Schema(
    {
        "fields": [{"name": "id", "type": "integer"}, {"name": "name"}, {"name": "note", "type": "string"}],
        "primaryKey": ["id", "name"],
    }
)

cells = st.text("ab芯,\"'\n\r\t 019-e\u0301\u00e9\u3000\uff11", max_size=6)
headers = st.lists(st.sampled_from(["id", "name", "note", "extra", "more", " id", ""]), min_size=1, max_size=6)
tables = st.tuples(headers, st.lists(st.lists(cells, min_size=1, max_size=7), max_size=8))


def parse(text: str) -> tuple[list[str], list[list[str]]]:
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    return header, rows


@pytest.mark.parametrize(
    ("cell", "canonical"),
    [
        (" 芯片\u3000", "芯片"),
        ("\uff12\uff10\uff12\uff14年", "2024年"),
        ("e\u0301", "\u00e9"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\n", ""),
        ("全角,标点。", "全角,标点。"),
    ],
)
def test_a_cell_in_canonical_form(cell: str, canonical: str) -> None:
    assert canonical_cell(cell) == canonical


@given(st.text())
def test_a_canonical_cell_stays_as_it_is(cell: str) -> None:
    once = canonical_cell(cell)
    assert canonical_cell(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(tables)
def test_canonical_text_is_idempotent(table: tuple[list[str], list[list[str]]]) -> None:
    once = canonical_text(*table, SCHEMA)
    assert canonical_text(*parse(once), SCHEMA) == once


def as_written(column: str, cell: str) -> str:
    """A cell in canonical form: integers, in the column that holds them, have one spelling."""
    text = canonical_cell(cell)
    return canonical_value(SCHEMA.field("id"), text) if canonical_cell(column) == "id" else text


@pytest.mark.parametrize(
    ("type", "text", "wanted"),
    [
        ("integer", "007", "7"),
        ("integer", "+5", "5"),
        ("integer", "-0", "0"),
        ("integer", "-05", "-5"),
        ("integer", "1.0", "1.0"),
        ("boolean", "TRUE", "true"),
        ("boolean", "0", "false"),
        ("boolean", "yes", "yes"),
        ("date", "2031-4-1", "2031-04-01"),
        ("date", "2031-2-30", "2031-2-30"),
        ("date", "2031/4/1", "2031/4/1"),
        ("string", "007", "007"),
        ("number", "1.50", "1.50"),
        ("year", "2031", "2031"),
    ],
)
def test_a_value_has_one_spelling(type: str, text: str, wanted: str) -> None:
    assert canonical_value(Field({"name": "a", "type": type}), text) == wanted


def test_spellings_of_the_schema_are_kept() -> None:
    assert canonical_value(Field({"name": "a", "type": "boolean", "trueValues": ["TRUE"]}), "TRUE") == "TRUE"
    nulls = Schema({"fields": [{"name": "a", "type": "integer"}], "missingValues": ["", "00"]})
    assert canonical_text(["a"], [["00"]], nulls) == "a\n00\n"


@given(tables)
def test_no_cell_and_no_row_is_lost_or_made_up(table: tuple[list[str], list[list[str]]]) -> None:
    header, rows = table
    new_header, new_rows = parse(canonical_text(header, rows, SCHEMA))
    assert Counter(new_header) == Counter(canonical_cell(name) for name in header)
    wanted = Counter(
        tuple(sorted(as_written(n, c) for n, c in zip_longest(header, row, fillvalue=""))) for row in rows
    )  # a short row is filled up with empty cells
    assert Counter(tuple(sorted(row)) for row in new_rows) == wanted


@given(st.permutations(["id", "name", "note", "extra"]), st.lists(st.lists(cells, min_size=4, max_size=4), max_size=5))
def test_every_cell_stays_under_its_column(header: list[str], rows: list[list[str]]) -> None:
    new_header, new_rows = parse(canonical_text(header, rows, SCHEMA))
    assert new_header == ["id", "name", "note", "extra"]

    def labelled(names: list[str], written: list[list[str]]) -> Counter[frozenset[tuple[str, str]]]:
        return Counter(frozenset((n, as_written(n, c)) for n, c in zip(names, row, strict=True)) for row in written)

    assert labelled(new_header, new_rows) == labelled(header, rows)


@given(tables)
def test_the_form_layer_has_nothing_against_canonical_text(table: tuple[list[str], list[list[str]]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_text(canonical_text(*table, SCHEMA), encoding="utf-8", newline="")
        package = Package(Path(folder), Path(folder), {"resources": [{"name": "t", "path": "t.csv"}]})
        assert list(check_form(package.resource("t"), SCHEMA, read_table(path))) == []


def test_quotes_commas_and_line_breaks_come_back() -> None:
    row = ["1", 'he said "芯", twice', "two\nlines"]
    text = canonical_text(["id", "name", "note"], [row], SCHEMA)
    assert text == 'id,name,note\n1,"he said ""芯"", twice","two\nlines"\n'
    assert parse(text)[1] == [row]


def test_nothing_is_quoted_without_need() -> None:
    assert canonical_text(["id", "name"], [["1", "it's 芯; fine"]], SCHEMA) == "id,name\n1,it's 芯; fine\n"


def test_rows_are_sorted_by_key_and_integers_as_numbers() -> None:
    rows = [["10", "a"], ["9", "b"], ["-3", "c"], ["-20", "d"], ["9", "a"], ["x", "e"], ["", "f"]]
    _, written = parse(canonical_text(["id", "name"], rows, SCHEMA))
    assert written == [["-20", "d"], ["-3", "c"], ["9", "a"], ["9", "b"], ["10", "a"], ["", "f"], ["x", "e"]]


def test_text_keys_are_sorted_as_text() -> None:
    schema = Schema({"fields": [{"name": "code", "type": "string"}], "primaryKey": "code"})
    _, written = parse(canonical_text(["code"], [["9"], ["10"], ["B"], ["a"]], schema))
    assert written == [["10"], ["9"], ["B"], ["a"]]


def test_without_a_key_rows_are_sorted_whole() -> None:
    schema = Schema({"fields": [{"name": "a"}, {"name": "b"}]})
    _, written = parse(canonical_text(["a", "b"], [["2", "1"], ["1", "2"], ["1", "1"]], schema))
    assert written == [["1", "1"], ["1", "2"], ["2", "1"]]


def test_columns_come_in_schema_order_and_strangers_last_in_theirs() -> None:
    text = canonical_text(["z", "note", "id", "a"], [["Z", "N", "1", "A"]], SCHEMA)
    assert text == "id,note,z,a\n1,N,Z,A\n"


def test_ragged_rows_keep_what_they_have() -> None:
    text = canonical_text(["name", "id"], [["x", "2", "beyond"], ["y"]], SCHEMA)
    assert parse(text)[1] == [["2", "x", "beyond"], ["", "y"]]


@pytest.mark.parametrize(
    "schema",
    [
        {"fields": [{"name": "id"}, {"name": "id"}]},
        {"fields": [{"name": "name"}], "primaryKey": ["id"]},
        {"fields": [{"name": "id"}], "primaryKey": ["gone"]},
        {"fields": "none", "primaryKey": 7},
    ],
    ids=["field twice", "key outside the fields", "key outside the file", "nonsense"],
)
def test_a_faulty_schema_costs_no_cell(schema: dict[str, object]) -> None:
    header, rows = parse(canonical_text(["id", "name"], [["2", "b"], ["1", "a"]], Schema(schema)))
    assert sorted(header) == ["id", "name"]
    assert sorted(sorted(row) for row in rows) == [["1", "a"], ["2", "b"]]


def test_a_byte_order_mark_and_blank_lines_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("\ufeffid,name\r\n\r\n2,b\r\n1,a".encode())
    assert canonical_table(read_table(path), SCHEMA) == "id,name\n1,a\n2,b\n"
