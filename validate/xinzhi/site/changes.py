"""What changed since the version before: how many rows of each dataset, and which of those that have a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..versions.changelog import describe, sections
from ..versions.difference import Difference, RowChange, RowKind, TableDifference
from . import addresses
from .book import Book
from .columns import Column, Count, Part, Record
from .dictionary import address_of
from .model import Section
from .tables import Further, Table, table_of
from .words import Pair, same

TITLE = Pair("变更", "Changes")
ADDRESS = "changes.html"
NOT_COMPARED = Pair(
    "生成本站时没有旧版可供比较。",
    "There was no earlier version to compare with when this site was made.",
)
_KINDS = {
    RowKind.added: Pair("新增", "added"),
    RowKind.changed: Pair("更改", "changed"),
    RowKind.renamed: Pair("改了编号", "renamed"),
    RowKind.merged: Pair("并入另一条", "merged"),
    RowKind.removed: Pair("删去", "removed"),
    RowKind.reused: Pair("编号改作他用", "id used for another row"),
}
_NO_SQL = ""  # the rows come from the comparison


def about(difference: Difference | None) -> Pair:
    """Between which versions, or that there was none to compare with."""
    if difference is None:
        return NOT_COMPARED
    old, new = difference.old.version or "?", difference.new.version or "?"
    return Pair(
        f"由 {old} 版到 {new} 版。编号稳定；不再使用的编号可由“编号去向”找到新的。",
        f"From version {old} to {new}. Ids are stable; those given up lead on to what took their place.",
    )


def tables_of(difference: Difference | None, book: Book) -> Iterator[tuple[Table, list[Further]]]:
    """The tables of the page, each with the further pages that it takes."""
    if difference is None:
        return
    found = list(sections(difference))
    counted = [_counts(name, table) for name, table, _ in found if table is not None]
    yield table_of(_OVERVIEW, counted, book, ADDRESS)
    contract = [
        {"dataset": name, "change_zh": zh.replace("`", ""), "change_en": en.replace("`", "")}
        for name, _, changes in found
        for zh, en in map(describe, changes)
    ]
    if contract:
        yield table_of(_CONTRACT, contract, book, ADDRESS)
    for name, table, _ in found:
        if table is not None and (rows := list(_rows(name, table, book))):
            yield table_of(_section(name, book), rows, book, ADDRESS)


def _counts(name: str, table: TableDifference) -> Mapping[str, object]:
    return {"id": name, **{str(k): n for k, n in table.totals.items()}}


def _rows(name: str, table: TableDifference, book: Book) -> Iterator[Mapping[str, object]]:
    """The rows of a dataset whose rows have pages, and of any dataset those whose id is gone."""
    for row in table.rows:
        id = "/".join(row.new_key if row.new_key is not None else row.key)
        gone = row.kind not in (RowKind.added, RowKind.changed)
        if book.address(name, id) or (gone and book.kind(name) is not None):
            words = _KINDS[row.kind]
            cells = _cells(row)
            title = book.name(name, id)
            yield {
                "dataset": name,
                "id": id,
                "name_zh": title.zh,
                "name_en": title.en,
                "what_zh": words.zh,
                "what_en": words.en,
                "cells": cells,
            }


def _cells(row: RowChange) -> str:
    if row.new_key is not None:
        return f"{'/'.join(row.key)} → {'/'.join(row.new_key)}"
    if row.kind is RowKind.changed:
        return "; ".join(f"{c.column}: {c.before or '∅'} → {c.after or '∅'}" for c in row.cells)
    return ""


@dataclass(frozen=True)
class _Dataset(Column):
    """The title of a dataset, leading to its page in the dictionary."""

    def parts(self, row: Mapping[str, object], book: Book) -> Iterator[Part]:
        name = str(row["id"])
        known = name in book.schemas
        yield Part(book.title_of(name) if known else same(name), to=address_of(name) if known else "")


_OVERVIEW = Section(
    "overview",
    Pair("各数据集", "By dataset"),
    _NO_SQL,
    (
        _Dataset("id", Pair("数据集", "Dataset"), look="wide"),
        *(Count(str(kind), words) for kind, words in _KINDS.items()),
    ),
    about=Pair("行数；复核记录除外，它随其他行而变。", "Rows; the ledger of reviews aside, which follows the others."),
    first=80,
)
_CONTRACT = Section(
    "contract",
    Pair("结构", "Structure"),
    _NO_SQL,
    (Column("change", Pair("变更", "Change"), look="wide"),),
    first=20,
    most=100,
)


def _section(name: str, book: Book) -> Section:
    return Section(
        addresses.file_name(f"rows-{name}"),
        book.title_of(name),
        _NO_SQL,
        (
            Record("name", Pair("记录", "Record"), look="wide"),
            Column("what", Pair("如何", "What happened"), look="short"),
            Column("cells", Pair("单元格", "Cells"), look="wide"),
        ),
        first=10,
        most=150,
    )
