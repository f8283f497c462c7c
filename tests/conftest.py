"""Being here puts this folder on the path, so that every test finds `packages` and `rows`.

Profiles of hypothesis: `ci` takes some hundred examples, always the same; `nightly` takes thousands of new ones. No
example has a deadline: how long one takes says how busy the machine is.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, settings
from xinzhi.contract.package import open_package
from xinzhi.database import connect

ROOT = Path(__file__).resolve().parent.parent

_COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True}

settings.register_profile("ci", settings(max_examples=250, derandomize=True, database=None, **_COMMON))
settings.register_profile("nightly", settings(max_examples=5_000, **_COMMON))
settings.load_profile(os.environ.get("XINZHI_HYPOTHESIS", "ci"))


# Folders whose tests share what one process holds.
TOGETHER = {ROOT / "tests" / "engine" / "spark"}  # the session


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several workers run the tests, those of a file stay together, so that what the file makes for all of them
    is made once. The tests of a file marked `spread` are independent: each goes to the worker that is free."""
    for item in items:
        if not item.get_closest_marker("spread"):
            place = item.path.parent if item.path.parent in TOGETHER else item.path
            item.add_marker(pytest.mark.xdist_group(place.relative_to(ROOT).as_posix()))


@pytest.fixture(scope="session")
def data() -> duckdb.DuckDBPyConnection:
    """The real package in DuckDB. Read-only."""
    return connect(open_package(ROOT))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package of this checkout, whatever the environment names."""
    monkeypatch.delenv("XINZHI_PACKAGE", raising=False)
    monkeypatch.chdir(ROOT)
