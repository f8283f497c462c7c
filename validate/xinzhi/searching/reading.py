"""Reads what there is to find in a package out of its tables and views."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, cast

import duckdb

from ..contract.package import Package, PackageError
from ..database import connect, quoted
from ..domain import Domain
from ..domains import domain_of
from ..evidence.links import alias_tables
from .index import Index
from .model import Entry, EntryKind, Listing, Searched

# How DuckDB says which table is not there.
_MISSING = re.compile(r"Table with name (\w+) does not exist")
_NUMBER_AND_UNIT = re.compile(r"([0-9])([A-Za-z])")
_Names = Mapping[tuple[str, str], list[str]]


def open_index(package: Package) -> Index:
    """The index of a package. Raises PackageError where nobody has said what there is to find in it, or it is not
    there."""
    domain = domain_of(package)
    if domain is None or domain.search is None:
        raise PackageError(
            f"不知道数据包“{package.name}”里可检索什么；可用 xinzhi query 查询",
            f"nothing is known of what there is to find in {package.name!r}; xinzhi query can ask it",
        )
    with connect(package) as connection:
        return read_index(package, domain, connection)


def read_index(package: Package, domain: Domain, connection: duckdb.DuckDBPyConnection) -> Index:
    """The index, from a connection to the package, on which nothing is left behind; without entries where the domain
    says of none. Raises PackageError where the package lacks a table or view that the domain asks."""
    searched = Searched(()) if domain.search is None else cast(Searched, import_module(domain.search).SEARCHED)
    try:
        with connection.cursor() as cursor:  # whose temporary tables are its own
            for statement in searched.prepare:
                cursor.execute(statement)
            names = _names(package, domain, cursor)
            listed = enumerate(searched.listings)
            rows = [(kind, listing, row) for kind, listing in listed for row in _rows(listing, cursor)]
    except duckdb.Error as error:
        missing = _MISSING.search(str(error))
        lacked = missing[1] if missing else str(error)
        raise PackageError(
            f"“{package.name}”缺少检索所需的表或视图：{lacked}",
            f"{package.name!r} lacks a table or view that search asks: {lacked}",
        ) from error
    positions = {(listing.dataset, row["id"]): position for position, (_, listing, row) in enumerate(rows)}
    entries = [_entry(kind, listing, row, names, positions) for kind, listing, row in rows]
    kinds = [EntryKind(each.dataset, each.title_zh, each.title_en, each.fact) for each in searched.listings]
    return Index(kinds, entries, searched.synonyms)


def _entry(
    kind: int, listing: Listing, row: Mapping[str, Any], names: _Names, positions: Mapping[tuple[str, str], int]
) -> Entry:
    id = row["id"]
    zh, en = (str(row[f"name_{lang}"] or "") for lang in ("zh", "en"))
    zh, en = zh or en, en or zh
    found_by = [*names.get((listing.dataset, id), ()), *_printed(listing, row)]
    further = tuple(n for n in dict.fromkeys(found_by) if n and n not in (zh, en))
    within = None
    if listing.within is not None and row[listing.within[1]] is not None:
        within = positions.get((listing.within[0], str(row[listing.within[1]])))
    itself = within == positions[listing.dataset, id]
    return Entry(kind, id, zh, en, further, None if itself else within, int((listing.year and row[listing.year]) or 0))


def _printed(listing: Listing, row: Mapping[str, Any]) -> Iterator[str]:
    """A figure as it is printed, and with its number apart from the unit, which a reader may look for alone."""
    if listing.printed is not None and row[listing.printed] is not None:
        printed = str(row[listing.printed])
        yield printed
        yield _NUMBER_AND_UNIT.sub(r"\1 \2", printed)


def _rows(listing: Listing, connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows of a listing by id, so that what nothing else orders has the same order everywhere. Only the columns
    that search needs are asked for: what the others count costs time."""
    columns = [
        "name_zh",
        "name_en",
        *filter(None, [listing.within and listing.within[1], listing.year, listing.printed]),
    ]
    sql = f"SELECT CAST(id AS VARCHAR), {', '.join(map(quoted, columns))} FROM ({listing.sql}) ORDER BY 1"
    return [dict(zip(["id", *columns], row, strict=True)) for row in connection.execute(sql).fetchall()]


def _names(package: Package, domain: Domain, connection: duckdb.DuckDBPyConnection) -> _Names:
    """The names by which documents print entities, by dataset and id."""
    schemas = domain.schemas(package)
    queries = [
        (dataset, schema.primary_key[0], column)
        for dataset, schema in schemas.items()
        for column in domain.datasets[dataset].names
        if schema.primary_key
    ]
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for dataset, key, column in queries:
        for id, name in _pairs(dataset, key, column, connection):
            names[dataset, id].append(name)
    for aliases in alias_tables(schemas, domain.datasets):
        for id, name in _pairs(aliases.dataset, aliases.entity_column, aliases.column, connection):
            names[aliases.entity, id].append(name)
    return names


def _pairs(dataset: str, key: str, column: str, connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    key, column = (f"CAST({quoted(name)} AS VARCHAR)" for name in (key, column))
    sql = f"SELECT {key}, {column} FROM {quoted(dataset)} WHERE {column} IS NOT NULL ORDER BY ALL"
    return cast("list[tuple[str, str]]", connection.execute(sql).fetchall())
