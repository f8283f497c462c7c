"""The SQL page: the database that it opens, the engine that asks it, questions to begin with, and the tables beside."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files as package_files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from ..database_file import write_database
from ..describe import described_views
from ..language import Language
from ..view_files import view_files, view_purpose
from . import addresses, behind, dictionary
from .book import Book
from .model import Question
from .words import NOTHING, Pair

Columns = Mapping[str, Sequence[tuple[str, str]]]

TITLE = Pair("SQL 查询", "SQL")
ADDRESS = "sql.html"
_ENGINE = "assets/engine"
# What the page loads when it is first asked, beside the database.
_LOADED = {
    "client": f"{_ENGINE}/duckdb.js",
    "worker": f"{_ENGINE}/duckdb-worker.js",
    "engine": f"{_ENGINE}/duckdb-eh.wasm.gz",
}
# What the browser holds the page to, and the worker that it makes from a blob: only the site's own files are asked.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval' blob:",
        "worker-src blob:",
        "connect-src 'self' blob:",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)


@dataclass(frozen=True)
class Loaded:
    """A file that the page loads: its path, what tells its content from another of that name, and its bytes."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True)
class Listed:
    """A table or view beside the query: its name, its title, what a row of it is, and its columns, each with its type.
    That of text, which most are of, is empty."""

    name: str
    title: Pair
    about: Pair
    columns: Sequence[tuple[str, str]]


def files_of(book: Book) -> dict[str, bytes]:
    """The files that the page loads, by their path, the queries behind the tables of other pages among them, and the
    licences of the engine."""
    engine = package_files("xinzhi.site") / "assets" / "engine"
    files = {f"{_ENGINE}/{file.name}": file.read_bytes() for file in engine.iterdir()}
    # Not Python's gzip, which comes with the system: pyarrow's is locked with the project, and gives the same bytes.
    packed = pa.Codec("gzip", compression_level=9).compress(_database(book), asbytes=True)
    queries = f"var SITE_QUERIES={json.dumps(behind.queries(book), ensure_ascii=False)};\n"
    return files | {_database_path(book): packed, "assets/queries.js": queries.encode()}


def content_of(book: Book, files: Mapping[str, bytes]) -> dict[str, Any]:
    """What the template of the page is filled with."""
    paths = {**_LOADED, "database": _database_path(book)}
    columns = _columns(book)
    views, datasets = list(_views(book, columns)), list(_datasets(book, columns))
    return {
        "policy": _POLICY,
        "loaded": {name: _loaded(path, files[path]) for name, path in paths.items()},
        "licences": f"{_ENGINE}/LICENSES.txt",
        "listed": ((Pair("视图", "Views"), views), (Pair("数据集", "Datasets"), datasets)),
        "questions": book.site.questions,
        "sql_of": sql_of,
        "link_of": link_of,
        "explained": dictionary.address_of,
    }


def sql_of(question: Question, lang: Language) -> str:
    """The SQL of a question as the page of a language has it."""
    return question.sql.strip().replace("{lang}", lang)


def link_of(question: Question, lang: Language) -> str:
    """The address of the page with a question in it."""
    return addresses.query(sql_of(question, lang))


def _loaded(path: str, content: bytes) -> Loaded:
    return Loaded(path, hashlib.sha256(content).hexdigest()[:12], len(content))


def _database_path(book: Book) -> str:
    return f"data/{addresses.file_name(f'{book.package.name}-{book.package.version}')}.duckdb.gz"


def _database(book: Book) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "package.duckdb"
        views = described_views(book.package, book.views, book.view_columns)
        write_database(path, book.package, book.connection, views)
        return path.read_bytes()


def _views(book: Book, columns: Columns) -> Iterator[Listed]:
    files = {path.stem: path for path in view_files(book.package.root)}
    for view in book.views:
        en, zh = view_purpose(files[view])
        yield Listed(view, NOTHING, Pair(zh, en), columns[view])


def _datasets(book: Book, columns: Columns) -> Iterator[Listed]:
    for dataset in book.schemas:
        yield Listed(dataset, book.title_of(dataset), NOTHING, columns[dataset])


def _columns(book: Book) -> Columns:
    """The columns of each table and view."""
    columns: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in book.query("""
        SELECT table_name, column_name, data_type FROM duckdb_columns()
        WHERE database_name = current_database() AND schema_name = current_schema() ORDER BY table_name, column_index
    """):
        kind = "" if row["data_type"] == "VARCHAR" else row["data_type"]
        columns[row["table_name"]].append((row["column_name"], kind))
    return columns
