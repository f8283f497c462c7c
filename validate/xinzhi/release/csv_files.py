"""Writes every dataset and view as a CSV file: plain, and with a byte-order mark, without which Excel takes Chinese for
something else."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from ..view_csv import view_csv
from .context import File, Release
from .zip_file import folder_members, write_zip

FOLDER, EXCEL = "csv", "csv-excel"
_AUDIENCES = {
    FOLDER: ("任何程序：每张表与每个视图各一个 CSV", "any program: a CSV file for each table and view"),
    EXCEL: ("在 Excel 中打开 CSV 的人", "people who open CSV in Excel"),
}


def write(release: Release) -> list[File]:
    """Write `csv/<name>.csv` and `csv-excel/<name>.csv` for each dataset and view, and each folder as a zip file."""
    contents = dict(_contents(release))
    files = []
    for folder, mark in ((FOLDER, b""), (EXCEL, codecs.BOM_UTF8)):
        audience = _AUDIENCES[folder]
        single = []
        for name, content in contents.items():
            path = f"{folder}/{name}.csv"
            release.write_bytes(path, mark + content)
            single.append(File(path, "text/csv", *audience))
        whole = f"{release.stem}-{folder}"
        write_zip(release.out / f"{whole}.zip", folder_members(release.out / folder, within=whole))
        files += [File(f"{whole}.zip", "application/zip", *audience), *single]
    return files


def _contents(release: Release) -> Iterator[tuple[str, bytes]]:
    """Datasets as they are; of views the rows, lists as their members with semicolons between them."""
    for resource, _, path in release.datasets():
        yield resource.name, path.read_bytes()
    for view in release.described_views:
        yield view.name, view_csv(release.connection, view.name).content
