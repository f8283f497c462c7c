"""Puts the sheets together in one workbook, which is the same byte for byte wherever it is made."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import xlsxwriter

from ..context import File, Release
from ..zip_file import write_zip
from .cover import COLUMNS, COVER, write_columns, write_cover
from .sheets import evidence_places, sheets
from .styles import Styles
from .table import write_table

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# For a release that the changelog does not date.
_NO_DAY = date(1980, 1, 1)
# Text stays text: a code is no number, and what begins with an equals sign is no formula.
_OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


def write(release: Release) -> list[File]:
    """Write `name-version.xlsx`."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, _OPTIONS)
    book.set_properties(
        {
            "title": f"{release.package.descriptor.get('title')} {release.version}",
            "subject": str(release.package.descriptor.get("title_zh", "")),
            "author": ", ".join(str(c.get("title", "")) for c in release.package.descriptor.get("contributors", [])),
            "created": datetime.combine(release.day or _NO_DAY, time()),
        }
    )
    styles, listed = Styles(book), sheets(release)
    by_table = {sheet.table: sheet for sheet in listed}
    citing = release.domain.publication.citations
    citing = citing if citing in by_table else None
    evidence = evidence_places(by_table[citing] if citing is not None else None)
    cover = book.add_worksheet(COVER)
    for sheet in listed:
        write_table(book.add_worksheet(sheet.name), sheet, by_table, citing, evidence, styles)
    write_cover(cover, release, listed, styles)
    write_columns(book.add_worksheet(COLUMNS), listed, styles)
    book.close()
    name = f"{release.stem}.xlsx"
    with zipfile.ZipFile(content) as written:
        write_zip(release.out / name, {member: written.read(member) for member in written.namelist()})
    return [File(name, _MEDIA_TYPE, "用 Excel、WPS 或 LibreOffice 的人", "users of Excel, WPS and LibreOffice")]
