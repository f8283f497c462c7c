"""Brings the package's files into canonical form, one whole file at a time."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .contract.canonical import canonical_table
from .contract.package import Package, PackageError
from .contract.table import Table, read_table


def format_package(package: Package, *, write: bool) -> Iterator[Path]:
    """Every file that is not in canonical form; rewritten if `write`. Raises PackageError for a file that is no CSV."""
    for resource in package.resources:
        if resource.schema is None or resource.file is None or not resource.is_plain_csv:
            continue
        try:
            table = _read_whole(resource.file)
        except FileNotFoundError:
            continue  # the structure layer reports a missing file
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise PackageError(
                f"{resource.path} 不是 UTF-8 编码的 CSV，无法整理：{error}",
                f"{resource.path} is not a UTF-8 CSV file, so it cannot be formatted: {error}",
            ) from error
        wanted = canonical_table(table, resource.schema)
        if wanted != table.text:
            if write:
                replace_file(resource.file, wanted)
            yield resource.file


def _read_whole(path: Path) -> Table:
    """Read a table that may be written back: what a torn quote swallowed must not be sealed as a cell."""
    table = read_table(path)
    for _ in csv.reader(io.StringIO(table.text.removeprefix("\ufeff"), newline=""), strict=True):
        pass
    return table


def replace_file(path: Path, text: str) -> None:
    """Write a file so that whoever looks, whenever, sees the old text or the new one whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
