"""What can be taken away: every dataset as it is, and the views that people read as CSV that Excel opens."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator

from ..view_csv import view_csv
from ..view_files import view_files, view_purpose
from .book import Book
from .columns import Column, Part
from .dictionary import address_of
from .figures import plain
from .tables import Group, Table
from .words import NOTHING, Pair, same

TITLE = Pair("下载", "Downloads")
ABOUT = Pair(
    "视图把名称、出处与换算都连好了，用 Excel 从这里开始；数据集是它们的来源，一表一事，供程序与核对。",
    "Views have names, sources and conversions joined in: with Excel, begin there. Datasets are what they are computed"
    " from, a table for each thing, for programs and for checking.",
)
_COLUMNS = (
    Column("file", Pair("文件", "File"), look="short"),
    Column("about", Pair("内容", "Content"), look="wide"),
    Column("rows", Pair("行数", "Rows"), look="number"),
    Column("bytes", Pair("字节", "Bytes"), look="number"),
    Column("sha256", Pair("SHA-256", "SHA-256")),
)


def files_of(book: Book) -> Iterator[tuple[str, bytes, str, Pair, int]]:
    """Each file: its path, content, the dataset or view in it, what that is, and how many rows it has."""
    purposes = {path.stem: view_purpose(path) for path in view_files(book.package.root)}
    for view in book.domain.publication.main_views or ():
        if view in purposes:
            content, rows = view_csv(book.connection, view)
            yield f"data/views/{view}.csv", codecs.BOM_UTF8 + content, view, Pair(*reversed(purposes[view])), rows
    for dataset, rows_of in book.facts.rows.items():
        file = book.package.resource(dataset).file
        if file is not None:
            yield f"data/{dataset}.csv", file.read_bytes(), dataset, book.title_of(dataset), len(rows_of)


def tables_of(files: list[tuple[str, bytes, str, Pair, int]]) -> Iterator[Table]:
    """The tables of the page: views, then datasets."""
    for id, title, views in (("views", Pair("视图", "Views"), True), ("datasets", Pair("数据集", "Datasets"), False)):
        rows = [
            [
                [Part(same(path.rpartition("/")[2]), to=f"../{path}")],
                [Part(about, to=address_of(name))],
                [Part(same(plain(number)))],
                [Part(same(plain(len(content))))],
                [Part(same(hashlib.sha256(content).hexdigest()), look="digest")],
            ]
            for path, content, name, about, number in files
            if path.startswith("data/views/") == views
        ]
        yield Table(id, title, NOTHING, _COLUMNS, (Group(NOTHING, rows),), len(rows))
