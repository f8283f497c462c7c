"""On every case of the corpus, Spark gives the same verdict, the same number of rows and the same totals as the
scan."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

import pytest
from xinzhi.contract.package import open_package
from xinzhi.engine import auto
from xinzhi.engine.options import Options
from xinzhi.engine.spark import run

CORPUS = Path(os.environ.get("XINZHI_CORPUS") or "no-corpus") / "cases"
CASES = sorted(p.parent.name for p in CORPUS.glob("*/datapackage.json"))

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="XINZHI_CORPUS does not name the folder of the corpus")


@pytest.mark.parametrize("name", CASES)
def test_the_same_totals_as_the_scan(name: str, spark: Any) -> None:
    package = open_package(CORPUS / name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scanned = auto.run(package, Options(smallest=0))
        found = run(package)
    assert {n: (+a.totals, +a.silent, a.rows) for n, a in found.answers.items()} == {
        n: (+a.totals, +a.silent, a.rows) for n, a in scanned.answers.items()
    }
    assert bool(found.findings) == bool(scanned.findings)
