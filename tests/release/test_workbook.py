"""The workbook guides, shows people titles and plain figures, leads from facts to their evidence, and goes on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from release.conftest import small_package
from xinzhi.contract.package import Package, open_package
from xinzhi.contract.tables import read_tables
from xinzhi.database import connect
from xinzhi.release import workbook
from xinzhi.release.context import Release
from xinzhi.release.workbook.styles import Styles
from xinzhi.release.workbook.table import height
from xinzhi.result import Report
from xinzhi.view_files import view_names

COVER, COLUMNS = "目录 contents", "列 columns"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return open_package(small_package(tmp_path_factory.mktemp("workbook") / "package"))


@pytest.fixture(scope="module")
def book(package: Package, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    """The workbook of the small package. Read-only."""
    out = tmp_path_factory.mktemp("written")
    with connect(package) as connection:
        release = Release(package, out, connection, read_tables(package), Report(package))
        [file] = workbook.write(release)
    return openpyxl.load_workbook(out / file.path)


def column(sheet: Any, name: str) -> list[Any]:
    """The cells below the header whose note begins with a column's name."""
    [found] = [c.column for c in sheet[1] if c.comment and c.comment.text.splitlines()[0] == name]
    return [sheet.cell(r, found) for r in range(2, sheet.max_row + 1)]


def cells(book: openpyxl.Workbook) -> list[Any]:
    return [c for sheet in book for row in sheet.iter_rows(min_row=2) for c in row if c.value is not None]


def led_to(book: openpyxl.Workbook, cell: Any) -> Any:
    """The sheet and the row that a link leads to."""
    name, _, place = cell.hyperlink.location.partition("!")
    sheet = book[name.strip("'")]
    return sheet, sheet[place].row


def test_all_views_stand_before_the_datasets_and_those_that_people_read_first(
    book: openpyxl.Workbook, package: Package
) -> None:
    datasets = [resource.name for resource in package.resources]
    names = book.sheetnames
    assert names[:3] == [COVER, "facts", "promises"] and names[-1] == COLUMNS
    views = names[1 : 1 + len(view_names(package.root))]
    assert set(views) == set(view_names(package.root)) and names[1 + len(views) : -1] == datasets
    assert views.index("scoreboard") < views.index("fact_topics"), "what serves queries comes last"


def test_the_cover_asks_and_leads_to_every_sheet(book: openpyxl.Workbook) -> None:
    cover = book[COVER]
    links = [c for row in cover.iter_rows() for c in row if c.hyperlink]
    assert {led_to(book, link)[0].title for link in links} == set(book.sheetnames) - {COVER}
    texts = [str(c.value) for row in cover.iter_rows() for c in row if c.value]
    assert "承诺了什么，后来如何？" in texts and "What was promised, and what came of it?" in texts
    rows = {row[0].value: row[1].value for row in cover.iter_rows() if isinstance(row[1].value, int)}
    assert rows["targets"] == book["targets"].max_row - 1


def test_headers_are_titles_in_both_languages_with_the_code_name_in_a_note(
    book: openpyxl.Workbook, package: Package
) -> None:
    for resource in package.resources:
        assert resource.schema is not None
        headers = [c for c in book[resource.name[:31]][1] if c.value != "证据\nEvidence"]
        described = [(f.name, f.descriptor) for f in resource.schema.fields]
        assert [c.value for c in headers] == [f"{d['title_zh']}\n{d['title']}" for _, d in described]
        notes = [c.comment.text for c in headers]
        assert [note.splitlines()[0] for note in notes] == [name for name, _ in described]
        assert all(d["description_zh"] in note for note, (_, d) in zip(notes, described, strict=True))
    for view in view_names(package.root):
        for header in book[view[:31]][1]:
            zh, _, en = header.value.partition("\n")
            assert zh and en and header.comment, (view, header.value)
            assert "_" not in en, f"{view}: {en} is no title"


