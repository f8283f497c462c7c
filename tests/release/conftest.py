"""One release of the real data, built once for all tests that only read it."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from once import made_once
from packages import ROOT
from packages import build as base_package
from xinzhi.contract.package import open_package
from xinzhi.database import connect
from xinzhi.release.build import build
from xinzhi.release.context import File

INPUT = (
    "datasets",
    "schemas",
    "views",
    "docs",
    "datapackage.json",
    "README.md",
    "README.zh.md",
    "CHANGELOG.md",
    "LICENSE",
    "LICENSE-DATA",
)


@dataclass(frozen=True)
class Built:
    """A release, its files, and the package that it was built from."""

    folder: Path
    files: dict[str, File]
    package: Path

    @property
    def stem(self) -> str:
        descriptor = open_package(self.package).descriptor
        return f"{descriptor['name']}-{descriptor['version']}"

    def whole(self, suffix: str) -> Path:
        """The file of the whole package that ends so."""
        return self.folder / f"{self.stem}{suffix}"


def copy_of_package(folder: Path) -> Path:
    """What a release is built from, without the repository around it."""
    folder.mkdir(parents=True)
    for name in INPUT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy(ROOT / name, folder)
    return folder


def small_package(folder: Path) -> Path:
    """The small package of the tests with the real views."""
    base_package(folder, ledger=True)
    shutil.copytree(ROOT / "views", folder / "views")
    return folder


def built_once(factory: pytest.TempPathFactory) -> Built:
    """The one release of the real data, for all processes of this run: it is only read."""

    def make(folder: Path) -> None:
        files = build(copy_of_package(folder / "package"), folder / "dist")
        (folder / "files").write_bytes(pickle.dumps({file.path: file for file, _ in files}))

    folder = made_once(factory, "release", make)
    return Built(folder / "dist", pickle.loads((folder / "files").read_bytes()), folder / "package")


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_once(tmp_path_factory)


@pytest.fixture(scope="session")
def expected(release: Built) -> duckdb.DuckDBPyConnection:
    """The data of the release as the CSV files have it."""
    return connect(open_package(release.package))
