"""Quotation marks out of place: told as the csv module reads them, whichever engine reads the file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import READERS, told
from single import package, scanned
from xinzhi.contract.package import open_package
from xinzhi.engine import auto, plain
from xinzhi.engine.quoting import has_swallowed, is_well_quoted, stray_quotes

_END = "\x1e"


@given(st.text('ab",\n\r', max_size=30))
def test_well_quoted_is_what_has_no_stray_mark_and_no_open_one(text: str) -> None:
    ended = io.StringIO(f"{text}\n{_END},{_END}", newline="")
    closed = list(csv.reader(ended))[-1] == [_END, _END]
    stray = list(stray_quotes(io.StringIO(text, newline=""), csv.excel()))
    assert is_well_quoted(text, ",", '"') == (closed and not stray)


@given(st.text('ab",\n', max_size=30))
def test_the_screen_of_bytes_says_the_same_wherever_it_parts_the_file(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "quoting.csv"
    path.write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(plain, "_CHUNK", 1 + len(text) % 4)
        screen = plain.screen_file(path, ",", '"', compressed=False, digests=False, encoding="utf-8")
    if screen.doubt is None and text.count('"') % 2 == 0:
        assert screen.well_quoted == is_well_quoted(text, ",", '"')


@given(st.text('ab",\n', max_size=30))
def test_the_records_are_those_of_the_csv_module(text: str) -> None:
    records = list(csv.reader(io.StringIO(text, newline="")))
    for stray in stray_quotes(io.StringIO(text, newline=""), csv.excel()):
        assert '"' in records[stray.row - 1][stray.cell] or stray.closed


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("row", "column"),
    [('1,"a"b', "name"), ('1,a "b" c', "name"), ('1,5"', "name"), ('1,"say \\"x\\""', "name"), ('1, "a"', "name")],
)
def test_a_stray_mark_is_a_warning(tmp_path: Path, reader: str, row: str, column: str) -> None:
    found = told(tmp_path, f"id,name\n2,x\n{row}\n3,y\n", reader, dialect={"skipInitialSpace": False})
    assert ("stray-quote", 3, 3, column) in [(f.rule, f.line, f.row, f.column) for f in found]
    assert {f.severity for f in found} == {"warning"}


def test_stray_marks_in_a_cell_and_in_one_too_many_are_told_alike_by_both_engines(tmp_path: Path) -> None:
    answer, errors = scanned(package(tmp_path, b'id,name\n1,a\n2, "b, c"\n', dialect={"skipInitialSpace": False}))
    assert errors == [("extra-cell", 3, None)]
    assert answer.silent["stray-quote"] == 2


@pytest.mark.parametrize("reader", READERS)
def test_the_line_that_opened_the_quotes_is_named(tmp_path: Path, reader: str) -> None:
    (stray,) = told(tmp_path, 'id,name\n1,"a\nb\nc"d\n2,x\n', reader)
    assert (stray.rule, stray.line, stray.row) == ("stray-quote", 4, 2)
    assert "line 2 has opened" in stray.message_en and "第 2 行打开" in stray.message_zh


@pytest.mark.parametrize("reader", READERS)
def test_rows_that_a_stray_mark_has_swallowed(tmp_path: Path, reader: str) -> None:
    swallowed = "".join(f"{n},x{n}\n" for n in range(3, 40))
    (found,) = told(tmp_path, f'id,name\n1,a\n2,"b\n{swallowed}40,end"\n41,c\n', reader)
    assert (found.rule, found.line, found.row, found.column) == ("rows-in-a-cell", 3, 3, "name")
    assert "39 lines" in found.message_en


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "cell", ['"a ""b"" c"', '"Smith, John\nParis, France\nOslo, Norway"', '"one\ntwo\nthree"', '""', '"a,b"']
)
def test_cells_that_are_quoted_as_they_should_be_are_passed(tmp_path: Path, reader: str, cell: str) -> None:
    assert told(tmp_path, f"id,name\n1,{cell}\n2,x\n", reader) == []


def test_with_an_escape_character_a_backslash_is_no_text(tmp_path: Path) -> None:
    assert told(tmp_path, 'id,name\n1,"say \\"x\\""\n', "small", dialect={"escapeChar": "\\"}) == []


def test_rows_are_told_from_text() -> None:
    assert has_swallowed(["1", "a,2\n2,b,3\n3,c", "4"], 1, ",")
    assert not has_swallowed(["1", "a, 2\n2, b, 3\n3, c", "4"], 1, ",")
    assert not has_swallowed(["1", "a,2\n2,b\n3,c", "4"], 1, ",")


def test_an_open_quote_is_named_beside_what_it_breaks_and_nothing_repeats_the_rest(tmp_path: Path) -> None:
    fields = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}, {"name": "n", "type": "integer"}]
    package(tmp_path, b'id,name,n\n1,a,1\n2,"b,2\n' + b"3,c,3\n" * 5_000, fields)
    structure = auto.run(open_package(tmp_path))
    assert [(f.rule, f.line) for f in structure.findings] == [("missing-cell", 3)]
    assert [(f.rule, f.line) for f in structure.silent] == [("unclosed-quote", 3)]
    assert structure.answers["x"].silent == {"unclosed-quote": 1}


def test_a_long_value_is_cut_with_its_length(tmp_path: Path) -> None:
    package(tmp_path, b"id,name\n" + b"x" * 20_000 + b",a\n1," + b"y" * 20_000 + b" \n")
    structure = auto.run(open_package(tmp_path))
    for finding in (*structure.findings, *structure.silent):
        assert finding.value is not None and len(finding.value) < 1_100
        assert "(20,00" in finding.value and finding.suggestion is None
