"""How frictionless reads a CSV file: what it was told of the dialect and the encoding, and what it has guessed."""

from __future__ import annotations

import codecs
import csv
import gzip
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ..contract.package import Resource
from ..contract.reach import is_regular
from .frictionless_types import FrictionlessResource
from .quoting import StrayQuote, stray_quotes

# What a file that was read to its end, or to an error, may raise where it is read again. Some codecs know no
# replacement for what they cannot decode.
_UNREADABLE = (csv.Error, OSError, EOFError, zlib.error, UnicodeError)


@dataclass(frozen=True)
class CsvReading:
    """A local CSV file, perhaps packed by gzip, with the dialect by which Python's csv module reads it."""

    path: Path
    encoding: str
    dialect: type[csv.Dialect] | csv.Dialect
    newline: str | None = ""
    compressed: bool = False

    def lines_of(self, rows: Collection[int]) -> Mapping[int, int]:
        """The file lines on which records start, for the given record numbers: the file is read no further than the
        last."""
        if not rows:
            return {}
        last, line, lines = max(rows), 1, {}
        with suppress(*_UNREADABLE), self._text() as file:
            reader = csv.reader(file, self.dialect)
            for row, _ in enumerate(reader, start=1):
                if row in rows:
                    lines[row] = line
                if row >= last:
                    break
                line = reader.line_num + 1
        return lines

    def stray_quotes(self) -> Iterator[StrayQuote]:
        """The cells with stray quotation marks."""
        dialect = self.dialect() if isinstance(self.dialect, type) else self.dialect
        with suppress(*_UNREADABLE), self._text() as file:
            yield from stray_quotes(file, dialect)

    def has_blanks_behind(self, delimiter: str) -> bool:
        """Whether a blank stands behind a delimiter anywhere."""
        with suppress(*_UNREADABLE), self._text() as file:
            return any(f"{delimiter} " in line for line in file)
        return False

    @contextmanager
    def _text(self) -> Iterator[IO[str]]:
        opener: Any = gzip.open if self.compressed else open
        with opener(self.path, "rt", encoding=self.encoding, errors="replace", newline=self.newline) as file:
            yield file


def header_record(resource: FrictionlessResource) -> int:
    """The number of the record that holds the labels, 0 where there is none."""
    dialect = resource.dialect
    number = dialect.header_rows[-1] if dialect.header and dialect.header_rows else 0
    # frictionless takes any value for it, and a number with a fraction for its whole part.
    return int(number) if isinstance(number, int | float) else 0


def plain_reading(resource: Resource) -> CsvReading | None:
    """How a resource's file is read that is UTF-8 in the default dialect; None for others."""
    if resource.file is None or not resource.is_plain_csv or not is_regular(resource.file):
        return None
    return CsvReading(resource.file, "utf-8-sig", csv.excel)


def reading_of(resource: FrictionlessResource) -> CsvReading | None:
    """How frictionless has read a resource that it has opened; None where it has not come so far, and where the file is
    none that lies here by itself."""
    if resource.format not in ("csv", "tsv") or resource.scheme != "file" or not resource.normpath:
        return None
    if resource.extrapaths or resource.innerpath or resource.compression not in (None, "", "gz"):
        return None
    path = Path(str(resource.normpath))
    dialect = resource.dialect
    if not is_regular(path) or not resource.encoding or not dialect.has_control("csv"):
        return None
    with suppress(LookupError, TypeError, csv.Error):
        return CsvReading(
            path,
            codecs.lookup(resource.encoding).name,
            dialect.get_control("csv").to_python(),
            "" if resource.format == "csv" else None,
            resource.compression == "gz",
        )
    return None
