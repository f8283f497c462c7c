"""Writes each CSV file with a byte-order mark, without which Excel takes Chinese for something else."""

from __future__ import annotations

import codecs

from .context import File, Release
from .zip_file import folder_members, write_zip

FOLDER = "csv-excel"


def write(release: Release) -> list[File]:
    """Write `csv-excel/<dataset>.csv`, and all of them in one zip file."""
    audience = ("在 Excel 中打开 CSV 的人", "people who open CSV in Excel")
    files = []
    for resource, _, path in release.datasets():
        release.write_bytes(f"{FOLDER}/{resource.name}.csv", codecs.BOM_UTF8 + path.read_bytes())
        files.append(File(f"{FOLDER}/{resource.name}.csv", "text/csv", *audience))
    name = f"{release.stem}-{FOLDER}.zip"
    write_zip(release.out / name, folder_members(release.out / FOLDER))
    return [File(name, "application/zip", *audience), *files]
