"""Workers share the tests by file."""

from __future__ import annotations

import pytest
from packages import ROOT
from sharing import SPREAD, TOGETHER, shared_by


@pytest.mark.parametrize(
    ("nodeid", "shared"),
    [
        ("tests/test_fix.py::test_x[a::b]", "tests/test_fix.py"),
        ("tests/engine/spark/test_rules.py::test_x", "tests/engine/spark/"),
        ("tests/engine/spark/test_session.py::test_x", "tests/engine/spark/"),
        ("tests/engine/test_scan.py::test_x", "tests/engine/test_scan.py"),
        ("tests/test_invalid.py::test_x[a]", "tests/test_invalid.py::test_x[a]"),
    ],
)
def test_tests_that_go_together(nodeid: str, shared: str) -> None:
    assert shared_by(nodeid) == shared


def test_files_and_folders_that_are_named_exist() -> None:
    assert all((ROOT / name).exists() for name in (*SPREAD, *TOGETHER))
