"""The package's tables in DuckDB: typed for consumers, and with row numbers and file lines for validation."""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from .contract.package import Field, Package, PackageError, Resource, Schema
from .contract.reach import is_regular
from .contract.table import Table
from .types import field_type
from .view_files import statements, view_files

if TYPE_CHECKING:
    import pyarrow as pa

# Statements that only read. PIVOT is several: it makes a type of its own for the columns.
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI)
# A schema for the rows of views.
_KEPT = "_kept"
_CONFINED = "SET enable_external_access = false"


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


def view_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of the views in a database, sorted."""
    found = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name").fetchall()
    return [str(row[0]) for row in found]


def keep_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Ask each view once, and let it give these rows from now on, in their order: planning a view anew takes longer
    than reading what it gave. For whoever asks all views many times of data that does not change."""
    names = [quoted(name) for name in view_names(connection)]
    connection.execute(f"CREATE SCHEMA {_KEPT}")
    for name in names:
        connection.execute(f"CREATE TABLE {_KEPT}.{name} AS FROM {name}")
    for name in names:
        connection.execute(f"CREATE OR REPLACE VIEW {name} AS FROM {_KEPT}.{name}")


def connect(package: Package, *, confined: bool = True) -> duckdb.DuckDBPyConnection:
    """An in-memory database with every table and view of the package, with comments from the schemas.

    Its views may be a stranger's: they are bound where no file and no address can be reached. `confined` keeps the
    connection so; else whoever has it may read and write files. Raises PackageError where the package cannot be read.
    """
    if not is_utf8(str(package.root)):
        raise PackageError(
            f"路径 {package.root} 不是 UTF-8，DuckDB 无法读取：请改名",
            f"the path {package.root} is not UTF-8, and DuckDB cannot read it: rename it",
        )
    connection = duckdb.connect()
    try:
        for resource in package.resources:
            if resource.schema is not None and resource.file is not None:
                _load(connection, resource, resource.schema, resource.file)
        if not confined:
            _try_views(package)
        else:
            connection.execute(_CONFINED)
        _make_views(connection, package)
    except BaseException:
        connection.close()
        raise
    return connection


def _load(connection: duckdb.DuckDBPyConnection, resource: Resource, schema: Schema, file: Path) -> None:
    """Add a table with its comments. Raises PackageError where it cannot be read."""
    shown = resource.package.shown(file)
    if not is_regular(file):
        raise PackageError(f"{shown} 不是可读的文件", f"{shown} is no file that can be read")
    name = quoted(resource.name)
    made = [f"CREATE TABLE {name} AS SELECT * FROM {read_csv_sql(schema, _literally(str(file)))}"]
    described = [("TABLE", name, schema.descriptor)]
    described += [("COLUMN", f"{name}.{quoted(f.name)}", f.descriptor) for f in schema.fields]
    for kind, target, descriptor in described:
        comment = str(descriptor.get("description", "")).encode(errors="replace").decode()
        made.append(f"COMMENT ON {kind} {target} IS {literal(comment)}")
    for sql in made:
        if not is_utf8(sql):
            raise PackageError(
                f"{resource.name} 的名称或路径不是 UTF-8，DuckDB 无法读取",
                f"a name or the path of {resource.name} is not UTF-8, and DuckDB cannot read it",
            )
        try:
            connection.execute(sql)
        except duckdb.Error as error:
            raise PackageError(
                f"无法读取 {shown}（请先运行 xinzhi validate）：{error}",
                f"cannot read {shown} (run xinzhi validate first): {error}",
            ) from error


