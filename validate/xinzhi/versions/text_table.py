"""A resource's rows as texts in DuckDB: read for certain where the file is small, fast where it is large."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from ..contract.package import PackageError, Resource
from ..contract.table import FIELD_SIZE_LIMIT, LARGEST_READ_WHOLE
from ..database import literal

if TYPE_CHECKING:
    import duckdb

_DELIMITED = {
    "delimiter",
    "lineTerminator",
    "quoteChar",
    "doubleQuote",
    "skipInitialSpace",
    "header",
    "caseSensitiveHeader",
    "csvddfVersion",
    "csv",
    "$schema",
}
# What frictionless is told about a resource: nothing that would make it fetch something.
_READ_BY = {"name", "type", "path", "data", "format", "mediatype", "encoding", "compression", "dialect"}
_DEFAULTS = {"quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False, "header": True}


@dataclass(frozen=True)
class TextTable:
    """A CSV file whose cells are to be compared as texts. `shown` is how messages name it."""

    path: Path
    delimiter: str
    header: tuple[str, ...]
    shown: str


def is_tabular(resource: Resource) -> bool:
    """Whether a resource has rows: it says so, has a schema, or is a file with a table's ending."""
    path = str(resource.path or "")
    return (
        resource.descriptor.get("type") == "table"
        or resource.schema is not None
        or path.lower().endswith((".csv", ".tsv"))
    )


def text_table(resource: Resource, folder: Path) -> TextTable:
    """The table of a resource: its file, or a copy in `folder` where the file is not a CSV file in UTF-8.

    Raises PackageError where it cannot be read.
    """
    shown = str(resource.path or resource.name)
    delimiter = _delimiter(resource)
    if delimiter is None or resource.file is None:
        return _converted(resource, folder, shown)
    try:
        return TextTable(resource.file, delimiter, _header(resource.file, delimiter), shown)
    except FileNotFoundError as error:
        raise PackageError(f"找不到 {shown}", f"{shown} is not there") from error
    except (OSError, csv.Error) as error:
        raise PackageError(f"无法读取 {shown}：{error}", f"cannot read {shown}: {error}") from error
    except UnicodeDecodeError:
        return _converted(resource, folder, shown)


def load(
    connection: duckdb.DuckDBPyConnection, name: str, table: TextTable, columns: Sequence[str], folder: Path
) -> None:
    """Make the relation `name` with the columns c0, c1, … of the table's `columns`; an empty cell is an empty text."""
    if table.path.stat().st_size <= LARGEST_READ_WHOLE:  # by Python's csv module, whose reading counts
        _load_small(connection, name, table, columns)
        return
    try:
        if any(c in str(table.path) for c in "*?[{"):
            raise OSError("DuckDB would take the path for a pattern")
        _load_large(connection, name, table, columns)
        connection.execute(f"SELECT count(c0) FROM {name}").fetchall()
    except Exception:  # a file that DuckDB reads otherwise than Python, or not at all
        copy = _plain_copy(table, folder / f"{name}-plain.csv")
        _load_large(connection, name, copy, columns)


def unique_names(labels: Sequence[str]) -> tuple[str, ...]:
    """Labels as names of columns: a label that is missing or stands twice gets its number."""
    return tuple(label if label and label not in labels[:i] else f"{label}#{i + 1}" for i, label in enumerate(labels))


def _delimiter(resource: Resource) -> str | None:
    """The delimiter of a file in UTF-8 that DuckDB and Python read alike; None for anything else."""
    descriptor, path = resource.descriptor, str(resource.path or "").lower()
    dialect = descriptor.get("dialect", {})
    if not path.endswith((".csv", ".tsv")) or not isinstance(dialect, Mapping) or set(dialect) - _DELIMITED:
        return None
    nested = dialect.get("csv", {})
    flat = {**dialect, **(nested if isinstance(nested, Mapping) else {})}
    encoded = str(descriptor.get("encoding", "utf-8")).lower() in ("utf-8", "utf8", "utf-8-sig", "ascii")
    if not encoded or "compression" in descriptor or any(flat.get(k, v) != v for k, v in _DEFAULTS.items()):
        return None
    delimiter = flat.get("delimiter", "\t" if path.endswith(".tsv") else ",")
    return delimiter if isinstance(delimiter, str) and len(delimiter) == 1 and delimiter.isascii() else None


