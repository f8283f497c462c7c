"""The index of search as tables of the SQLite database, and back: whoever serves the file finds the same."""

from __future__ import annotations

import json
import sqlite3

from ..contract.package import PackageError
from ..searching.index import Index
from ..searching.model import Entry, EntryKind
from ..searching.reading import read_index
from .context import Release

KINDS, ENTRIES, SYNONYMS = TABLES = ("search_kinds", "search_entries", "search_synonyms")


def write(release: Release, connection: sqlite3.Connection) -> None:
    """Write the tables; none where nobody has said what there is to find, or the package has no views of it."""
    if release.domain.search is None:
        return
    try:
        index = read_index(release.package, release.domain, release.connection)
    except PackageError:
        return
    for statement in (
        f"CREATE TABLE {KINDS} (kind INTEGER PRIMARY KEY, dataset TEXT, title_zh TEXT, title_en TEXT, fact INTEGER)",
        f"CREATE TABLE {ENTRIES} (entry INTEGER PRIMARY KEY, kind INTEGER REFERENCES {KINDS}, id TEXT, name_zh TEXT,"
        f" name_en TEXT, names TEXT, within INTEGER REFERENCES {ENTRIES}, year INTEGER)",
        f"CREATE TABLE {SYNONYMS} (meaning INTEGER, word TEXT)",
    ):
        connection.execute(statement)
    connection.executemany(
        f"INSERT INTO {KINDS} VALUES (?, ?, ?, ?, ?)", [(n, *kind) for n, kind in enumerate(index.kinds)]
    )
    connection.executemany(
        f"INSERT INTO {ENTRIES} VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (n, e.kind, e.id, e.name_zh, e.name_en, json.dumps(e.names, ensure_ascii=False), e.within, e.year)
            for n, e in enumerate(index.entries)
        ],
    )
    connection.executemany(
        f"INSERT INTO {SYNONYMS} VALUES (?, ?)",
        [(n, word) for n, group in enumerate(index.synonyms.groups) for word in group],
    )


def read(connection: sqlite3.Connection) -> Index | None:
    """The index that a database holds; None where it holds none, or something else by these names."""
    try:
        kinds = [
            EntryKind(str(dataset), str(zh), str(en), bool(fact))
            for dataset, zh, en, fact in connection.execute(
                f"SELECT dataset, title_zh, title_en, fact FROM {KINDS} ORDER BY kind"
            )
        ]
        entries = [
            Entry(int(kind), str(id), str(zh), str(en), tuple(map(str, json.loads(names))), within, int(year))
            for kind, id, zh, en, names, within, year in connection.execute(
                f"SELECT kind, id, name_zh, name_en, names, within, year FROM {ENTRIES} ORDER BY entry"
            )
        ]
        groups: dict[int, list[str]] = {}
        for meaning, word in connection.execute(f"SELECT meaning, word FROM {SYNONYMS} ORDER BY rowid"):
            groups.setdefault(meaning, []).append(str(word))
    except (sqlite3.Error, ValueError, TypeError):
        return None
    kinds_known, entries_known = range(len(kinds)), {None, *range(len(entries))}
    if any(entry.kind not in kinds_known or entry.within not in entries_known for entry in entries):
        return None
    return Index(kinds, entries, list(groups.values()))