def _literally(path: str) -> str:
    """A path as a pattern of DuckDB's that names this file alone, whatever its name has in it."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in path)


def _make_views(connection: duckdb.DuckDBPyConnection, package: Package) -> None:
    for path in view_files(package.root):
        for sql in statements(path):
            try:
                connection.execute(sql)
            except duckdb.Error as error:
                shown = package.shown(path)
                raise PackageError(f"{shown} 无法执行：{error}", f"{shown} cannot be run: {error}") from error


def _try_views(package: Package) -> None:
    """Make the views over empty tables, where they can reach nothing. Raises PackageError for what cannot be made."""
    with duckdb.connect() as trial:
        trial.execute(_CONFINED)
        for resource in package.resources:
            if resource.schema is not None and resource.file is not None:
                columns = ", ".join(f"{quoted(f.name)} {duckdb_type(f)}" for f in resource.schema.fields)
                trial.execute(f"CREATE TABLE {quoted(resource.name)} ({columns})")
        _make_views(trial, package)


def answer(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[tuple[Any, ...]]] | None:
    """The columns and rows that the last statement of a query gives; None where there is no statement.

    Raises PackageError, before any statement runs, where one of them does more than read.
    """
    statements = connection.extract_statements(sql)
    if not statements:
        return None
    for statement in statements:
        if statement.type not in _READING:
            said = statement.query.split()[0].upper()
            raise PackageError(
                f"查询只读数据，{said} 不可用，未执行任何语句：请用 SELECT、FROM、DESCRIBE、SUMMARIZE 或 EXPLAIN",
                f"a query only reads, and {said} does more: nothing was run. Write SELECT, FROM, DESCRIBE, SUMMARIZE or"
                " EXPLAIN",
            )
    # A statement that reads can hold one that writes: EXPLAIN ANALYZE runs it, and so does a WITH.
    connection.execute("BEGIN TRANSACTION READ ONLY")
    for statement in statements:
        result = connection.execute(statement)
    names = [str(d[0]) for d in result.description or []]
    # Python gets a time with a zone only with a module that DuckDB does not bring: such columns are read as text.
    zoned = [" WITH TIME ZONE" in str(d[1]) for d in result.description or []]
    if any(zoned):
        with warnings.catch_warnings(action="ignore", category=UserWarning):  # of an extra copy, which is no matter
            table = result.to_arrow_table().rename_columns([f"c{i}" for i in range(len(zoned))])
        connection.register("_answer", table)
        columns = [f"CAST(c{i} AS VARCHAR)" if zoned[i] else f"c{i}" for i in range(len(zoned))]
        result = connection.execute(f"SELECT {', '.join(columns)} FROM _answer")
    return names, result.fetchall()


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

    arrays = {f.name: _strings(table.column(f.name)) for f in schema.fields}
    arrays["_row"] = _integers([r.row for r in table.records])
    arrays["_line"] = _integers([r.line for r in table.records])
    connection.register("_text", pa.table(arrays))
    typed = [
        quoted(f.name)
        if duckdb_type(f) == "VARCHAR"
        else f"TRY_CAST({quoted(f.name)} AS {duckdb_type(f)}) AS {quoted(f.name)}"
        for f in schema.fields
    ]
    connection.execute(f"CREATE TABLE {quoted(name)} AS SELECT {', '.join(typed)}, _row, _line FROM _text")
    connection.unregister("_text")


# `pyarrow.array` asks pandas whether a list is one of its own, and pandas takes a second to import.
def _strings(texts: Sequence[str]) -> pa.Array:
    """Texts, of which the empty ones are null."""
    import pyarrow as pa

    encoded = [text.encode() for text in texts]
    ends = array("q", accumulate(map(len, encoded), initial=0))
    filled = None
    if "" in texts:  # a bit for each text, the first one the lowest of its byte
        bits = int("0" + "".join("1" if text else "0" for text in reversed(texts)), 2)
        filled = pa.py_buffer(bits.to_bytes(len(texts) // 8 + 1, "little"))
    return pa.Array.from_buffers(
        pa.large_string(), len(texts), [filled, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    )


def _integers(numbers: Sequence[int]) -> pa.Array:
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(array("q", numbers))])
