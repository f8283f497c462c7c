"""Writes a package as a DuckDB file: tables with their constraints, views, macros, and comments in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from .contract.package import Package, PackageError
from .database import duckdb_type, literal, quoted
from .describe import View, column_sql, in_key_order, keys_sql
from .view_files import statements, view_files

# Read by DuckDB 1.1 and later, and by the build for browsers; small blocks keep a small database small.
_STORAGE = "(STORAGE_VERSION 'v1.0.0', BLOCK_SIZE 16384)"


def write_database(path: Path, package: Package, rows: duckdb.DuckDBPyConnection, views: Iterable[View]) -> None:
    """Write the database `path` with the rows that `rows` has of the package. The same data gives the same bytes.

    Raises PackageError where rows break their schema."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")  # blocks are then written in one order
        # Compressed text leaves unwritten memory in the file: never the same twice, and nobody else's to read
        # (https://github.com/duckdb/duckdb/issues/23382).
        connection.execute("SET force_compression = 'uncompressed'")
        connection.execute(f"ATTACH {literal(str(path))} AS built {_STORAGE}")
        connection.execute("USE built")
        connection.execute("BEGIN")
        for resource, schema in in_key_order(package):
            table = quoted(resource.name)
            columns = [column_sql(f, duckdb_type(f)) for f in schema.fields]
            # DuckDB takes no row that points to itself, as a base unit does: keys within a table stay with the schemas.
            keys = keys_sql(schema, resource.name, within_table=False)
            connection.execute(f"CREATE TABLE {table} ({', '.join([*columns, *keys])})")
            connection.register("_rows", rows.sql(f"SELECT * FROM {table}").to_arrow_table())
            try:
                connection.execute(f"INSERT INTO {table} SELECT * FROM _rows")
            except duckdb.ConstraintException as error:
                first = str(error).partition("\n")[0]
                raise PackageError(
                    f"{resource.name} 有不合其结构的行，未写入数据库：请先运行 xinzhi validate 并改正"
                    f"（DuckDB 的原话：{first}）",
                    f"{resource.name} has rows that break its schema, and no database was written: run xinzhi validate"
                    f" and put them right first (DuckDB says: {first})",
                ) from error
            connection.unregister("_rows")
            _comment(connection, "TABLE", table, {**schema.descriptor, **resource.descriptor})
            for f in schema.fields:
                _comment(connection, "COLUMN", f"{table}.{quoted(f.name)}", f.descriptor)
        for file in view_files(package.root):
            for sql in statements(file):
                connection.execute(sql)
        for view in views:
            _comment(connection, "VIEW", quoted(view.name), {"description": view.en, "description_zh": view.zh})
            for column, texts in view.columns.items():
                _comment(connection, "COLUMN", f"{quoted(view.name)}.{quoted(column)}", texts)
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("DETACH built")


def _comment(connection: duckdb.DuckDBPyConnection, kind: str, name: str, descriptor: Mapping[str, Any]) -> None:
    texts = [str(descriptor[key]) for key in ("description", "description_zh") if descriptor.get(key)]
    if texts:
        connection.execute(f"COMMENT ON {kind} {name} IS {literal(' / '.join(texts))}")
