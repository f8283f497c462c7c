"""The confined database reads what it is given, and nothing else, whatever it is asked."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from xinzhi.engine.sandbox import confined_connection


@pytest.fixture
def connection(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    for folder in ("", "copies", "elsewhere"):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "x.csv").write_text("a\n1\n", encoding="utf-8")
    return confined_connection([tmp_path / "x.csv"], tmp_path / "spilled", memory=128, folders=[tmp_path / "copies"])


@pytest.mark.parametrize("path", ["x.csv", "copies/x.csv"])
def test_it_reads_the_files_that_it_is_given(tmp_path: Path, connection: duckdb.DuckDBPyConnection, path: str) -> None:
    assert connection.execute(f"SELECT a FROM read_csv('{tmp_path / path}')").fetchall() == [(1,)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{0}/elsewhere/x.csv')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('{0}/elsewhere/*')",
        "COPY (SELECT 1) TO '{0}/elsewhere/x.csv'",
        "ATTACH '{0}/elsewhere/x.db'",
        "SET enable_external_access = true",
        "SET memory_limit = '1TB'",
        "INSTALL httpfs",
    ],
)
def test_it_refuses_everything_else(tmp_path: Path, connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        connection.execute(sql.format(tmp_path))
