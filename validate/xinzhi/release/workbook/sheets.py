"""Gathers the sheets of the workbook: the views that people read first, the other views, then the datasets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ...contract.package import Resource, Schema
from ...database import quoted
from ...describe import View
from ...types import of_duckdb
from ...view_rows import RECORD_COLUMNS
from ..context import Release

# The longest name that a sheet may have.
_LONGEST_NAME = 31


@dataclass(frozen=True)
class Column:
    """A column: its title in Chinese and English, its type, what it means, and the dataset whose key it holds."""

    name: str
    title_zh: str
    title_en: str
    type: str
    about: Mapping[str, Any]
    dataset: str | None = None


@dataclass
class Sheet:
    """A table as a sheet. `key` is the primary key of a dataset; `printed` says how many of the columns go on
    paper."""

    table: str
    about_zh: str
    about_en: str
    columns: list[Column]
    rows: list[tuple[Any, ...]]
    printed: int
    is_view: bool = False
    key: Sequence[str] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the sheet in the workbook."""
        return self.table[:_LONGEST_NAME]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {column.name: number for number, column in enumerate(self.columns)}

    def position(self, column: str) -> int | None:
        """Where a column stands, from 0."""
        return self._positions.get(column)

    def fact(self, row: Sequence[Any]) -> tuple[str, str] | None:
        """The dataset and the id of the row of a dataset that a row is, or that a row of a view begins with."""
        if self.key:
            places = [self.position(name) for name in self.key]
            return self.table, "/".join(str(row[place]) for place in places if place is not None)
        keyed = next((place for name in RECORD_COLUMNS if (place := self.position(name)) is not None), None)
        if keyed is None:
            return None
        of = self.position("dataset")
        dataset = self.columns[keyed].dataset if of is None else row[of]
        return None if dataset is None or row[keyed] is None else (str(dataset), str(row[keyed]))


def sheets(release: Release) -> list[Sheet]:
    """The sheets in their order."""
    titles = _titles(release)
    views = {view.name: view for view in release.described_views}
    main = [name for name in release.domain.publication.main_views or () if name in views]
    ordered = [*main, *(name for name in views if name not in main)]
    return [
        *(_view(release, views[name], titles) for name in ordered),
        *(_dataset(release, resource, schema) for resource, schema, _ in release.datasets()),
    ]


def _dataset(release: Release, resource: Resource, schema: Schema) -> Sheet:
    targets = {own[0]: to or resource.name for own, to, _ in schema.foreign_keys if len(own) == 1}
    columns = [
        Column(
            f.name,
            str(f.descriptor.get("title_zh", "")),
            str(f.descriptor.get("title", "")) or f.name,
            f.type,
            f.descriptor,
            targets.get(f.name),
        )
        for f in schema.fields
    ]
    rows = _rows(release, resource.name, schema.names)
    places = {}
    if len(schema.primary_key) == 1:
        key = schema.names.index(schema.primary_key[0])
        places = {str(row[key]): number for number, row in enumerate(rows, start=2)}
    texts = resource.descriptor
    about = str(texts.get("description_zh", "")), str(texts.get("description", ""))
    return Sheet(resource.name, *about, columns, rows, len(columns), key=schema.primary_key, places=places)


def _view(release: Release, view: View, titles: Mapping[str, tuple[str, str]]) -> Sheet:
    described = release.connection.execute(f"DESCRIBE {quoted(view.name)}").fetchall()
    types = {str(row[0]): of_duckdb(str(row[1])).name for row in described}
    printed = [name for name in release.domain.publication.printed.get(view.name, ()) if name in types]
    # Codes stand behind what people read: ids, and what a column in words names too.
    codes = [n for n in types if n in ("dataset", *RECORD_COLUMNS) or f"{n}_zh" in types]
    read = [n for n in types if n not in printed and n not in codes]
    names = [*printed, *read, *(n for n in codes if n not in printed)]
    targets = _targets(release, view.name)
    columns = [
        Column(name, *titled(name, titles), types[name], view.columns.get(name, {}), targets.get(name))
        for name in names
    ]
    rows = _rows(release, view.name, names)
    return Sheet(view.name, view.zh, view.en, columns, rows, len(printed) or len(names), is_view=True)


def titled(name: str, titles: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """The title of a column in both languages, with the language behind it where the column has one."""
    if name in titles:
        return titles[name]
    stem, _, language = name.rpartition("_")
    if language in ("zh", "en") and stem in titles:
        zh, en = titles[stem]
        return (f"{zh}（中文）", f"{en} (Chinese)") if language == "zh" else (f"{zh}（英文）", f"{en} (English)")
    return "", name


def _titles(release: Release) -> dict[str, tuple[str, str]]:
    """What columns of views are called: as the publication says, else as the column of that name of a dataset, else as
    the dataset that they count."""
    named: dict[str, tuple[str, str]] = {}
    for resource, schema, _ in release.datasets():
        named.setdefault(resource.name, _pair(resource.descriptor, resource.name))
        for f in schema.fields:
            named.setdefault(f.name, _pair(f.descriptor, f.name))
    return {**named, **release.domain.publication.column_titles}


def _pair(descriptor: Mapping[str, Any], name: str) -> tuple[str, str]:
    return str(descriptor.get("title_zh", "")), str(descriptor.get("title", "")) or name


def _targets(release: Release, view: str) -> dict[str, str]:
    """The dataset whose primary key a column of a view holds: its own unchanged, or one that points there."""
    held: dict[str, str] = {}
    for resource, schema, _ in release.datasets():
        single = ((own[0], to) for own, to, _ in schema.foreign_keys if len(own) == 1)
        held |= {f"{resource.name}.{own}": to or resource.name for own, to in single}
        if len(schema.primary_key) == 1:
            held[f"{resource.name}.{schema.primary_key[0]}"] = resource.name
    columns = release.view_columns.get(view, [])
    return {column.name: held[column.origin] for column in columns if column.origin in held}


def _rows(release: Release, table: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    listed = ", ".join(map(quoted, columns))
    return list(release.connection.execute(f"SELECT {listed} FROM {quoted(table)}").fetchall())


def evidence_places(citing: Sheet | None) -> dict[tuple[str, str], tuple[int, int]]:
    """For each fact the first row of its citations on their sheet, and how many there are."""
    if citing is None:
        return {}
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for number, key in enumerate(_facts(citing), start=2):
        first, count = found.get(key, (number, 0))
        found[key] = (first, count + 1)
    return found


def _facts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for row in sheet.rows:
        fact = sheet.fact(row)
        assert fact is not None
        yield fact
