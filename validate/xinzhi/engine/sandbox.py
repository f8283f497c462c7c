"""A DuckDB for one scan: it sees the scan's files and nothing else, and spills to disk what memory does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ..database import literal

MEMORY = "1GiB"


class Database:
    """Opened once the files are known; its folder for what it spills is removed on closing."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None

    def open(self, files: Sequence[Path], threads: int | None = None) -> duckdb.DuckDBPyConnection:
        """A connection that reads these files, and no other, on so many threads; its configuration is locked."""
        self._folder = TemporaryDirectory(prefix="xinzhi-")
        settings = {"memory_limit": MEMORY, "temp_directory": self._folder.name, **({"threads": str(threads)} if threads else {})}
        self._connection = duckdb.connect(config=settings)
        self._connection.execute(f"SET allowed_paths = [{', '.join(literal(str(file)) for file in files)}]")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")
        return self._connection

    def close(self) -> None:
        """Close the connection and remove what was spilled."""
        if self._connection is not None:
            self._connection.close()
        if self._folder is not None:
            self._folder.cleanup()