def _header(path: Path, delimiter: str) -> tuple[str, ...]:
    with _records(path, delimiter) as records:
        return unique_names(next(records, []))


@contextmanager
def _records(path: Path, delimiter: str) -> Iterator[Iterator[list[str]]]:
    """The records of a CSV file that are not blank lines."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        limit = csv.field_size_limit(FIELD_SIZE_LIMIT)  # one for the whole process
        try:
            yield (cells for cells in csv.reader(file, delimiter=delimiter) if cells)
        finally:
            csv.field_size_limit(limit)


def _load_small(connection: duckdb.DuckDBPyConnection, name: str, table: TextTable, columns: Sequence[str]) -> None:
    import pyarrow as pa

    try:
        with _records(table.path, table.delimiter) as records:
            next(records, None)
            rows = list(records)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PackageError(f"无法读取 {table.shown}：{error}", f"cannot read {table.shown}: {error}") from error
    places = [table.header.index(c) for c in columns]
    arrays = {
        f"c{i}": pa.array([row[at] if at < len(row) else "" for row in rows], pa.string())
        for i, at in enumerate(places)
    }
    connection.register(f"_{name}", pa.table(arrays))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM _{name}")
    connection.unregister(f"_{name}")


def _load_large(connection: duckdb.DuckDBPyConnection, name: str, table: TextTable, columns: Sequence[str]) -> None:
    names = {f"t{i}": "VARCHAR" for i in range(len(table.header))}
    typed = ", ".join(f"{literal(n)}: '{t}'" for n, t in names.items())
    selected = ", ".join(f"t{table.header.index(c)} AS c{i}" for i, c in enumerate(columns))
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {selected} FROM read_csv({literal(str(table.path))}, auto_detect"
        f" = false, header = false, skip = 1, delim = {literal(table.delimiter)}, quote = '\"', escape = '\"', nullstr"
        f" = {literal(token_hex(16))}, strict_mode = true, max_line_size = {FIELD_SIZE_LIMIT}, columns = {{{typed}}})"
    )


def _plain_copy(table: TextTable, to: Path) -> TextTable:
    """The same rows as every reader reads them: quoted throughout, no blank line, as many cells as the header has."""
    try:
        with _records(table.path, table.delimiter) as records:
            next(records, None)
            _write_plain(to, table.header, records)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PackageError(f"无法读取 {table.shown}：{error}", f"cannot read {table.shown}: {error}") from error
    return TextTable(to, ",", table.header, table.shown)


def _write_plain(to: Path, header: Sequence[str], records: Iterable[Sequence[object]]) -> None:
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        width = len(header)
        writer.writerows([*cells[:width], *[""] * (width - len(cells))] for cells in records)


def _converted(resource: Resource, folder: Path, shown: str) -> TextTable:
    """A copy in plain CSV of whatever frictionless can read: other dialects and encodings, spreadsheets, inline data,
    parts."""
    import frictionless

    from ..engine.confined import confined
    from ..engine.limits import refuse
    from ..engine.patience import patience

    copy = folder / f"{token_hex(8)}.csv"
    descriptor = {k: v for k, v in resource.descriptor.items() if k in _READ_BY}
    opened: Any = None
    try:
        with confined(resource.package.root), patience():
            opened = frictionless.Resource.from_descriptor(descriptor, basepath=str(resource.package.root))
            refusal = refuse(opened)
            if refusal is not None and not refusal.remark:
                raise ValueError(refusal.type)
            opened.open()
            labels = [str(label) for label in opened.labels]
            if not labels and resource.schema is not None:
                labels = resource.schema.names
            header = unique_names(labels)
            rows = (["" if cell is None else str(cell) for cell in cells] for cells in opened.cell_stream)
            _write_plain(copy, header, (cells for number, cells in enumerate(rows) if number or not opened.labels))
    except Exception as error:  # frictionless raises what its readers raise
        raise PackageError(f"无法读取 {shown}：{error}", f"cannot read {shown}: {error}") from error
    finally:
        with suppress(Exception):
            opened.close()
    return TextTable(copy, ",", header, shown)
