"""How sound the facts are: by kind, how many are proved, have nothing inferred, and were read a second time."""

from __future__ import annotations

from collections.abc import Iterator

from ..contract.table import RecordKey
from .book import Book
from .columns import Column, Part
from .figures import plain
from .tables import Group, Table
from .words import NOTHING, Pair, same

TITLE = Pair("质量", "Quality")
ABOUT = Pair(
    "每类记录中，有多少条有证据、没有一格是推定、现状已读过第二遍，其中有多少条记下了谁读、怎样读（如只是略读、只看措辞）；开始记名以前的复核没有这一项。沉默没有字符可指，因此“未再提及”的结果不会有证据。",
    "Of each kind of records, how many have evidence, have no cell that is inferred, and were read a second time in the"
    " state in which they are; and of how many of these it is on record who read them and how, such as skimmed or for"
    " the wording alone: readings from before names were kept lack it. Silence has no characters to point to: an"
    " outcome “not reported” has no evidence.",
)
_COLUMNS = (
    Column("kind", Pair("类别", "Kind"), look="wide"),
    Column("count", Pair("记录", "Records"), look="number"),
    Column("proved", Pair("有证据", "With evidence"), look="number"),
    Column("printed", Pair("无推定", "Nothing inferred"), look="number"),
    Column("read", Pair("读过第二遍", "Second reading"), look="number"),
    Column("named", Pair("其中记有读者", "Of these, reader on record"), look="number"),
)


def table_of(book: Book) -> Table:
    """The table of the page."""
    rows = list(_rows(book))
    return Table("kinds", Pair("各类记录", "Records by kind"), NOTHING, _COLUMNS, (Group(NOTHING, rows),), len(rows))


def _rows(book: Book) -> Iterator[list[list[Part]]]:
    for kind in book.site.kinds:
        if not kind.cited or kind.dataset is None or not book.pages[kind.id]:
            continue
        keys = [RecordKey(kind.dataset, id) for id in book.pages[kind.id]]
        readings = [r for key in keys if (r := book.proofs.reading_of(key)) is not None and not r.waits]
        counts = (
            len(keys),
            sum(bool(book.proofs.of(key)) for key in keys),
            sum(key not in book.inferences for key in keys),
            len(readings),
            sum(bool(reading.by) for reading in readings),
        )
        yield [[Part(book.title_of(kind.dataset))], *([Part(same(plain(number)))] for number in counts)]
