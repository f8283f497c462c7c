"""On every case of the corpus, Spark gives the same verdict, the same number of rows and the same totals as the
scan."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conformance import read_expected
from cover import cover
from xinzhi.contract.package import open_package
from xinzhi.engine import auto
from xinzhi.engine.options import Options
from xinzhi.engine.spark import run

CORPUS = Path(os.environ.get("XINZHI_CORPUS") or "no-corpus")

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="XINZHI_CORPUS does not name the folder of the corpus")


def cases() -> Iterator[Any]:
    """Every case: those that have every feature between them are always run, the others are exhaustive."""
    if not CORPUS.is_dir():
        yield pytest.param("none", marks=pytest.mark.exhaustive)  # so that `make test-all` has something to skip
        return
    expected = read_expected(CORPUS)
    always = cover(CORPUS / "cases", expected)
    for path in sorted(CORPUS.glob("cases/*/datapackage.json")):
        name = path.parent.name
        yield pytest.param(name, marks=() if name in always else pytest.mark.exhaustive)


@pytest.mark.parametrize("name", cases())
def test_the_same_totals_as_the_scan(name: str, spark: Any) -> None:
    package = open_package(CORPUS / "cases" / name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scanned = auto.run(package, Options(smallest=0))
        found = run(package)
    assert {n: (+a.totals, +a.silent, a.rows) for n, a in found.answers.items()} == {
        n: (+a.totals, +a.silent, a.rows) for n, a in scanned.answers.items()
    }
    assert bool(found.findings) == bool(scanned.findings)
