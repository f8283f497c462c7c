"""Writes the sheets that guide: the cover, which says what people ask and where it stands, and the list of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from ..context import Release
from .sheets import Sheet
from .styles import Styles
from .table import height, lay_out

COVER, COLUMNS = "目录 contents", "列 columns"
_WIDE = 60
_HOW = (
    (
        "怎么读：表头是中英文名称，批注里有代码名与含义；“证据”一列通往引文；蓝字通往它所指的行；用表头的箭头筛选。"
        "打印时只印前几列，可在页面设置中改。",
        "How to read: headers are titles, their notes hold the code name and the meaning; the column Evidence leads to"
        " the citations; a blue cell leads to the row that it names; the arrows of the header filter. On paper are the"
        " first columns only; the page setup changes that.",
    ),
)


def write_cover(page: Worksheet, release: Release, sheets: Sequence[Sheet], styles: Styles) -> None:
    """Write the cover: what this is, questions with the views that answer them, and every sheet."""
    about = release.package.descriptor
    by_table = {sheet.table: sheet for sheet in sheets}
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 10)
    page.set_column(2, 3, _WIDE)
    r = 0
    for key in ("title_zh", "title"):
        page.write_string(r, 0, f"{about.get(key, '')} {release.version}", styles.title)
        page.set_row(r, 24)
        r += 1
    licence = str(release.licence.get("title", ""))
    for zh, en in ((about.get("description_zh", ""), about.get("description", "")), *_HOW, (licence, "")):
        for text in filter(None, (str(zh), str(en))):
            page.merge_range(r, 0, r, 3, text, styles.wrapped)
            page.set_row(r, height([(text, 2 * _WIDE + 36)]))
            r += 1
    r = _questions(page, r + 1, release, by_table, styles)
    for heading, chosen in (
        ("视图 · views", [sheet for sheet in sheets if sheet.is_view]),
        ("数据表 · datasets", [sheet for sheet in sheets if not sheet.is_view]),
    ):
        if chosen:
            r = _listed(page, r + 1, heading, chosen, styles)
    page.write_url(r + 1, 0, f"internal:'{COLUMNS}'!A1", styles.link, COLUMNS)
    page.write_string(r + 1, 2, "每一列的含义", styles.wrapped)
    page.write_string(r + 1, 3, "What every column means", styles.wrapped)
    page.hide_gridlines(2)
    lay_out(page, header=0)


def write_columns(page: Worksheet, sheets: Sequence[Sheet], styles: Styles) -> None:
    """Write the list of the columns of all sheets."""
    for c, header in enumerate(("表\nsheet", "列\ncolumn", "类型\ntype", "名称", "title", "说明", "description")):
        page.write_string(0, c, header, styles.header)
    widths = (24, 24, 10, 26, 26, _WIDE, _WIDE)
    r = 0
    for sheet in sheets:
        for column in sheet.columns:
            r += 1
            page.write_url(r, 0, f"internal:'{sheet.name}'!A1", styles.link, sheet.table)
            meant = (str(column.about.get(key, "")) for key in ("description_zh", "description"))
            cells = (column.name, column.type, column.title_zh, column.title_en, *meant)
            page.set_row(r, height(zip(cells, widths[1:], strict=True)))
            for c, cell in enumerate(cells, start=1):
                page.write_string(r, c, cell, styles.wrapped)
    for c, width in enumerate(widths):
        page.set_column(c, c, width)
    page.set_row(0, 30)
    page.freeze_panes(1, 2)
    lay_out(page, header=0)
    page.autofilter(0, 0, r, len(widths) - 1)


def _questions(page: Worksheet, r: int, release: Release, by_table: Mapping[str, Sheet], styles: Styles) -> int:
    """A line for each question and view that answers it; the row behind the last."""
    asked = [
        (question, by_table[name])
        for question in release.domain.publication.questions
        for name in question.views
        if name in by_table
    ]
    if not asked:
        return r
    page.write_string(r, 0, "您想知道 · what you ask", styles.heading)
    r += 1
    for c, header in enumerate(("打开\nopen", "行数\nrows", "问题", "question")):
        page.write_string(r, c, header, styles.header)
    page.set_row(r, 30)
    for question, sheet in asked:
        r += 1
        page.write_url(r, 0, f"internal:'{sheet.name}'!A1", styles.link, sheet.table)
        page.write_number(r, 1, len(sheet.rows), styles.number(len(sheet.rows), grouped=True))
        page.write_string(r, 2, question.zh, styles.wrapped)
        page.write_string(r, 3, question.en, styles.wrapped)
    return r + 1


def _listed(page: Worksheet, r: int, heading: str, sheets: Sequence[Sheet], styles: Styles) -> int:
    """A line for each sheet; the row behind the last."""
    page.write_string(r, 0, heading, styles.heading)
    r += 1
    for c, header in enumerate(("表\nsheet", "行数\nrows", "内容", "content")):
        page.write_string(r, c, header, styles.header)
    page.set_row(r, 30)
    for sheet in sheets:
        r += 1
        page.write_url(r, 0, f"internal:'{sheet.name}'!A1", styles.link, sheet.table)
        page.write_number(r, 1, len(sheet.rows), styles.number(len(sheet.rows), grouped=True))
        page.write_string(r, 2, sheet.about_zh, styles.wrapped)
        page.write_string(r, 3, sheet.about_en, styles.wrapped)
        page.set_row(r, height([(sheet.about_zh, _WIDE), (sheet.about_en, _WIDE)]))
    return r + 1