def test_numbers_are_plain_and_everything_stands_in_one_place(book: openpyxl.Workbook) -> None:
    found = cells(book)
    assert {(c.alignment.horizontal, c.alignment.vertical) for c in found} == {("left", "top")}
    numbers = [c for c in found if c.data_type == "n" and not c.is_date]
    assert numbers and all(set(c.number_format) <= set("#,0.") for c in numbers)
    [money] = [c for c in column(book["promises"], "base_value") if c.value == 12_000_000_000]
    assert money.number_format == "#,##0"
    assert {c.number_format for c in column(book["promises"], "year") if c.value} == {"0"}
    assert not [c for c in found if c.data_type == "f"], "no cell is a formula"


def test_a_number_shows_the_decimals_that_it_has(tmp_path: Path) -> None:
    import xlsxwriter

    styles = Styles(xlsxwriter.Workbook(tmp_path / "x.xlsx"))
    shown = [styles.number(value, grouped=grouped).num_format for value, grouped in
             ((4e11, True), (2024, False), (0.1 + 0.2, True), (12.5, False))]  # fmt: skip
    assert shown == ["#,##0", "0", "#,##0.0", "0.0"]


def test_codes_are_texts_and_dates_are_dates(book: openpyxl.Workbook) -> None:
    codes = column(book["regions"], "code")
    assert {c.data_type for c in codes} == {"s"} and "320000" in {c.value for c in codes}
    assert all(c.is_date for c in column(book["targets"], "period_end") if c.value is not None)


def test_a_fact_leads_to_its_evidence_and_its_evidence_to_the_fact(book: openpyxl.Workbook) -> None:
    cited = book["citations"]
    datasets, records = column(cited, "dataset"), column(cited, "record")
    for name, of in (("facts", None), ("promises", None), ("targets_normalized", "targets"), ("targets", "targets")):
        sheet = book[name]
        assert sheet["A1"].value == "证据\nEvidence"
        ids = column(sheet, "id")
        followed = 0
        for row, id in enumerate(ids, start=2):
            dataset = of or column(sheet, "dataset")[row - 2].value
            spans = [
                r for r, d in enumerate(datasets, start=2) if (d.value, records[r - 2].value) == (dataset, id.value)
            ]
            link = sheet.cell(row, 1)
            assert (link.hyperlink is not None) == bool(spans)
            if spans:
                target, place = led_to(book, link)
                assert (target.title, place, link.value) == ("citations", spans[0], f"{len(spans)} →")
                assert spans == list(range(spans[0], spans[0] + len(spans)))
                followed += 1
        assert followed, name
    for cell in records:
        target, place = led_to(book, cell)
        assert cell.value in {c.value for c in target[place]}


def test_links_lead_to_the_row_that_they_name(book: openpyxl.Workbook) -> None:
    followed = 0
    for sheet in book.worksheets[1:-1]:
        for cell in (c for row in sheet.iter_rows(min_row=2) for c in row if c.hyperlink and c.column > 1):
            target, place = led_to(book, cell)
            assert cell.value in {c.value for c in target[place]}
            followed += 1
    assert followed > 200


def test_every_sheet_is_filtered_frozen_and_as_wide_as_the_paper(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0)), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.orientation == "landscape"
        if sheet.title != COVER:
            assert sheet.freeze_panes and (sheet.max_row < 2 or sheet.auto_filter.ref), sheet.title
    printed = book["promises"].print_area
    texts = book["promises"][printed.replace("$", "").split("!")[-1]][0]
    shown = [c.comment.text.splitlines()[0] for c in texts[1:]]
    assert {"promise_zh", "promise_en", "verdict"} <= set(shown) and "id" not in shown and len(shown) < 15


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    assert height([("a", 10), ("b" * 25, 10)]) == 3 * height([("a", 10)])
    assert height([("中" * 25, 10)]) == 2 * height([("b" * 25, 10)])
