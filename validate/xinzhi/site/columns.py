"""How a column of a table is shown: as text, as a link, as a code in words, as a figure with what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .figures import plain, reading
from .words import NOTHING, Pair, pair_of, same

if TYPE_CHECKING:
    from .book import Book

Row = Mapping[str, Any]

SOURCE = Pair("出处", "Source")


@dataclass(frozen=True)
class Part:
    """A piece of a cell: its text, where it leads, how it looks, and whether it is Chinese whatever the page is."""

    text: Pair
    to: str = ""
    look: str = ""
    printed: bool = False


@dataclass(frozen=True)
class Column:
    """A column, shown as text: that of the column `name`, or of the pair that begins so."""

    name: str
    title: Pair
    look: str = ""

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        """What stands in the cell of a row."""
        if text := pair_of(row, self.name):
            yield Part(text)


@dataclass(frozen=True)
class Printed(Column):
    """A text as the document prints it."""

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        if text := pair_of(row, self.name):
            yield Part(text, printed=True)


@dataclass(frozen=True)
class Count(Column):
    """A number; nothing is shown for 0."""

    look: str = "number"

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        if row.get(self.name):
            yield Part(same(plain(row[self.name])))


@dataclass(frozen=True)
class Coded(Column):
    """A code in words, with the look of its value; `of` is the column whose words it has, `dataset.column`."""

    of: str = ""
    look: str = ""

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        value = row.get(self.name)
        if value is None:
            value = ""
        if text := book.words_of(self.of or self.name, str(value)):
            tone = book.site.tones.get(str(value), "")
            yield Part(text, look=f"tone {tone}" if tone else "")


@dataclass(frozen=True)
class Linked(Column):
    """The name of a row that has a page: `key` holds its id, `to` its dataset or kind; the texts are those of
    `name`, or where the query gives none, the row's own name."""

    to: str = ""
    key: str = ""

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        id = row.get(self.key or self.name)
        if id is None:
            return
        for number, each in enumerate(id if isinstance(id, (list, tuple)) else [id]):
            if number:
                yield Part(Pair("、", ", "))
            own = pair_of(row, self.name) if self.key else NOTHING
            yield Part(own or book.name(self.to, str(each)), to=book.address(self.to, str(each)))


@dataclass(frozen=True)
class Record(Column):
    """What a fact says, leading to its own page; the query gives `dataset` and `id`."""

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        text = pair_of(row, self.name) or same(str(row["id"]))
        yield Part(text, to=book.address(str(row["dataset"]), str(row["id"])))


@dataclass(frozen=True)
class Figure(Column):
    """A figure as printed, and how it reads in the base unit."""

    look: str = "figure"

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        printed = row.get(self.name)
        if printed is None:
            return
        yield Part(same(str(printed)), printed=True)
        basis = row.get("basis")
        words = book.words_of("basis", str(basis)) if basis and basis != "level" else NOTHING
        if row.get("base_value") is not None:
            unit = book.name(book.units, str(row.get("base_unit") or ""))
            yield Part(reading(row, unit, words), look="reading")
        elif words:
            yield Part(words, look="reading")


@dataclass(frozen=True)
class Articles(Column):
    """The articles that a fact rests on, each leading to its page; the query gives `dataset` and `id`."""

    name: str = "id"
    title: Pair = SOURCE
    look: str = "articles"

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        for number, place in enumerate(book.places(str(row["dataset"]), str(row["id"]))[:2]):
            if number:
                yield Part(Pair("；", "; "))
            yield Part(place.short, to=place.to)


@dataclass(frozen=True)
class Article(Column):
    """One article, by its id in the column `name`."""

    look: str = "articles"

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        if row.get(self.name):
            yield Part(book.article_name(str(row[self.name])), to=book.address(book.articles, str(row[self.name])))


@dataclass(frozen=True)
class Bar(Column):
    """Counts side by side as one bar; the columns that hold them stand in the table, too. `pieces` are pairs of a
    column and a look."""

    pieces: tuple[tuple[str, str], ...] = ()
    look: str = "bar"

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        for column, tone in self.pieces:
            if row.get(column):
                yield Part(same(str(row[column])), look=f"piece {tone}")


@dataclass(frozen=True)
class Stack(Column):
    """Several columns in one: the first, and the others below in small print, on a line each or, `in_line`, on one."""

    columns: tuple[Column, ...] = ()
    in_line: bool = False

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        begun = False
        for number, column in enumerate(self.columns):
            parts = list(column.parts(row, book))
            if not parts:
                continue
            if begun:
                yield BREAK if number == 1 or not self.in_line else DOT
            begun = True
            yield from (replace(p, look=p.look or "reading") for p in parts) if number else parts


@dataclass(frozen=True)
class Said(Column):
    """What another column has, behind a word that says what it is."""

    of: Column | None = None

    def parts(self, row: Row, book: Book) -> Iterator[Part]:
        parts = list(self.of.parts(row, book)) if self.of is not None else []
        if parts:
            yield Part(self.title, look="reading")
            yield from parts


BREAK, DOT = Part(NOTHING, look="break"), Part(same(" · "), look="reading")
