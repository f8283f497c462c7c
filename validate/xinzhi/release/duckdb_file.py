"""Writes the package as a DuckDB database."""

from __future__ import annotations

from ..database_file import write_database
from .context import File, Release


def write(release: Release) -> list[File]:
    """Write `name-version.duckdb`."""
    name = f"{release.stem}.duckdb"
    write_database(release.out / name, release.package, release.connection, release.described_views)
    audience = ("用 SQL 查询的人；浏览器中的 SQL 页面", "people who query with SQL; the SQL page in the browser")
    return [File(name, "application/vnd.duckdb", *audience)]
