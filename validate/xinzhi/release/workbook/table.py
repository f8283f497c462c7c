"""Writes a table as a sheet: titles in two languages, filters, links to what a cell names and to the evidence, and what
of it goes on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ...cell_text import cell_text
from .sheets import Column, Sheet
from .styles import Styles

WIDEST = 40
_NARROWEST = 8
# Titles are broken into lines where the cells are short.
_TITLE = 14
_LINE = 15  # points
_TALLEST = 405  # points: what Excel takes
_A4 = 9
_WIDE_CHARACTER = re.compile("[\u2e80-\U0010ffff]")
_EVIDENCE = "证据\nEvidence"
_EVIDENCE_NOTE = "本行事实的引文，每处证据一行。\nThe citations of the fact in this row, one for each span."


def write_table(
    page: Worksheet,
    sheet: Sheet,
    sheets: Mapping[str, Sheet],
    citing: str | None,
    evidence: Mapping[tuple[str, str], tuple[int, int]],
    styles: Styles,
) -> None:
    """Write a sheet. `citing` names the sheet on which `evidence` has the rows and number of each fact's citations."""
    facts = [sheet.fact(row) for row in sheet.rows]
    proved = citing is not None and sheet.table != citing and any(fact in evidence for fact in facts)
    first = int(proved)
    if proved:
        page.write_string(0, 0, _EVIDENCE, styles.header)
        page.write_comment(0, 0, _EVIDENCE_NOTE, {"x_scale": 2.5})
        page.set_column(0, 0, 10)
    widths = [_width(column, (row[c] for row in sheet.rows)) for c, column in enumerate(sheet.columns)]
    for c, column in enumerate(sheet.columns):
        page.write_string(0, c + first, f"{column.title_zh}\n{column.title_en}".strip(), styles.header)
        page.write_comment(0, c + first, note(column), {"x_scale": 2.5})
        page.set_column(c + first, c + first, widths[c])
    # Behind the titles is room for the arrow of the filter.
    titles = (f"{column.title_zh}\n{column.title_en}   " for column in sheet.columns)
    page.set_row(0, height(zip(titles, widths, strict=True)))
    for r, (row, fact) in enumerate(zip(sheet.rows, facts, strict=True), start=1):
        page.set_row(r, height(zip(map(cell_text, row), widths, strict=True)))
        if proved and citing is not None and fact is not None and fact in evidence:
            place, count = evidence[fact]
            page.write_url(r, 0, f"internal:'{sheets[citing].name}'!A{place}", styles.link, f"{count} →")
        for c, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, r, c + first, cell, column, _target(sheet, column, row, sheets), styles)
    page.freeze_panes(1, 1)
    lay_out(page, header=0)
    last = len(sheet.rows)
    page.print_area(0, 0, last, first + sheet.printed - 1)
    if sheet.rows:
        page.autofilter(0, 0, last, first + len(sheet.columns) - 1)


def lay_out(page: Worksheet, header: int) -> None:
    """Print a sheet as wide as the paper, under its header, with its name and the number of the page below."""
    page.set_paper(_A4)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(header)
    page.set_footer("&L&A&R&P / &N")


def note(column: Column) -> str:
    """What is said of a column: its name for programs, and what it means in both languages."""
    meant = (str(column.about.get(key, "")) for key in ("description_zh", "description"))
    return "\n".join([column.name, *filter(None, meant)])


def height(cells: Iterable[tuple[str, float]]) -> int:
    """The height of a row that shows its cells whole, each a text and the width of its column."""
    lines = max((-(-places(text) // (int(width) - 1)) + text.count("\n") for text, width in cells), default=1)
    return min(_LINE * max(1, lines), _TALLEST)


def places(text: str) -> int:
    """How many places of a column a text takes; a Chinese character takes two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE_CHARACTER.findall(text))


def _target(sheet: Sheet, column: Column, row: Sequence[object], sheets: Mapping[str, Sheet]) -> Sheet | None:
    """The sheet that a cell points into: by a key, or where the row itself names the dataset of its record."""
    of = sheet.position("dataset")
    if of is not None and column.name in ("record", "id"):
        return sheets.get(str(row[of]))
    if sheet.key == [column.name]:
        return None
    return sheets.get(column.dataset) if column.dataset is not None else None


def _write_cell(
    page: Worksheet, r: int, c: int, cell: Any, column: Column, target: Sheet | None, styles: Styles
) -> None:
    text = cell_text(cell)
    wide = places(text) >= WIDEST - 1
    if target is not None and (place := target.places.get(text)) is not None:
        look = styles.long_link if wide else styles.link
        page.write_url(r, c, f"internal:'{target.name}'!A{place}", look, text)
        return
    match cell:
        case None:
            pass
        case bool():
            page.write_boolean(r, c, cell, styles.truth)
        case int() | float():
            page.write_number(r, c, cell, styles.number(cell, grouped=column.type == "number"))
        case date():
            page.write_datetime(r, c, datetime.combine(cell, time()), styles.date)
        case _:
            page.write_string(r, c, text, styles.long if wide else styles.text)


def _width(column: Column, cells: Iterable[Any]) -> int:
    """A width that shows most cells whole; longer ones are broken into lines."""
    longest = max((places(cell_text(cell)) for cell in cells), default=0)
    titles = min(max(places(column.title_zh), places(column.title_en)) + 3, _TITLE)
    return min(max(titles, longest + 2, _NARROWEST), WIDEST)
