"""Being here puts this folder on the path, so that every test finds `packages` and `rows`.

Profiles of hypothesis: `ci` takes some hundred examples, always the same; `nightly` takes thousands of new ones. No
example has a deadline: how long one takes says how busy the machine is.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, settings
from xinzhi.contract.package import open_package
from xinzhi.database import connect

ROOT = Path(__file__).resolve().parent.parent

# Objects of libraries live as long as the tests: to look through them again and again took an eighth of the time.
gc.set_threshold(50_000, 20, 100)

_COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True}

settings.register_profile("ci", settings(max_examples=250, derandomize=True, database=None, **_COMMON))
# The same, with the examples that `costly` leaves to `make test-all`.
settings.register_profile("whole", parent=settings.get_profile("ci"))
settings.register_profile("nightly", settings(max_examples=5_000, **_COMMON))
settings.load_profile(os.environ.get("XINZHI_HYPOTHESIS", "ci"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """How several workers share the tests. xdist's own groups do nothing under pytest 9.2, and say nothing of it."""
    from sharing import Sharing

    return Sharing(config, log)


@pytest.fixture(scope="session")
def data() -> duckdb.DuckDBPyConnection:
    """The real package in DuckDB. Read-only."""
    return connect(open_package(ROOT))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package of this checkout, whatever the environment names."""
    monkeypatch.delenv("XINZHI_PACKAGE", raising=False)
    monkeypatch.chdir(ROOT)
