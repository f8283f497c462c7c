"""Writes an Excel workbook: a sheet per dataset and main view, with descriptions, filters, and links along foreign
keys."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ..contract.package import Schema
from ..database import quoted
from ..types import of_duckdb
from .context import File, Release
from .zip_file import write_zip

CONTENTS, COLUMNS = "目录 contents", "列 columns"
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME = 31
_WIDEST = 60
_LINE = 15  # points
_A4 = 9
# For a release that the changelog does not date.
_NO_DAY = date(1980, 1, 1)


@dataclass
class _Sheet:
    """A table as a sheet: `about` describes each column, `links` leads from a column to the sheet whose key it
    holds."""

    table: str
    name: str
    about_zh: str
    about_en: str
    columns: list[str]
    types: list[str]
    about: Mapping[str, Mapping[str, Any]]
    rows: list[tuple[Any, ...]]
    schema: Schema | None = None
    links: Mapping[str, str] = field(default_factory=dict)


def write(release: Release) -> list[File]:
    """Write `name-version.xlsx`."""
    sheets = list(_sheets(release))
    content = io.BytesIO()
    # Text stays text: a code is no number, and what begins with an equals sign is no formula.
    options = {
        "in_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(content, options)
    book.set_properties(
        {
            "title": f"{release.package.descriptor.get('title')} {release.version}",
            "subject": str(release.package.descriptor.get("title_zh", "")),
            "author": ", ".join(str(c.get("title", "")) for c in release.package.descriptor.get("contributors", [])),
            "created": datetime.combine(release.day or _NO_DAY, time()),
        }
    )
    styles = _Styles(book)
    contents, columns = book.add_worksheet(CONTENTS), book.add_worksheet(COLUMNS)
    places = {sheet.table: _key_places(sheet) for sheet in sheets}
    names = {sheet.table: sheet.name for sheet in sheets}
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, places, names, styles)
    _write_contents(contents, release, sheets, styles)
    _write_columns(columns, sheets, styles)
    book.close()
    name = f"{release.stem}.xlsx"
    with zipfile.ZipFile(content) as written:
        write_zip(release.out / name, {member: written.read(member) for member in written.namelist()})
    return [File(name, _MEDIA_TYPE, "用 Excel、WPS 或 LibreOffice 的人", "users of Excel, WPS and LibreOffice")]


class _Styles:
    """The few looks that cells have."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.header = book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "valign": "top"})
        self.text = book.add_format({"num_format": "@", "valign": "top"})
        self.long = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format({"num_format": "@", "font_color": "#0B5394", "underline": 1, "valign": "top"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})


def _sheets(release: Release) -> Iterator[_Sheet]:
    for resource, schema, _ in release.datasets():
        texts = resource.descriptor
        links = {own[0]: to or resource.name for own, to, _ in schema.foreign_keys if len(own) == 1}
        yield _Sheet(
            resource.name,
            resource.name[:_LONGEST_NAME],
            str(texts.get("description_zh", "")),
            str(texts.get("description", "")),
            schema.names,
            [f.type for f in schema.fields],
            {f.name: f.descriptor for f in schema.fields},
            _rows(release, resource.name),
            schema,
            links,
        )
    main = release.domain.publication.main_views
    for view in release.described_views:
        if main is None or view.name in main:
            described = release.connection.execute(f"DESCRIBE {quoted(view.name)}").fetchall()
            columns, types = (
                [str(row[0]) for row in described],
                [of_duckdb(str(row[1])).name for row in described],
            )
            yield _Sheet(
                view.name,
                view.name[:_LONGEST_NAME],
                view.zh,
                view.en,
                columns,
                types,
                view.columns,
                _rows(release, view.name),
            )


def _rows(release: Release, name: str) -> list[tuple[Any, ...]]:
    return list(release.connection.execute(f"SELECT * FROM {quoted(name)}").fetchall())


def _key_places(sheet: _Sheet) -> dict[str, int]:
    """The row of the sheet, from 1, that each primary key of one column stands in."""
    key = sheet.schema.primary_key if sheet.schema else []
    if len(key) != 1:
        return {}
    column = sheet.columns.index(key[0])
    return {str(row[column]): number for number, row in enumerate(sheet.rows, start=2)}


