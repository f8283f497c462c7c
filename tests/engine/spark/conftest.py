"""One Spark session for all tests of the engine; they are skipped where Java or PySpark is not installed."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest
from xinzhi.contract.package import PackageError
from xinzhi.engine.spark import open_session

# Tables of a few rows: what takes time is compiling plans to Java, and tasks without rows.
_SMALL = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
}
# What takes Java's time for so little is compiling its own code well, and collecting garbage beside the work. Whatever
# these tests start in other processes does it no better. The variable is Spark's own, and prints nothing.
_HASTY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """An active session in this process, which the engine finds by itself."""
    if find_spec("pyspark") is None:
        pytest.skip("PySpark is not installed: pip install --require-hashes -r requirements-spark.txt")
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as monkeypatch:
        warnings.simplefilter("ignore")
        monkeypatch.setenv("SPARK_SUBMIT_OPTS", f"{os.environ.get('SPARK_SUBMIT_OPTS', '')} {_HASTY}".strip())
        try:
            opened = open_session("local[2]")
            session = opened.__enter__()
        except PackageError as error:
            pytest.skip(error.en)
        for name, value in _SMALL.items():
            session.conf.set(name, value)
        yield session
        opened.__exit__(None, None, None)


@pytest.fixture
def no_session(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if none were open in this process."""
    monkeypatch.setattr(type(spark), "getActiveSession", lambda: None)
