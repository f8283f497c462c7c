"""What differs between the views of two versions: which there are, and which columns they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..contract.package import Package
from ..database import duckdb_type, quoted
from ..view_files import DEFINES
from .difference import Change, Kind

if TYPE_CHECKING:
    import duckdb


def view_changes(old: Package, new: Package) -> Iterator[Change]:
    """Views added, removed and rewritten; of those that both versions have, columns added, removed and retyped."""
    before, after = _texts(old), _texts(new)
    if not before and not after:
        return
    for name in before:
        if name not in after:
            yield Change(Kind.view_removed, f"views/{name}")
    for name in after:
        if name not in before:
            yield Change(Kind.view_added, f"views/{name}")
    for name in after:
        if name in before and before[name] != after[name]:
            yield Change(Kind.view_changed, f"views/{name}", property="sql")
    if before == after and _columns_of_tables(old) == _columns_of_tables(new):
        return
    old_columns, new_columns = _columns(old, before), _columns(new, after)
    for name in new_columns:
        if name in old_columns:
            yield from _column_changes(f"views/{name}", old_columns[name], new_columns[name])


def _texts(package: Package) -> dict[str, str]:
    files = sorted((package.root / "views").glob("*.sql"))
    return {
        f.stem: f.read_text(encoding="utf-8", errors="replace") for f in files if f.stem != "tables" and f.is_file()
    }


def _columns_of_tables(package: Package) -> dict[str, dict[str, str]]:
    return {
        r.name: {f.name: duckdb_type(f) for f in r.schema.fields}
        for r in package.resources
        if r.schema is not None and r.schema.fields
    }


def _columns(package: Package, texts: dict[str, str]) -> dict[str, dict[str, str]]:
    """The columns of each view with their types; a view that does not fit its tables is left to validation."""
    import duckdb

    with duckdb.connect(config={"enable_external_access": "false", "lock_configuration": "true"}) as connection:
        for name, columns in _columns_of_tables(package).items():
            typed = ", ".join(f"{quoted(c)} {t}" for c, t in columns.items())
            _try(connection, f"CREATE TABLE {quoted(name)} ({typed})")
        left = dict(texts)
        while made := [
            name for name in left if all(DEFINES.match(s) and _try(connection, s) for s in _statements(left[name]))
        ]:
            for name in made:  # views that build on these can be made next
                del left[name]
        rows = connection.execute(
            "SELECT c.table_name, c.column_name, c.data_type FROM duckdb_columns() AS c JOIN duckdb_views() AS v "
            "ON v.view_name = c.table_name AND NOT v.internal ORDER BY c.column_index"
        ).fetchall()
    by_view: dict[str, dict[str, str]] = {}
    for view, column, kind in rows:
        by_view.setdefault(view, {})[column] = kind
    return by_view


def _statements(text: str) -> list[str]:
    import duckdb

    try:
        return [s.query for s in duckdb.extract_statements(text)]
    except duckdb.Error:
        return [text]


def _try(connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    import duckdb

    try:
        connection.execute(sql)
    except duckdb.Error:
        return False
    return True


def _column_changes(view: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    for column, kind in old.items():
        if column not in new:
            yield Change(Kind.column_removed, view, column)
        elif new[column] != kind:
            yield Change(Kind.column_retyped, view, column, "type", kind, new[column])
    for column in new:
        if column not in old:
            yield Change(Kind.column_added, view, column)
