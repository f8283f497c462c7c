"""Reading a CSV file as text: which record starts on which line of the file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.contract.table import Table, read_table


def read(tmp_path: Path, text: str) -> Table:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode())
    return read_table(path)


def lines(table: Table) -> list[tuple[int, list[str]]]:
    return [(r.line, r.cells) for r in table.records]


def test_records_know_their_number_and_line(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name\n1,a\n2,b\n")
    assert table.header == ["id", "name"]
    assert [(r.row, r.line, r.cells) for r in table.records] == [(2, 2, ["1", "a"]), (3, 3, ["2", "b"])]


def test_a_record_of_several_lines_starts_on_its_first(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,name\n1,"a\nb\n\nc"\n2,d\n')
    assert lines(table) == [(2, ["1", "a\nb\n\nc"]), (6, ["2", "d"])]
    assert [r.row for r in table.records] == [2, 3]


def test_a_header_of_several_lines_moves_the_records_down(tmp_path: Path) -> None:
    assert lines(read(tmp_path, 'id,"na\nme"\n1,a\n')) == [(3, ["1", "a"])]


def test_blank_lines_are_no_records_but_count_as_lines(tmp_path: Path) -> None:
    assert lines(read(tmp_path, "id\n\n1\n\n\n2\n\n")) == [(3, ["1"]), (6, ["2"])]


def test_blank_lines_above_the_header_are_not_the_header(tmp_path: Path) -> None:
    table = read(tmp_path, "\n\nid\n1\n")
    assert (table.header, lines(table)) == (["id"], [(4, ["1"])])


def test_an_empty_cell_in_quotes_is_a_record(tmp_path: Path) -> None:
    assert lines(read(tmp_path, 'id\n""\n')) == [(2, [""])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_kind_of_line_end_counts_once(tmp_path: Path, end: str) -> None:
    assert lines(read(tmp_path, end.join(["id", "1", "2", ""]))) == [(2, ["1"]), (3, ["2"])]


def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    table = read(tmp_path, "\ufeffid,name\n1,a\n")
    assert table.header == ["id", "name"]
    assert table.text.startswith("\ufeff"), "the text is kept as it stands, so that the form layer can report the mark"


def test_an_empty_file_has_neither_header_nor_records(tmp_path: Path) -> None:
    table = read(tmp_path, "")
    assert (table.header, table.records) == ([], [])


def test_a_cell_that_is_not_there_is_empty(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name\n1\n")
    assert [table.cell(table.records[0], c) for c in ("id", "name", "other")] == ["1", "", ""]


def test_keys_of_several_columns_are_joined(tmp_path: Path) -> None:
    table = read(tmp_path, "a,b,c\n1,x,p\n2,y,q\n")
    assert {k: r.line for k, r in table.by_key(["a", "b"]).items()} == {"1/x": 2, "2/y": 3}
    assert table.lines() == {1: 1, 2: 2, 3: 3}


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"id\n\xff\n")
    with pytest.raises(UnicodeDecodeError):
        read_table(path)


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(csv.Error):
        read(tmp_path, 'id\n"' + "x" * (17 * 1024 * 1024))


@given(st.lists(st.lists(st.text("a,\"\n芯 '", max_size=5), min_size=2, max_size=2), max_size=8))
def test_every_record_stands_on_its_line(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    """Each record is written in quotes; the line that the table gives must be the line on which it was written."""
    text, expected = "id,name\n", []
    for row in rows:
        expected.append((text.count("\n") + 1, row))
        text += ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n"
    assert lines(read(tmp_path_factory.mktemp("t"), text)) == expected
