"""Writes a DuckDB database: tables with their constraints, views, the macro cite, and comments in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from ..database import duckdb_type, literal, quoted
from ..view_files import statements, view_files
from .context import File, Release
from .describe import column_sql, described_views, in_key_order, keys_sql

# Read by DuckDB 1.1 and later, and by the build for browsers; small blocks keep a small database small.
_STORAGE = "(STORAGE_VERSION 'v1.0.0', BLOCK_SIZE 16384)"


def write(release: Release) -> list[File]:
    """Write `name-version.duckdb`."""
    name = f"{release.stem}.duckdb"
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")  # blocks are then written in one order
        # Compressed text leaves unwritten memory in the file: never the same twice, and nobody else's to read
        # (https://github.com/duckdb/duckdb/issues/23382).
        connection.execute("SET force_compression = 'uncompressed'")
        connection.execute(f"ATTACH {literal(str(release.out / name))} AS built {_STORAGE}")
        connection.execute("USE built")
        connection.execute("BEGIN")
        for resource, schema in in_key_order(release):
            table = quoted(resource.name)
            columns = [column_sql(f, duckdb_type(f)) for f in schema.fields]
            # DuckDB takes no row that points to itself, as a base unit does: keys within a table stay with the schemas.
            keys = keys_sql(schema, resource.name, within_table=False)
            connection.execute(f"CREATE TABLE {table} ({', '.join([*columns, *keys])})")
            rows = release.connection.sql(f"SELECT * FROM {table}").to_arrow_table()
            connection.register("_rows", rows)
            connection.execute(f"INSERT INTO {table} SELECT * FROM _rows")
            connection.unregister("_rows")
            _comment(connection, "TABLE", table, {**schema.descriptor, **resource.descriptor})
            for f in schema.fields:
                _comment(connection, "COLUMN", f"{table}.{quoted(f.name)}", f.descriptor)
        for path in view_files(release.package.root):
            for sql in statements(path):
                connection.execute(sql)
        for view in described_views(release):
            _comment(connection, "VIEW", quoted(view.name), {"description": view.en, "description_zh": view.zh})
            for column, texts in view.columns.items():
                _comment(connection, "COLUMN", f"{quoted(view.name)}.{quoted(column)}", texts)
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("DETACH built")
    audience = ("用 SQL 查询的人；浏览器中的 SQL 页面", "people who query with SQL; the SQL page in the browser")
    return [File(name, "application/vnd.duckdb", *audience)]


def _comment(connection: duckdb.DuckDBPyConnection, kind: str, name: str, descriptor: Mapping[str, Any]) -> None:
    texts = [str(descriptor[key]) for key in ("description", "description_zh") if descriptor.get(key)]
    if texts:
        connection.execute(f"COMMENT ON {kind} {name} IS {literal(' / '.join(texts))}")
