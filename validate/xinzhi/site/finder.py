"""A list that readers narrow down by what its rows are about: its choices, and its rows as data for a script.

The pages have the same rows in tables without scripts; the list here has them all at once, so that choices and words
narrow it down, and what is left is taken away whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..language import Language
from .columns import Column, Part, Stack
from .words import NOTHING, Pair

if TYPE_CHECKING:
    from .book import Book


@dataclass(frozen=True)
class Facet:
    """A choice among the values of a column, which holds one or a list of them.

    The values are ids of `to`, or codes whose words are those of the column `of`, or say what they are by themselves.
    `parent` is the column of `to` in which a row names the one around it: a choice then finds what lies in it, too, and
    each row once; `whole` is the value around all, which finds only what is about the whole. `start` is what is chosen
    at first; `newest_first` lists values backwards. Codes are listed by how many rows have them, the rest by value.
    `where` is the condition in the finder's query that finds the same rows, `{value}` standing for the value.
    """

    column: str
    title: Pair
    where: str
    to: str = ""
    of: str = ""
    parent: str = ""
    whole: str = ""
    start: str = ""
    newest_first: bool = False


@dataclass(frozen=True)
class Finder:
    """A list to be narrowed down: `sql` gives its rows in their order, with `id`, and `dataset` where they are of
    several; `query` gives the same rows from the package's own tables and views, for readers of SQL."""

    id: str
    title: Pair
    sql: str
    columns: tuple[Column, ...]
    facets: tuple[Facet, ...]
    query: str
    about: Pair = NOTHING


@dataclass(frozen=True)
class Option:
    """A value that can be chosen: how deep it lies in its tree, and how many rows it finds."""

    value: str
    title: Pair
    depth: int
    rows: int


def script(finder: Finder, book: Book, lang: Language) -> bytes:
    """The list as a classic script that hands it to the page."""
    rows = book.query(finder.sql)
    options = {facet.column: list(_options(facet, rows, book)) for facet in finder.facets}
    numbers = {column: {option.value: n for n, option in enumerate(each)} for column, each in options.items()}
    data = {
        "id": finder.id,
        "title": finder.title[lang],
        "query": finder.query,
        "columns": [
            {
                "title": column.title[lang],
                "look": column.look,
                "line": isinstance(column, Stack) and column.in_line,
                "leaves": [[leaf.name, leaf.title[lang].strip(" ：:")] for leaf in _leaves(column)],
            }
            for column in finder.columns
        ],
        "facets": [
            {
                "id": facet.column,
                "title": facet.title[lang],
                "start": facet.start,
                "where": facet.where,
                "options": [[o.value, o.title[lang], o.depth, o.rows] for o in options[facet.column]],
            }
            for facet in finder.facets
        ],
        "rows": [
            [
                "/".join(str(row[part]) for part in ("dataset", "id") if part in row),
                [[numbers[f.column][value] for value in _around(f, row, book)] for f in finder.facets],
                [
                    [_piece(part, lang) for part in leaf.parts(row, book)]
                    for column in finder.columns
                    for leaf in _leaves(column)
                ],
            ]
            for row in rows
        ],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"openFinder({text.replace('</', '<' + chr(92) + '/')});\n".encode()


def _leaves(column: Column) -> Sequence[Column]:
    return column.columns if isinstance(column, Stack) else (column,)


def _piece(part: Part, lang: Language) -> str | list[str]:
    """A piece of a cell: its text alone, or with where it leads and how it looks."""
    text = part.text[lang]
    return [text, part.to, part.look] if part.look else [text, part.to] if part.to else text


def _values(column: str, row: Mapping[str, Any]) -> list[str]:
    value = row.get(column)
    if isinstance(value, (list, tuple)):
        return [str(each) for each in value]
    return [] if value is None else [str(value)]


def _parent(facet: Facet, value: str, book: Book) -> str:
    parent = book.facts.row(facet.to, value).get(facet.parent, "") if facet.parent else ""
    return "" if parent == facet.whole else parent


def _around(facet: Facet, row: Mapping[str, Any], book: Book) -> list[str]:
    """The values of a row, and those around them, each once."""
    values: dict[str, None] = {}
    for value in _values(facet.column, row):
        while value and value not in values:
            values[value] = None
            value = _parent(facet, value, book)
    return list(values)


def _options(facet: Facet, rows: Sequence[Mapping[str, Any]], book: Book) -> Iterator[Option]:
    counts = Counter(value for row in rows for value in _around(facet, row, book))
    under: dict[str, list[str]] = {}
    in_order = sorted(counts, reverse=facet.newest_first)
    if facet.of:
        in_order.sort(key=lambda value: -counts[value])
    for value in in_order:
        under.setdefault(_parent(facet, value, book), []).append(value)

    def walk(values: Sequence[str], depth: int) -> Iterator[Option]:
        for value in values:
            title = book.name(facet.to, value) if facet.to else book.words_of(facet.of or facet.column, value)
            yield Option(value, title, depth, counts[value])
            yield from walk(under.get(value, ()), depth + 1)

    return walk(under.get("", ()), 0)
