"""A DuckDB that sees the files it is given and nothing else, spills what memory does not hold, and tells how far a scan
is."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ..database import literal
from .csv_file import CsvFile
from .options import Options, ProgressStep, cores

MEMORY = 1024  # MiB, of all processes that share the work
_EVERY = 0.1  # seconds


def confined_connection(
    files: Sequence[Path],
    spilled: Path,
    *,
    memory: int,
    threads: int | None = None,
    folders: Sequence[Path] = (),
    prepare: Sequence[str] = (),
) -> duckdb.DuckDBPyConnection:
    """A connection that reads these files, and those in these folders, and no other. It takes `memory` MiB, and the
    folder `spilled` for what that does not hold. After the statements of `prepare`, its configuration is locked."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{memory}MiB",
        "temp_directory": str(spilled),
    }
    if threads is not None:
        settings["threads"] = threads
    connection = duckdb.connect(config=settings)
    for statement in prepare:
        connection.execute(statement)
    for setting, paths in (("allowed_paths", files), ("allowed_directories", folders)):
        if paths:
            connection.execute(f"SET {setting} = [{', '.join(literal(str(path)) for path in paths)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


class Database:
    """The database of a scan, opened once the files are known; its folder for what it spills is removed on closing."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._folder: TemporaryDirectory[str] | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None

    def open(self, files: Sequence[Path]) -> duckdb.DuckDBPyConnection:
        """A connection that reads these files, and no other; its configuration is locked."""
        self._folder = TemporaryDirectory(prefix="xinzhi-")
        shared_by = self._options.shared_by
        # It would make a join of each list of values, which for hundreds of columns takes longer than the file.
        prepare = ["SET disabled_optimizers = 'in_clause'"]
        if self._options.progress is not None:
            prepare.append(
                "SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0"
            )
        self._connection = confined_connection(
            files,
            Path(self._folder.name),
            memory=max(128, MEMORY // shared_by),
            threads=max(1, cores() // shared_by) if shared_by > 1 else None,
            prepare=prepare,
        )
        return self._connection

    @contextmanager
    def telling(self, file: CsvFile) -> Iterator[None]:
        """Tell how far a query is while it runs; nothing is done, and no thread started, where nobody listens."""
        progress, connection = self._options.progress, self._connection
        if progress is None or connection is None:
            yield
            return
        done, size = threading.Event(), file.path.stat().st_size

        def watch() -> None:
            while not done.wait(_EVERY):
                share = connection.query_progress()
                if share >= 0:
                    progress(ProgressStep(file.resource.name, "scanning", int(size * min(share, 100) / 100), size))

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()

    def close(self) -> None:
        """Close the connection and remove what was spilled."""
        if self._connection is not None:
            self._connection.close()
        if self._folder is not None:
            self._folder.cleanup()
