"""Builds a release: validates the package, runs every writer, and puts the whole in place at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
from xlsxwriter.exceptions import FileCreateError

from ..contract.package import Package, PackageError, open_package
from ..contract.tables import read_tables
from ..domains import domain_of
from ..result import Report
from ..site.build import is_site
from ..validation import validate
from ..writing import WriteRefusedError, replaced_folder
from . import (
    csv_files,
    datasette,
    duckdb_file,
    index,
    metadata_files,
    package_files,
    parquet,
    quality,
    site_zip,
    sqlite_file,
    validation_report,
    version_changes,
    workbook,
)
from .context import File, Release

SITE = "site"
Writer = Callable[[Release], Sequence[File]]

# In this order. A writer finds in `release.files` what those before it have written.
WRITERS: list[Writer] = [
    package_files.write,
    csv_files.write,
    workbook.write,
    parquet.write,
    duckdb_file.write,
    sqlite_file.write,
    datasette.write,
    version_changes.write,
    site_zip.write,
    validation_report.write,
    quality.write,
    metadata_files.write,
]


# What the libraries raise, besides OSError, where a file cannot be written.
_DISK = (duckdb.IOException, sqlite3.OperationalError, FileCreateError)


class InvalidPackageError(Exception):
    """The package has errors and is not released. `report` has them."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{sum(f.severity == 'error' for f in report.findings)} errors")
        self.report = report


def build(
    where: Path | str, out: Path, *, sources: Path | None = None, previous: str | None = None
) -> list[tuple[File, int]]:
    """Build the release of the package at `where` in the folder `out`, which is replaced whole or not at all.

    With `sources`, the folder of the documents, the facts are checked against them first. `previous` names the version
    to compare with; without it that is the last tag. Returns the files with their sizes in bytes. Raises PackageError
    where the package cannot be read or `out` may not be replaced, and InvalidPackageError where it has errors.
    """
    from ..database import connect, keep_views

    package = open_package(where)
    _require_domain(package)
    with replaced_folder(out, _refusal) as folder:
        report = validate(package.descriptor_path, sources)
        if not report.valid:
            raise InvalidPackageError(report)
        with connect(package) as connection:
            connection.execute("SET threads = 1")  # so that rows which a view does not order come in one order
            keep_views(connection)
            release = Release(package, folder, connection, read_tables(package), report, sources, previous)
            try:
                for write in WRITERS:
                    release.add(write(release))
            except _DISK as error:
                raise WriteRefusedError(
                    f"无法写入 {out}：{error}。未写入任何文件", f"cannot write {out}: {error}. Nothing was written"
                ) from error
        release.add(index.write(release))
        _open_to_all(folder)
        return [(file, release.size(file)) for file in release.files]


def _refusal(folder: Path) -> WriteRefusedError | None:
    """Why a folder is not replaced: it holds something else than a release, and than the site that `xinzhi site` puts
    there, which the release has in an archive."""
    own_site = folder / SITE if is_site(folder / SITE) else None
    if all(path == own_site for path in folder.iterdir()):
        return None
    if not index.is_index(folder / index.INDEX):
        return WriteRefusedError(
            f"{folder} 里不是此前的发布（没有 index.json），未写入：请换一个文件夹，或先清空它",
            f"{folder} holds something else than a release (it has no index.json of one): nothing was written. Name"
            " another folder, or empty this one",
        )
    others = [path for path in index.not_listed(folder) if own_site is None or not path.startswith(f"{SITE}/")]
    if not others:
        return None
    listed = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
    return WriteRefusedError(
        f"{folder} 里有不属于该发布的文件：{listed}，未写入。请先移走它们，或清空该文件夹",
        f"{folder} holds files that are no part of its release: {listed}. Nothing was written. Move them away first, or"
        " empty the folder",
    )


def _open_to_all(folder: Path) -> None:
    """Give folders the mode 755 and files 644, whatever the umask: a release is for everybody."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def _require_domain(package: Package) -> None:
    if domain_of(package) is None:
        raise PackageError(
            f"build 只发布登记过的数据包，{package.shown(package.descriptor_path)} 的名称“{package.name}”不在其中",
            f"build releases packages that it knows, and {package.shown(package.descriptor_path)} is named"
            f" {package.name!r}, which is none of them",
        )
    if not isinstance(package.descriptor.get("version"), str):
        raise PackageError(
            "描述文件没有 version，无法发布", "the descriptor has no version: there is nothing to call the release"
        )
