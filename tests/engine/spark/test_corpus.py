"""On the corpus's cases that DuckDB scans, Spark gives the same verdict, the same number of rows and the same totals.

`make test` takes every tenth case of small files; XINZHI_SPARK_CASES=all takes all of them.
"""

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
ALL = os.environ.get("XINZHI_SPARK_CASES") == "all"
# A case takes a second or so, and twenty where a file is large.
LARGEST = 200_000


def _size(case: Path) -> int:
    return sum(file.stat().st_size for file in case.rglob("*") if file.is_file())


def _chosen() -> list[str]:
    if not CORPUS.is_dir():
        return []
    cases = sorted(p for p in CORPUS.iterdir() if (p / "datapackage.json").is_file())
    if ALL:
        return [p.name for p in cases]
    return [p.name for n, p in enumerate(cases) if n % 10 == 0 and _size(p) < LARGEST]


pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="XINZHI_CORPUS does not name the folder of the corpus")


@pytest.mark.parametrize("name", _chosen())
def test_the_same_totals_as_the_scan(name: str, spark: Any) -> None:
    package = open_package(CORPUS / name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scanned = auto.run(package, Options(smallest=0))
        if not any(answer.engine == "scan" for answer in scanned.answers.values()):
            pytest.skip("frictionless answers for every resource of this case")
        found = run(package)
    assert {n: (+a.totals, +a.silent, a.rows) for n, a in found.answers.items()} == {n: (+a.totals, +a.silent, a.rows) for n, a in scanned.answers.items()}
    assert bool(found.findings) == bool(scanned.findings)
