"""The database in which files are scanned: its share of the machine, where it spills, and how far its query is."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import duckdb

from .csv_table import CsvTable
from .options import Options, Progress, Step, cores

_EVERY = 0.1  # seconds


def open_database(options: Options) -> duckdb.DuckDBPyConnection:
    """An empty database in memory. What does not fit spills into the folder for temporary files, not into the current one."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(Path(tempfile.gettempdir()) / f"xinzhi-{token_hex(8)}.tmp")
    }
    if options.shared_by > 1:
        settings["threads"] = max(1, cores() // options.shared_by)
        settings["memory_limit"] = f"{max(1, 80 // options.shared_by)}%"
    connection = duckdb.connect(config=settings)
    if options.progress is not None:
        connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0")
    return connection


@contextmanager
def telling(connection: duckdb.DuckDBPyConnection, progress: Progress | None, table: CsvTable) -> Iterator[None]:
    """Tell how far a query is while it runs; nothing is done, and no thread started, where nobody listens."""
    if progress is None:
        yield
        return
    done, size = threading.Event(), table.path.stat().st_size

    def watch() -> None:
        while not done.wait(_EVERY):
            share = connection.query_progress()
            if share >= 0:
                progress(Step(table.resource.name, "scanning", int(size * min(share, 100) / 100), size))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