def _write_sheet(
    page: Worksheet, sheet: _Sheet, places: Mapping[str, Mapping[str, int]], names: Mapping[str, str], styles: _Styles
) -> None:
    for c, column in enumerate(sheet.columns):
        page.write_string(0, c, column, styles.header)
        if note := _note(sheet.about.get(column, {})):
            page.write_comment(0, c, note, {"x_scale": 2.5})
        page.set_column(c, c, _width(column, [row[c] for row in sheet.rows]))
    for r, row in enumerate(sheet.rows, start=1):
        page.set_row(r, _height(max(_places(cell) for cell in row)))
        for c, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            target = _target(sheet, column, row)
            place = places.get(target, {}).get(str(cell)) if target else None
            if place is not None and target is not None:
                page.write_url(r, c, f"internal:'{names[target]}'!A{place}", styles.link, str(cell))
            else:
                _write_cell(page, r, c, cell, styles)
    page.freeze_panes(1, 1)
    _lay_out(page)
    page.repeat_rows(0)
    page.repeat_columns(0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _fit(page: Worksheet, header: int) -> None:
    """Print all columns on a page's width, under the header."""
    _lay_out(page)
    page.fit_to_pages(1, 0)
    page.repeat_rows(header)


def _lay_out(page: Worksheet) -> None:
    page.set_paper(_A4)
    page.set_landscape()


def _target(sheet: _Sheet, column: str, row: Sequence[object]) -> str | None:
    """The table that a cell points into: by a foreign key, or where the row itself names the dataset of its record."""
    if column == "record" and "dataset" in sheet.columns:
        return str(row[sheet.columns.index("dataset")])
    return sheet.links.get(column)


def _write_cell(page: Worksheet, r: int, c: int, cell: object, styles: _Styles) -> None:
    match cell:
        case None:
            pass
        case bool():
            page.write_boolean(r, c, cell)
        case int() | float():
            page.write_number(r, c, cell)
        case date():
            page.write_datetime(r, c, datetime.combine(cell, time()), styles.date)
        case _:
            text = _text(cell)
            page.write_string(r, c, text, styles.long if _places(text) > _WIDEST else styles.text)


def _text(cell: object) -> str:
    return ", ".join(map(str, cell)) if isinstance(cell, list) else str(cell)


def _places(cell: Any) -> int:
    """How many places of a column a cell takes; a Chinese character takes two."""
    return 0 if cell is None else sum(1 + (ord(ch) > 0x2E7F) for ch in _text(cell))


def _height(places: int) -> int:
    """The height of a row whose longest cell takes so many places, broken into lines of the widest column."""
    return _LINE * max(1, -(-places // (_WIDEST - 2)))


def _note(texts: Mapping[str, object]) -> str:
    return "\n".join(str(texts[key]) for key in ("description_zh", "description") if texts.get(key))


def _width(column: str, cells: Sequence[object]) -> int:
    """A width that shows most cells whole; longer ones are broken into lines."""
    longest = max((_places(cell) for cell in cells), default=0)
    return min(max(len(column) + 4, longest + 2), _WIDEST)


def _write_contents(page: Worksheet, release: Release, sheets: Sequence[_Sheet], styles: _Styles) -> None:
    descriptor = release.package.descriptor
    lines = (f"{descriptor.get('title_zh', '')} {release.version}", f"{descriptor.get('title', '')} {release.version}")
    for r, line in enumerate(lines):
        page.write_string(r, 0, line, styles.title)
    for r, line in enumerate(
        (descriptor.get("description_zh", ""), descriptor.get("description", ""), release.licence.get("title", "")),
        start=len(lines),
    ):
        page.merge_range(r, 0, r, 3, str(line), styles.wrapped)
        page.set_row(r, 34)
    first = len(lines) + 4
    for c, header in enumerate(("表 sheet", "行数 rows", "内容", "content")):
        page.write_string(first, c, header, styles.header)
    for r, sheet in enumerate(sheets, start=first + 1):
        page.write_url(r, 0, f"internal:'{sheet.name}'!A1", styles.link, sheet.name)
        page.write_number(r, 1, len(sheet.rows), styles.wrapped)
        page.write_string(r, 2, sheet.about_zh, styles.wrapped)
        page.write_string(r, 3, sheet.about_en, styles.wrapped)
        page.set_row(r, _height(max(_places(sheet.about_zh), _places(sheet.about_en))))
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 10)
    page.set_column(2, 3, _WIDEST)
    page.freeze_panes(first + 1, 1)
    _fit(page, first)


def _write_columns(page: Worksheet, sheets: Sequence[_Sheet], styles: _Styles) -> None:
    for c, header in enumerate(("表 sheet", "列 column", "类型 type", "名称", "title", "说明", "description")):
        page.write_string(0, c, header, styles.header)
    r = 0
    for sheet in sheets:
        for column, kind in zip(sheet.columns, sheet.types, strict=True):
            r += 1
            about = sheet.about.get(column, {})
            page.write_url(r, 0, f"internal:'{sheet.name}'!A1", styles.link, sheet.name)
            cells = (
                column,
                kind,
                *(about.get(key, "") for key in ("title_zh", "title", "description_zh", "description")),
            )
            page.set_row(r, _height(max(map(_places, cells))))
            for c, cell in enumerate(cells, start=1):
                page.write_string(r, c, str(cell), styles.wrapped)
    page.set_column(0, 1, 24)
    page.set_column(2, 2, 10)
    page.set_column(3, 4, 26)
    page.set_column(5, 6, _WIDEST)
    page.freeze_panes(1, 2)
    _fit(page, 0)
    page.autofilter(0, 0, r, 6)
