"""Being here puts this folder on the path, so that every test finds `packages` and `rows`."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from xinzhi.contract.package import open_package
from xinzhi.database import connect

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def data() -> duckdb.DuckDBPyConnection:
    """The real package in DuckDB. Read-only."""
    return connect(open_package(ROOT))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package of this checkout, whatever the environment names."""
    monkeypatch.delenv("XINZHI_PACKAGE", raising=False)
    monkeypatch.chdir(ROOT)
