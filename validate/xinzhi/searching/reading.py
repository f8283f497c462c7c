"""Reads what there is to find in a package out of its tables and views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from ..contract.package import Package, PackageError
from ..database import connect, quoted
from ..domain import Domain
from ..domains import domain_of
from ..evidence.links import alias_tables
from .index import Index
from .model import Entry, EntryKind, Listing, Searched

if TYPE_CHECKING:
    import duckdb

_Names = Mapping[tuple[str, str], list[str]]


def open_index(package: Package) -> Index:
    """The index of a package. Raises PackageError where nobody has said what there is to find in it."""
    domain = domain_of(package)
    if domain is None or domain.search is None:
        raise PackageError(
            f"不知道数据包“{package.name}”里可检索什么；可用 xinzhi query 查询",
            f"nothing is known of what there is to find in {package.name!r}; xinzhi query can ask it",
        )
    with connect(package) as connection:
        searched = searched_of(domain)
        for statement in searched.prepare:
            connection.execute(statement)
        return read_index(package, domain, searched, connection)


def searched_of(domain: Domain) -> Searched:
    """What a domain says there is to find; nothing where it says none."""
    return cast(Searched, import_module(domain.search).SEARCHED) if domain.search is not None else Searched(())


def read_index(package: Package, domain: Domain, searched: Searched, connection: duckdb.DuckDBPyConnection) -> Index:
    """The index, from a connection to the package on which the statements of `prepare` have run."""
    names = _names(package, domain, connection)
    positions: dict[tuple[str, str], int] = {}
    rows = [
        (kind, listing, row) for kind, listing in enumerate(searched.listings) for row in _rows(listing, connection)
    ]
    for position, (_, listing, row) in enumerate(rows):
        positions[listing.dataset, row["id"]] = position
    entries = [_entry(kind, listing, row, names, positions) for kind, listing, row in rows]
    kinds = [EntryKind(each.dataset, each.title_zh, each.title_en, each.fact) for each in searched.listings]
    return Index(kinds, entries, searched.synonyms)


def _entry(
    kind: int, listing: Listing, row: Mapping[str, Any], names: _Names, positions: Mapping[tuple[str, str], int]
) -> Entry:
    id = row["id"]
    zh, en = (str(row[f"name_{lang}"] or "") for lang in ("zh", "en"))
    zh, en = zh or en, en or zh
    further = tuple(n for n in dict.fromkeys(names.get((listing.dataset, id), ())) if n and n not in (zh, en))
    within = None
    if listing.within is not None and row[listing.within[1]] is not None:
        within = positions.get((listing.within[0], str(row[listing.within[1]])))
    itself = within == positions[listing.dataset, id]
    return Entry(kind, id, zh, en, further, None if itself else within, int(row.get("year") or 0))


def _rows(listing: Listing, connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows of a listing by id, so that what nothing else orders has the same order everywhere."""
    found = connection.execute(f"SELECT * REPLACE (CAST(id AS VARCHAR) AS id) FROM ({listing.sql}) ORDER BY id")
    columns = [column[0] for column in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


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
