"""Gathers what stands on the pages of a kind: the cells of the row, its tables, what refers to it, proof, citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..citation import cite_fact
from ..citation.citation import Citation
from ..contract.table import RecordKey
from . import addresses, behind
from .book import Book
from .columns import Part
from .model import Kind, Section
from .places import Place, Reading
from .tables import Further, Table, cells_of, table_of
from .words import NOTHING, Pair, described, pair_of, same

# Places that a page lists; of an entity that many articles name, the others stand with the facts that name it.
_MOST_PLACES = 12
_MOST_REFERRING = 24


@dataclass(frozen=True)
class Cell:
    """A cell of the page's row: what its column is called and means, and on what it was inferred, if it was."""

    title: Pair
    parts: Sequence[Part]
    inferred: Pair = NOTHING


@dataclass(frozen=True)
class Related:
    """Rows of one sort that refer to the page's."""

    title: Pair
    parts: Sequence[Part]
    total: int


@dataclass(frozen=True)
class Page:
    """A page about a row."""

    address: str
    kind: Kind
    id: str
    name: Pair
    steps: Sequence[tuple[Pair, str]]
    about: Pair = NOTHING
    cells: Sequence[Cell] = ()
    tables: Sequence[Table] = ()
    further: Sequence[Further] = ()
    related: Sequence[Related] = ()
    places: Sequence[Place] = ()
    more_places: int = 0
    reading: Reading | None = None
    inferred: Sequence[tuple[Pair, str, Pair]] = ()
    citation: Citation | None = None


@dataclass
class Index:
    """A page of the index of a kind: groups of rows under headings."""

    address: str
    kind: Kind
    rows: Sequence[Mapping[str, Any]]
    number: int
    addresses: Sequence[str]
    groups: list[tuple[Pair, list[list[list[Part]]]]] = field(default_factory=list)


def pages_of(kind: Kind, book: Book) -> Iterator[Page]:
    """The pages of a kind."""
    parted = [(section, book.by_page(section)) for section in kind.sections]
    for row in book.page_rows[kind.id]:
        yield _page(kind, row, parted, book)


def _page(
    kind: Kind, row: Mapping[str, Any], parted: Sequence[tuple[Section, Mapping[str, list[Any]]]], book: Book
) -> Page:
    id = str(row["id"])
    address = addresses.page(kind.id, id)
    tables, further = [], []
    for section, by_page in parted:
        rows = by_page.get(id, [])
        if rows or section.none:
            table, pages = table_of(section, rows, book, address, behind.address_of(kind, section, id))
            tables.append(table)
            further += pages
    steps = list(_steps(kind, row, book))
    name, about = book.pages[kind.id][id], pair_of(row, "about")
    if kind.dataset is None:
        return Page(address, kind, id, name, steps, about, tables=tables, further=further)
    key = RecordKey(kind.dataset, id)
    places = book.proofs.of(key)
    return Page(
        address,
        kind,
        id,
        name,
        steps,
        about,
        list(_cells(kind, key, book)) if kind.lead else (),
        tables,
        further,
        list(_related(key, book)) if kind.cited else (),
        places[:_MOST_PLACES],
        max(len(places) - _MOST_PLACES, 0),
        book.proofs.reading_of(key) if places or kind.cited else None,
        [
            (_without_language(book.field_title(kind.dataset, column)), book.facts.row(*key).get(column, ""), basis)
            for column, basis in book.inferences.get(key, ())
        ],
        cite_fact(book.package, book.facts, *key) if kind.cited else None,
    )


def _steps(kind: Kind, row: Mapping[str, Any], book: Book) -> Iterator[tuple[Pair, str]]:
    """The pages in which a page lies: the index of its kind, or else the page of the row that it belongs to."""
    if kind.columns:
        yield kind.title, addresses.index(kind.id)
    elif kind.within is not None and row.get(kind.within[1]) is not None:
        dataset, id = kind.within[0], str(row[kind.within[1]])
        if address := book.address(dataset, id):
            yield book.name(dataset, id), address


def _cells(kind: Kind, key: RecordKey, book: Book) -> Iterator[Cell]:
    """The filled cells of a row, pairs of languages as one, references as links."""
    row, references = book.facts.row(*key), book.facts.references(key.dataset)
    bases = dict(book.inferences.get(key, ()))
    done = set(kind.hidden)
    for f in book.schemas[key.dataset].fields:
        if f.name in done or not row.get(f.name):
            continue
        title = described(f.descriptor, "title") or same(f.name)
        stem = f.name.removesuffix("_zh").removesuffix("_en")
        if stem != f.name and {f"{stem}_zh", f"{stem}_en"} <= row.keys():
            done |= {f"{stem}_zh", f"{stem}_en"}
            text = pair_of(row, stem)
            title = _without_language(title)
            yield Cell(title, [Part(text)], bases.get(f.name, NOTHING))
            continue
        yield Cell(title, [_part(f.name, row[f.name], references, key.dataset, book)], bases.get(f.name, NOTHING))


def _part(column: str, value: str, references: Mapping[str, str], dataset: str, book: Book) -> Part:
    if column in references:
        return Part(book.name(references[column], value), to=book.address(references[column], value))
    if addresses.of_web(value):
        return Part(same(value), to=value, look="out")
    tone = book.site.tones.get(value, "")
    return Part(book.words_of(f"{dataset}.{column}", value), look=f"tone {tone}" if tone else "")


def _without_language(title: Pair) -> Pair:
    """The title of a column without the language that its text is in."""
    zh = title.zh.removeprefix("中文").removeprefix("英文")
    return Pair(zh, title.en.removesuffix(" (Chinese)").removesuffix(" (English)"))


def _related(key: RecordKey, book: Book) -> Iterator[Related]:
    grouped: dict[str, dict[RecordKey, None]] = {}
    for relation, other in book.referring(key):
        linking = relation if relation in book.schemas else other.dataset
        grouped.setdefault(linking, {})[other] = None
    for dataset, others in grouped.items():
        parts = [Part(book.name(*other), to=book.address(*other)) for other in others]
        yield Related(book.title_of(dataset), parts[:_MOST_REFERRING], len(parts))


def indexes_of(kind: Kind, book: Book) -> list[Index]:
    """The pages of the index of a kind."""
    rows = book.page_rows[kind.id]
    parts = [rows[at : at + kind.most] for at in range(0, len(rows), kind.most)] or [[]]
    there = [addresses.index(kind.id, number) for number in range(1, len(parts) + 1)]
    indexes = []
    for number, part in enumerate(parts, start=1):
        index = Index(there[number - 1], kind, part, number, there)
        for row in part:
            heading = _heading(kind, row, book)
            if not index.groups or index.groups[-1][0] != heading:
                index.groups.append((heading, []))
            index.groups[-1][1].extend(cells_of(kind.columns, [row], book))
        indexes.append(index)
    return indexes


def _heading(kind: Kind, row: Mapping[str, Any], book: Book) -> Pair:
    if kind.split is None:
        return NOTHING
    pair = pair_of(row, kind.split)
    return book.words_of(kind.split, pair.en) if pair.zh == pair.en else pair
