"""Parts the rows of a section into the tables that are shown: the first rows on the page, all on further ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from . import addresses
from .book import Book
from .columns import Column, Part
from .model import Section
from .plot import Plot, plots_of
from .words import NOTHING, Pair, pair_of

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """Rows under a heading, each as its cells."""

    heading: Pair
    rows: Sequence[Sequence[Sequence[Part]]]


@dataclass(frozen=True)
class Table:
    """A table as it is shown. `total` are all rows of its section, `among` those of them that are counted apart, `all`
    the page where they stand if not here, and `behind` the address of the SQL page with the query behind them."""

    id: str
    title: Pair
    about: Pair
    columns: Sequence[Column]
    groups: Sequence[Group]
    total: int
    all: str = ""
    none: Pair = NOTHING
    plots: Sequence[Plot] = ()
    among: int | None = None
    behind: str = ""


@dataclass(frozen=True)
class Further:
    """A page with rows of a table that did not fit; `number` of `of`, with the addresses of all."""

    address: str
    table: Table
    number: int
    addresses: Sequence[str]


def table_of(
    section: Section, rows: Sequence[Row], book: Book, address: str, behind: str = ""
) -> tuple[Table, list[Further]]:
    """The table of a section on a page, and the further pages that its rows take."""
    if len(rows) <= section.first + section.first // 2:  # a page for a few rows more is none that anybody wants
        return _table(section, rows, rows, book, behind), []
    pages = [rows[at : at + section.most] for at in range(0, len(rows), section.most)]
    there = [addresses.further(address, section.id, number) for number in range(1, len(pages) + 1)]
    further = [
        Further(there[number], _table(section, part, rows, book, behind, plot=False), number + 1, there)
        for number, part in enumerate(pages)
    ]
    return _table(section, rows[: section.first], rows, book, behind, all_rows=there[0]), further


def _table(
    section: Section,
    rows: Sequence[Row],
    every: Sequence[Row],
    book: Book,
    behind: str,
    all_rows: str = "",
    plot: bool = True,
) -> Table:
    return Table(
        section.id,
        section.title,
        section.about,
        section.columns,
        tuple(_groups(section, rows, book)),
        len(every),
        all_rows,
        section.none,
        plots_of(every, book) if section.plot and plot else (),
        book.site.among.count(every) if book.site.among is not None else None,
        behind,
    )


def _groups(section: Section, rows: Sequence[Row], book: Book) -> Iterator[Group]:
    split = section.split
    if split is None:
        yield Group(NOTHING, cells_of(section.columns, rows, book))
        return
    for heading, part in groupby(rows, key=lambda row: pair_of(row, split)):
        words = book.words_of(split, heading.en) if heading.zh == heading.en else heading
        yield Group(words or section.rest, cells_of(section.columns, list(part), book))


def cells_of(columns: Sequence[Column], rows: Sequence[Row], book: Book) -> list[list[list[Part]]]:
    """The cells of rows."""
    return [[list(column.parts(row, book)) for column in columns] for row in rows]
