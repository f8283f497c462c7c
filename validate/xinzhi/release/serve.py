"""Serves the SQLite build with Datasette: read-only, with limits on what one query may take."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..contract.package import Package, PackageError, open_package, read_json
from ..contract.reach import is_regular, size_of
from .context import file_stem
from .datasette import HITS, STYLE, search_query
from .listening import address_of, listening
from .search_tables import read as read_index

if TYPE_CHECKING:
    from ..searching.index import Index

# One query may take so long, and a page or an answer in JSON may have so many rows.
QUERY_MILLISECONDS = 1000
MOST_ROWS = 2000
_SETTINGS = {
    "sql_time_limit_ms": QUERY_MILLISECONDS,
    "max_returned_rows": MOST_ROWS,
    "default_page_size": 100,
    "facet_time_limit_ms": 200,
    "facet_suggest_time_limit_ms": 50,
    "num_sql_threads": 3,
    "max_csv_mb": 20,
    "suggest_facets": True,
    "allow_download": True,
}
SUFFIX = ".sqlite"
_PAGES = Path(__file__).parent / "pages"
# What the name of a release's file has behind the name of the package.
_VERSIONED = re.compile(r"-\d+\.\d+\.\d+[0-9A-Za-z.+-]*$")


def serve(where: Path, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve the package at `where`, or the `.sqlite` file of a release, until the process is interrupted.

    `started` gets the address as soon as the port is taken. Raises PackageError where there is no Datasette, nothing to
    serve, or the port is not free.
    """
    try:
        import uvicorn
        from datasette.app import Datasette
    except ImportError as error:
        raise PackageError(
            "serve 需要 Datasette：pip install 'xinzhi[serve]'",
            "serve needs Datasette: pip install 'xinzhi[serve]'",
        ) from error
    _keep_tracebacks_off_the_terminal()
    _show_evidence()
    with _database(where) as (file, metadata), listening(host, port) as taken:
        with closing(sqlite3.connect(file)) as connection:
            index = read_index(connection)
        if index is not None:
            _offer_search(index, metadata)
        application = Datasette(
            [], immutables=[str(file)], metadata=metadata, settings=_SETTINGS, template_dir=str(_PAGES)
        )
        asyncio.run(application.invoke_startup())
        server = uvicorn.Server(uvicorn.Config(application.app(), log_level="warning", lifespan="on"))
        taken.listen()  # who comes before the server is ready waits, and is not turned away
        started(address_of(taken, host))
        with suppress(KeyboardInterrupt):  # how a server is stopped is how it ends well
            server.run([taken])


def _offer_search(index: Index, metadata: dict[str, Any]) -> None:
    """Let every connection find what the command finds, and offer it first among the queries."""
    from datasette import hookimpl
    from datasette.plugins import pm

    def hits(query: object) -> str:
        return json.dumps(index.positions(str(query or "")))

    class Search:
        @staticmethod
        @hookimpl  # type: ignore[untyped-decorator]
        def prepare_connection(conn: sqlite3.Connection) -> None:
            conn.create_function(HITS, 1, hits, deterministic=True)

    pm.register(Search)  # the class: Datasette wants a plugin to have a name
    for described in metadata["databases"].values():
        queries = described.get("queries")
        described["queries"] = {"search": search_query(), **(queries if isinstance(queries, dict) else {})}


def _keep_tracebacks_off_the_terminal() -> None:
    """Datasette would print one, with all local variables, for every bad query of a visitor."""
    from datasette import (
        handle_exception,  # after the application: imported before it, it would not handle any exception
    )

    handle_exception.rich = None


def _show_evidence() -> None:
    """Have the page of each row show the evidence of the row."""
    from datasette.plugins import pm

    from . import row_evidence

    if not pm.is_registered(row_evidence):
        pm.register(row_evidence)


@contextmanager
def _database(where: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A copy of the database to serve, and its metadata; it stays whatever becomes of the release meanwhile.

    It is named after the package, so that addresses hold from version to version.
    """
    with tempfile.TemporaryDirectory(prefix="xinzhi-serve-") as folder:
        if where.suffix == SUFFIX:
            name = file_stem(_VERSIONED.sub("", where.stem))
            served = Path(folder) / f"{name}{SUFFIX}"
            metadata = _metadata_beside(where)
            _copy(where, served)
        else:
            package = open_package(where)
            name = file_stem(package.name)
            served = Path(folder) / f"{name}{SUFFIX}"
            metadata = _build(package, served)
        databases = metadata.get("databases")
        described: Any = next(iter(databases.values()), {}) if isinstance(databases, dict) else {}
        about = {**metadata, "databases": {name: described if isinstance(described, dict) else {}}}
        yield served, _without_pages(about)


def _build(package: Package, served: Path) -> dict[str, Any]:
    """Make the database from the package, and return its metadata."""
    from ..contract.tables import read_tables
    from ..database import connect
    from ..result import Report
    from . import datasette, sqlite_file
    from .context import Release

    with connect(package) as connection:
        release = Release(package, served.parent, connection, read_tables(package), Report(package))
        try:
            (file,) = sqlite_file.write(release)
        except sqlite3.Error as error:
            raise PackageError(
                f"数据无法存入 SQLite（请先运行 xinzhi validate）：{error}",
                f"the data cannot be put into SQLite (run xinzhi validate first): {error}",
            ) from error
        (release.out / file.path).rename(served)
        return datasette.metadata(release)


def _copy(file: Path, served: Path) -> None:
    """Copy the database of a release. Raises PackageError where it is none, or is damaged."""
    if is_regular(file) and not size_of(file):  # which SQLite would take for a new database
        raise PackageError(f"{file} 是空的", f"{file} is empty")
    if not is_regular(file):
        raise PackageError(f"找不到 {file}", f"there is no {file}")
    try:
        shutil.copyfile(file, served)
        with closing(sqlite3.connect(served)) as connection:
            connection.execute("SELECT * FROM sqlite_master").fetchall()
    except sqlite3.DatabaseError as error:
        raise PackageError(f"{file} 不是 SQLite 数据库：{error}", f"{file} is no SQLite database: {error}") from error
    except OSError as error:
        raise PackageError(f"无法读取 {file}：{error}", f"cannot read {file}: {error}") from error


def _metadata_beside(file: Path) -> dict[str, Any]:
    beside = file.with_suffix(".datasette.json")
    if not beside.exists():
        return {}
    found = read_json(beside)
    return {**found, "extra_css_urls": [STYLE]} if isinstance(found, dict) else {}


def _without_pages(metadata: Any) -> Any:
    """Metadata without what would act in a browser: scripts, pages and addresses of its own. A package and a release
    may be anybody's."""
    if isinstance(metadata, list):
        return [_without_pages(each) for each in metadata]
    if not isinstance(metadata, dict):
        return metadata
    return {
        key: _without_pages(value)
        for key, value in metadata.items()
        if not key.endswith("_html")
        and key not in ("extra_js_urls", "plugins")
        and not (key.endswith("_url") and not str(value).startswith(("https://", "http://")))
    }
