"""The package's tables in DuckDB: typed for consumers, and with row numbers and file lines for validation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from .contract.package import Field, Package, PackageError, Schema
from .contract.table import Table
from .types import field_type


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"


def is_utf8(text: str) -> bool:
    """Whether a text that came from outside can be written as UTF-8: a stray surrogate stands for a byte that was
    none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def duckdb_type(f: Field) -> str:
    """The DuckDB type of a field; what Table Schema type has no like is text."""
    return field_type(f.type).duckdb


def read_csv_sql(schema: Schema, path: str) -> str:
    """A `read_csv(…)` with every column's name and type spelled out, so that nothing is guessed."""
    columns = ", ".join(f"{literal(f.name)}: {literal(duckdb_type(f))}" for f in schema.fields)
    return (
        f"read_csv({literal(path)}, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
        f" new_line = '\\n', columns = {{{columns}}})"
    )


def tables_sql(package: Package) -> str:
    """The SQL that makes a view of each CSV file, with relative paths: it runs from the package's folder."""
    parts = [
        "-- The datasets as views over their CSV files. Generated from schemas/ by `xinzhi docs`; run from the"
        " package's folder.\n"
    ]
    for resource in package.resources:
        if resource.schema is None or resource.path is None:
            continue
        parts.append(
            f"CREATE OR REPLACE VIEW {quoted(resource.name)} AS SELECT * FROM"
            f" {read_csv_sql(resource.schema, resource.path)};\n"
        )
    return "".join(parts)


def connect(package: Package) -> duckdb.DuckDBPyConnection:
    """An in-memory database with every table and view of the package, with comments from the schemas.

    Raises PackageError where the package's path has bytes that are no UTF-8: DuckDB cannot be told of it.
    """
    if not is_utf8(str(package.root)):
        raise PackageError(
            f"路径 {package.root} 不是 UTF-8，DuckDB 无法读取：请改名",
            f"the path {package.root} is not UTF-8, and DuckDB cannot read it: rename it",
        )
    connection = duckdb.connect()
    for resource in package.resources:
        if resource.schema is None or resource.file is None:
            continue
        name = quoted(resource.name)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {read_csv_sql(resource.schema, str(resource.file))}")
        connection.execute(
            f"COMMENT ON TABLE {name} IS {literal(str(resource.schema.descriptor.get('description', '')))}"
        )
        for f in resource.schema.fields:
            text = literal(str(f.descriptor.get("description", "")))
            connection.execute(f"COMMENT ON COLUMN {name}.{quoted(f.name)} IS {text}")
    for path in view_files(package.root):
        connection.execute(path.read_text(encoding="utf-8"))
    return connection


def view_files(root: Path) -> list[Path]:
    """The SQL files of the views, in an order in which each finds those that it builds on."""
    files = {p.stem: p for p in sorted((root / "views").glob("*.sql")) if p.stem != "tables"}
    ordered: list[Path] = []
    done: set[str] = set()

    def add(stem: str) -> None:
        if stem in done:
            return
        done.add(stem)
        text = files[stem].read_text(encoding="utf-8")
        for line in text.splitlines():
            if line.startswith("-- needs:"):
                for needed in line.removeprefix("-- needs:").replace(",", " ").split():
                    add(needed)
        ordered.append(files[stem])

    for stem in files:
        add(stem)
    return ordered


def view_purpose(path: Path) -> tuple[str, str]:
    """What a row of a view is, in English and Chinese: the first comment line of its file, `English / 中文`."""
    first = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("--").strip()
    english, _, chinese = first.partition(" / ")
    return english, chinese or english


def load_for_validation(tables: Mapping[str, tuple[Schema, Table]]) -> duckdb.DuckDBPyConnection:
    """An in-memory database of tables read as text. Cells that do not fit their type are null: the structure layer
    has reported them. Each table has two more columns, `_row` and `_line`: record number and file line."""
    connection = duckdb.connect()
    connection.execute("BEGIN")  # one transaction: a commit per table would take longer than the loading
    for name, (schema, table) in tables.items():
        load_table(connection, name, schema, table)
    connection.execute("COMMIT")
    return connection


def load_table(connection: duckdb.DuckDBPyConnection, name: str, schema: Schema, table: Table) -> None:
    """Add a table that was read as text to the database that `load_for_validation` makes."""
    import pyarrow as pa

    arrays = {f.name: pa.array([table.cell(r, f.name) for r in table.records], pa.string()) for f in schema.fields}
    arrays["_row"] = pa.array([r.row for r in table.records], pa.int64())
    arrays["_line"] = pa.array([r.line for r in table.records], pa.int64())
    connection.register("_text", pa.table(arrays))
    casts = ", ".join(
        f"TRY_CAST(NULLIF({quoted(f.name)}, '') AS {duckdb_type(f)}) AS {quoted(f.name)}" for f in schema.fields
    )
    connection.execute(f"CREATE TABLE {quoted(name)} AS SELECT {casts}, _row, _line FROM _text")
    connection.unregister("_text")
