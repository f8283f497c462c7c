"""The tables of the valid package, loaded once a process: a package with one defect differs from it in a table or two.

Loading a package's tables, and planning all assertions across them, takes DuckDB most of the time of a validation of
the small package. `one_defect` lets validation find the tables that are as they were in the valid package where they
are loaded already, and leaves out the assertions that read no others: of these they say what they said there, nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from tempfile import mkdtemp
from unittest.mock import patch

import duckdb
from xinzhi import database
from xinzhi import relations as assertions
from xinzhi.chip_record import DOMAIN
from xinzhi.contract.package import Schema, open_package
from xinzhi.contract.table import Table
from xinzhi.database import quoted
from xinzhi.domain import LayerContext
from xinzhi.relations import Relation, helpers, relations

Tables = Mapping[str, tuple[Schema, Table]]

_load = database.load_for_validation
# Tables that are made of every table.
_OF_ALL = {"records", "facts", "fields"}


class LoadedOnce:
    """The valid package, in memory."""

    def __init__(self, folder: Path) -> None:
        self.tables: Tables = LayerContext(open_package(folder), DOMAIN).whole
        self._connection = _load(self.tables)

    def changed(self, tables: Tables) -> set[str]:
        """The names of the tables that are not as they were, or are there no more."""
        return {name for name in self.tables.keys() | tables.keys() if not self._is_unchanged(name, tables)}

    def _is_unchanged(self, name: str, tables: Tables) -> bool:
        if name not in self.tables or name not in tables:
            return False
        (schema, table), (old_schema, old_table) = tables[name], self.tables[name]
        return schema.descriptor == old_schema.descriptor and table.text == old_table.text

    def load(self, tables: Tables) -> duckdb.DuckDBPyConnection:
        """A connection to these tables, as `load_for_validation` gives it; to close it undoes all that it has done."""
        changed = self.changed(tables)
        if any(name in tables and name in self.tables and not self._has_same_schema(name, tables) for name in changed):
            return _load(tables)  # assertions may fail, which ends a transaction
        connection = self._connection.cursor()
        connection.execute("BEGIN")
        for name in changed:
            connection.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
            if name in tables:
                database.load_table(connection, name, *tables[name])
        return connection

    def _has_same_schema(self, name: str, tables: Tables) -> bool:
        return tables[name][0].descriptor == self.tables[name][0].descriptor

    def reading(self, changed: set[str]) -> list[Relation]:
        """The assertions that read one of these tables."""
        return [relation for relation, read in self._read() if read & (changed | _OF_ALL)]

    @cache  # noqa: B019
    def _read(self) -> list[tuple[Relation, set[str]]]:
        names_in = self._connection.get_table_names
        built_on = {name: names_in(query.sql) for name, query in helpers(DOMAIN.relations).items()}
        found = []
        for relation in relations(DOMAIN.relations):
            read = names_in(relation.query.sql)
            found.append((relation, read.union(*(built_on.get(name, set()) for name in read))))
        return found


@lru_cache(maxsize=1)
def loaded_once() -> LoadedOnce:
    """The valid package's tables, of this process."""
    from packages import build

    folder = Path(mkdtemp())
    try:
        return LoadedOnce(build(folder / "package"))
    finally:
        shutil.rmtree(folder)


@contextmanager
def one_defect(folder: Path) -> Iterator[None]:
    """Within, a validation of the package in a folder loads and asserts no more than what is other than in the valid
    one asks for."""
    once = loaded_once()
    reading = once.reading(once.changed(LayerContext(open_package(folder), DOMAIN).whole))
    with (
        patch.object(database, "load_for_validation", once.load),
        patch.object(assertions, "relations", lambda _: reading),
    ):
        yield
