"""Brings the package's files into canonical form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from .contract.canonical import canonical_table
from .contract.package import Package, PackageError
from .contract.table import Table, read_table
from .writing import Replacement, replace_files


def format_package(package: Package, *, write: bool) -> Iterator[Path]:
    """Every file that is not in canonical form; rewritten if `write`, all of them or none.

    Raises PackageError, and nothing is written, for a file that is no CSV, and where writing would harm: a file is open
    in another program, holds a git conflict, or has changed since it was read. A file with a row that ends early is
    left as it is: nobody knows which cell is missing. It is reported as a PackageError once all other files are done.
    """
    left, replacements = [], []
    for resource in package.resources:
        if resource.schema is None or resource.file is None or not resource.is_plain_csv:
            continue
        try:
            table = read_whole(resource.file)
        except FileNotFoundError:
            continue  # the structure layer reports a missing file
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise PackageError(
                f"{resource.path} 不是 UTF-8 编码的 CSV，无法整理：{error}",
                f"{resource.path} is not a UTF-8 CSV file, so it cannot be formatted: {error}",
            ) from error
        if short := _short_row(table):
            left.append((str(resource.path), *short))
            continue
        wanted = canonical_table(table, resource.schema)
        if wanted != table.text:
            replacements.append(Replacement(resource.file, wanted, read=table.text))
    if write:
        replace_files(package.root, replacements)
    yield from (replacement.path for replacement in replacements)
    if left:
        zh = "；".join(f"{path}:{line} 只有 {cells} 个单元格，应有 {columns} 个" for path, line, cells, columns in left)
        en = "; ".join(f"{path}:{line} has {cells} of {columns} cells" for path, line, cells, columns in left)
        raise PackageError(
            f"{zh}：未整理该文件。请先补上所缺的单元格",
            f"{en}: the file was left as it is. Fill in the cell that is missing first",
        )


def _short_row(table: Table) -> tuple[int, int, int] | None:
    """The line of the first row that ends early, its number of cells, and that of the columns."""
    columns = len(table.header)
    return next(((r.line, len(r.cells), columns) for r in table.records if len(r.cells) < columns), None)


def read_whole(path: Path) -> Table:
    """Read a table that may be written back: what a torn quote swallowed must not be sealed as a cell."""
    table = read_table(path)
    for _ in csv.reader(io.StringIO(table.text.removeprefix("\ufeff"), newline=""), strict=True):
        pass
    return table
