"""A report, what propose writes for it, and the same filled in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import run
from packages import build
from review_folders import (
    REPORT,
    fill_report,
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The valid package of the tests. Read-only."""
    return build(tmp_path_factory.mktemp("base") / "package")


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Path:
    """What propose wrote for REPORT. Read-only."""
    folder = tmp_path_factory.mktemp("proposed")
    (folder / "suzhou_2032.txt").write_text(REPORT, encoding="utf-8")
    result = run("propose", folder / "suzhou_2032.txt", "--package", package, "--to", folder / "review")
    assert result.exit_code == 0, result.output
    return folder / "review"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, proposed: Path) -> Path:
    """The same, filled in rightly. Read-only."""
    folder = tmp_path_factory.mktemp("filled") / "review"
    shutil.copytree(proposed, folder)
    fill_report(folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path, filled: Path) -> Path:
    """The filled folder, to be changed."""
    return shutil.copytree(filled, tmp_path / "review")


@pytest.fixture
def own(tmp_path: Path, package: Path) -> Path:
    """The package, to be changed."""
    return shutil.copytree(package, tmp_path / "package")
