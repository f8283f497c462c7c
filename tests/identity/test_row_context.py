"""Where a cell stands in its file, and which row a finding is about."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from small import BOOKS, make, outcome_of
from xinzhi.contract.package import open_package
from xinzhi.findings import Finding
from xinzhi.identity.row_context import RawRow, RowContext, TextRange

cells = st.lists(st.text(alphabet='a,"\n 芯😀', max_size=6), min_size=1, max_size=5)


@given(cells, st.booleans())
def test_the_text_at_a_place_is_the_cell(row: list[str], quoted: bool) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerow(row)
    raw = out.getvalue()
    places = RawRow(1, 1, row, raw, ",", '"').cell_ranges
    assert len(places) == len(row)
    assert [_unquoted(_cut(raw, place)) for place in places] == row


@given(st.text(alphabet='a,"b', max_size=12))
def test_a_torn_quote_parts_cells_where_the_csv_reader_parts_them(raw: str) -> None:
    (read, *_) = [*csv.reader([raw]), []]
    assert len(RawRow(1, 1, read, raw, ",", '"').cell_ranges) == max(len(read), 1)


def _cut(raw: str, place: TextRange) -> str:
    lines = raw.split("\n")
    start = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
    end = sum(len(line) + 1 for line in lines[: place.end_line - 1]) + place.end_column - 1
    return raw[start:end]


def _unquoted(text: str) -> str:
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


def _finding(row: int, column: str | None = None, **more: str) -> Finding:
    return Finding("a-rule", "错", "wrong", resource="books", file="data/books.csv", row=row, column=column, **more)


def test_a_finding_is_placed_on_the_line_on_which_its_cell_begins(tmp_path: Path) -> None:
    books = BOOKS.replace("b2,Two,", 'b2,"Two\nlines, and more",')
    context = RowContext(open_package(make(tmp_path, books)), [_finding(3, "price"), _finding(4, "price")])
    assert context.cell_range(_finding(3, "title")) == TextRange(3, 4, 4, 17)
    assert context.cell_range(_finding(3, "price")) == TextRange(4, 24, 4, 26)
    assert context.cell_range(_finding(4, "price")) == TextRange(5, 16, 5, 18)


def test_columns_are_counted_behind_a_byte_order_mark(tmp_path: Path) -> None:
    context = RowContext(open_package(make(tmp_path, "\ufeff" + BOOKS)), [_finding(1, "id")])
    assert context.cell_range(_finding(1, "id")) == TextRange(1, 1, 1, 3)


def test_a_row_has_its_neighbours_its_header_and_its_key(tmp_path: Path) -> None:
    finding = _finding(3, "price")
    context = RowContext(open_package(make(tmp_path)), [finding])
    found = [context.row(finding, offset) for offset in (-1, 0, 1)]
    assert [row.cells[0] for row in found if row] == ["b1", "b2", "b3"]
    assert context.header(finding) == ["id", "title", "shop", "price", "note"]
    assert (context.key(finding), context.is_data(finding)) == ("b2", True)
    assert context.key(_finding(1, "id")) is None


def test_an_undeclared_delimiter_is_the_one_that_parts_the_header(tmp_path: Path) -> None:
    context = RowContext(open_package(make(tmp_path, BOOKS.replace(",", ";"))), [_finding(3, "price")])
    assert context.cell_range(_finding(3, "price")) == TextRange(3, 14, 3, 16)


def test_a_file_that_cannot_be_read_has_no_rows(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "data" / "books.csv").unlink()
    finding = _finding(3, "price")
    context = RowContext(open_package(tmp_path), [finding])
    assert (context.row(finding), context.cell_range(finding), context.header(finding)) == (None, None, ())


def test_a_finding_without_a_file_is_told_at_the_descriptor(tmp_path: Path) -> None:
    outcome = outcome_of(make(tmp_path))
    assert outcome.path(Finding("a-rule", "错", "wrong")) == "datapackage.json"
