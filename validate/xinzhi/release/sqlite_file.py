"""Writes an SQLite database: tables with their constraints, the views' rows, and full-text search in both languages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from ..contract.package import PackageError, Schema
from ..database import quoted
from ..describe import column_sql, in_key_order, keys_sql
from ..domain import Dataset, Proof
from ..types import field_type, of_duckdb
from . import search_tables
from .context import File, Release

TEXTS = "all_texts"
# Proof and bookkeeping: their texts repeat those of the facts, or are about the package itself.
_NOT_TEXTSED = {Proof.spans, Proof.inferences, Proof.omissions, Proof.redirects, Proof.reviews}


def write(release: Release) -> list[File]:
    """Write `name-version.sqlite`. Raises PackageError where Python's SQLite cannot index Chinese."""
    name = f"{release.stem}.sqlite"
    connection = sqlite3.connect(release.out / name, isolation_level=None)
    try:
        # All that a build of SQLite may decide otherwise, and that shows in the file.
        for pragma in (
            "page_size = 4096",
            "auto_vacuum = NONE",
            "secure_delete = ON",
            "journal_mode = MEMORY",
            "encoding = 'UTF-8'",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for resource, schema in in_key_order(release.package):
            _write_table(release, connection, resource.name, schema)
        for view in release.described_views:
            _write_view(release, connection, view.name)
        _write_texts(release, connection)
        search_tables.write(release, connection)
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise PackageError(
            f"本机 Python 的 SQLite {sqlite3.sqlite_version} 无法建立全文索引（需要 3.34 以上并带 FTS5）：{error}",
            f"the SQLite {sqlite3.sqlite_version} of this Python cannot make the full-text index (3.34 or later with"
            f" FTS5 can): {error}",
        ) from error
    finally:
        connection.close()
    audience = ("用 SQLite 或 Datasette 的人", "users of SQLite and Datasette")
    return [File(name, "application/vnd.sqlite3", *audience, depends_on=f"SQLite {sqlite3.sqlite_version}")]


def searched_columns(schema: Schema, dataset: Dataset | None) -> list[str]:
    """The columns of a dataset that full-text search covers: texts in one of the languages, further names of entities
    and figures as they are printed."""
    also: set[str | None] = set()
    if dataset is not None:
        also = {dataset.figure, *(schema.primary_key[:1] if dataset.alias_of else ())}
    return [
        f.name
        for f in schema.fields
        if field_type(f.type).is_text and (f.name.endswith(("_zh", "_en")) or f.name in also)
    ]


def _write_table(release: Release, connection: sqlite3.Connection, name: str, schema: Schema) -> None:
    columns = [column_sql(f, field_type(f.type).sqlite) for f in schema.fields]
    connection.execute(
        f"CREATE TABLE {quoted(name)} ({', '.join([*columns, *keys_sql(schema, name, within_table=True)])})"
    )
    _insert(release, connection, name, len(columns))
    # A foreign key is followed from both ends: from a row to what it names, and from that to all rows that name it.
    for own, _, _ in schema.foreign_keys:
        index = quoted(f"{name}_{'_'.join(own)}")
        connection.execute(f"CREATE INDEX {index} ON {quoted(name)} ({', '.join(map(quoted, own))})")
    if searched := searched_columns(schema, release.domain.datasets.get(name)):
        index, listed = quoted(f"{name}_fts"), ", ".join(map(quoted, searched))
        connection.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5({listed}, content={quoted(name)}, tokenize='trigram')"
        )
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _write_view(release: Release, connection: sqlite3.Connection, name: str) -> None:
    """The rows of a view as a table: its SQL is DuckDB's, and SQLite does not know half of it."""
    described = release.connection.execute(f"DESCRIBE {quoted(name)}").fetchall()
    columns = ", ".join(f"{quoted(column)} {of_duckdb(kind).sqlite}" for column, kind, *_ in described)
    connection.execute(f"CREATE TABLE {quoted(name)} ({columns})")
    _insert(release, connection, name, len(described))


def _insert(release: Release, connection: sqlite3.Connection, name: str, width: int) -> None:
    rows = release.connection.execute(f"SELECT * FROM {quoted(name)}").fetchall()
    marks = ", ".join("?" * width)
    connection.executemany(
        f"INSERT INTO {quoted(name)} VALUES ({marks})", ([_value(cell) for cell in row] for row in rows)
    )


def _write_texts(release: Release, connection: sqlite3.Connection) -> None:
    """One index over all texts, so that a word is found wherever it stands."""
    connection.execute(
        f"CREATE VIRTUAL TABLE {TEXTS} USING fts5(dataset UNINDEXED, record UNINDEXED, text, tokenize='trigram')"
    )
    connection.executemany(f"INSERT INTO {TEXTS} VALUES (?, ?, ?)", _texts(release))


def _texts(release: Release) -> Iterator[tuple[str, str, str]]:
    for resource, schema, _ in release.datasets():
        dataset = release.domain.datasets.get(resource.name)
        searched = searched_columns(schema, dataset)
        if not searched or (dataset is not None and dataset.proof in _NOT_TEXTSED):
            continue
        key, text = (", ".join(map(quoted, names)) for names in (schema.primary_key, searched))
        sql = f"SELECT concat_ws('/', {key}), concat_ws(' | ', {text}) FROM {quoted(resource.name)} ORDER BY {key}"
        for record, words in release.connection.execute(sql).fetchall():
            yield resource.name, record, words


def _value(cell: Any) -> Any:
    """A cell as SQLite holds it: dates in ISO 8601, truth as 1 and 0, lists as JSON."""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, list):
        return json.dumps(cell, ensure_ascii=False)
    return int(cell) if isinstance(cell, bool) else cell
