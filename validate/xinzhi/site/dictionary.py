"""The dictionary: a page for each dataset and view, with what its columns mean, their codes, and where keys lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..contract.package import Field, Schema
from ..view_files import view_files, view_purpose
from .book import Book, labels_of
from .columns import BREAK, Column, Part
from .tables import Group, Table
from .words import NOTHING, Pair, described, same

TITLE = Pair("数据字典", "Data dictionary")
FOLDER = "dictionary"
_COLUMNS = (
    Column("name", Pair("列", "Column"), look="short"),
    Column("type", Pair("类型", "Type")),
    Column("meaning", Pair("含义", "Meaning"), look="wide"),
)


@dataclass(frozen=True)
class Entry:
    """A page of the dictionary."""

    address: str
    title: Pair
    about: Pair
    tables: Sequence[Table]


def address_of(name: str) -> str:
    """The address of a dataset's or view's page."""
    return f"{FOLDER}/{name}.html"


def entries(book: Book) -> Iterator[Entry]:
    """The pages of the dictionary: its list, the datasets, the views."""
    views = {path.stem: view_purpose(path) for path in view_files(book.package.root)}
    explained = {name: columns for name, columns in book.view_columns.items() if columns}
    datasets = [
        [[Part(same(name), to=address_of(name))], [Part(book.title_of(name))], [Part(_about(book, name))]]
        for name in book.schemas
    ]
    listed = [[[Part(same(name), to=address_of(name))], [Part(Pair(*reversed(views[name])))]] for name in explained]
    name, meaning = Column("name", Pair("名称", "Name"), look="short"), Column("about", Pair("一行是什么", "A row"))
    yield Entry(
        address_of("index"),
        TITLE,
        Pair(
            "每个数据集与视图的每一列是什么意思。视图由数据集算得，供查询。",
            "What each column of each dataset and view means. Views are computed from the datasets, for queries.",
        ),
        (
            _table("views", Pair("视图", "Views"), (name, meaning), listed),
            _table(
                "datasets",
                Pair("数据集", "Datasets"),
                (name, Column("title", Pair("标题", "Title")), meaning),
                datasets,
            ),
        ),
    )
    for dataset, schema in book.schemas.items():
        rows = [list(_cells(f, schema, book)) for f in schema.fields]
        table = _table("columns", Pair("列", "Columns"), _COLUMNS, rows)
        yield Entry(address_of(dataset), _titled(book.title_of(dataset), dataset), _about(book, dataset), (table,))
    for view, columns in explained.items():
        rows = [
            [[Part(same(c.name))], _origin(c.origin, book), [Part(Pair(c.zh or c.en, c.en or c.zh))]] for c in columns
        ]
        table = _table("columns", Pair("列", "Columns"), (_COLUMNS[0], _FROM, _COLUMNS[2]), rows)
        yield Entry(address_of(view), _titled(Pair("视图", "View"), view), Pair(*reversed(views[view])), (table,))


_FROM = Column("origin", Pair("来自", "From"))


def _table(id: str, title: Pair, columns: Sequence[Column], rows: list[Any]) -> Table:
    return Table(id, title, NOTHING, columns, (Group(NOTHING, rows),), len(rows))


def _titled(title: Pair, name: str) -> Pair:
    return Pair(f"{title.zh}：{name}", f"{title.en}: {name}")


def _about(book: Book, dataset: str) -> Pair:
    resource: Mapping[str, Any] = book.package.resource(dataset).descriptor
    return described({**book.schemas[dataset].descriptor, **resource}, "description")


def _origin(origin: str, book: Book) -> list[Part]:
    dataset = origin.partition(".")[0]
    return [Part(same(origin), to=address_of(dataset) if dataset in book.schemas else "")] if origin else []


def _cells(field: Field, schema: Schema, book: Book) -> Iterator[list[Part]]:
    yield [Part(same(field.name))]
    kind = [Part(same(field.type))]
    if field.constraints.get("required"):
        kind.append(Part(Pair("，必填", ", required")))
    for own, target, _ in schema.foreign_keys:
        if own == [field.name] and target in book.schemas:
            kind += [Part(same(" → ")), Part(same(target), to=address_of(target))]
    yield kind
    meaning = [Part(described(field.descriptor, "description"))]
    for value, words in labels_of(field):
        meaning += [BREAK, Part(same(value), look="code"), Part(Pair(f"：{words.zh}", f": {words.en}"))]
    yield meaning
