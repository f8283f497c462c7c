"""Where the records of a table stand that is no file by itself: in which part or member of an archive, on which line.
Of a file by itself, `csv_reading` tells."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, cast

from ..contract.archive import has_too_many_members
from ..contract.package import Resource
from ..contract.reach import is_regular
from ..contract.table import DELIMITERS
from ..findings import Finding
from .answer import ResourceResult

# Each of several parts is unpacked by its own name.
_OPENERS: Mapping[str, Callable[..., Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
_OPENED = (
    OSError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    csv.Error,
    IndexError,
)
# Faults of a file that cannot be opened; of several parts that is the one which is not there.
_NOT_OPENED = ("scheme-error", "not-a-file")


@dataclass(frozen=True)
class _Place:
    """The file of a record and its line there."""

    file: str
    line: int


def parts(resource: Resource) -> list[str]:
    """The paths of a resource's files, in the order in which they are read; none of one whose data is inline."""
    declared, more = resource.descriptor.get("path"), resource.descriptor.get("extrapaths")
    first = declared if isinstance(declared, list) else [declared]
    return [path for path in (*first, *(more if isinstance(more, list) else ())) if isinstance(path, str)]


def member_of(resource: Resource) -> str | None:
    """The member of its ZIP archive that a resource is read from: the one it names, else the first; None where there is
    no such archive."""
    described = resource.descriptor
    packed = described.get("compression", "zip" if (resource.path or "").lower().endswith(".zip") else None)
    if packed != "zip" or resource.file is None or not is_regular(resource.file):
        return None
    named = described.get("innerpath")
    if isinstance(named, str) and named:
        return named
    with suppress(*_OPENED):
        if not has_too_many_members(resource.file):
            with zipfile.ZipFile(resource.file) as archive:
                return next(iter(archive.namelist()), None)
    return None


def placed(resource: Resource, result: ResourceResult) -> ResourceResult:
    """The same findings, of a table in several parts with the part, of one in an archive with its member, and with
    their lines there."""
    found = [*result.findings, *result.silent]
    files = parts(resource)
    member = member_of(resource) if len(files) == 1 else None
    if not found or not files or (len(files) == 1 and member is None):
        return result
    rows = {f.row for f in found if f.row is not None}
    missing = next((path for path in files if not is_regular(resource.package.root / path)), None)
    places = _places(resource, files, member, rows) if rows and missing is None else {}
    own = {str(resource.descriptor.get("path")), None, *files}

    def move(finding: Finding) -> Finding:
        if finding.file not in own:  # the descriptor, or a schema
            return finding
        place = places.get(finding.row or 0)
        file = place.file if place else (missing if finding.rule in _NOT_OPENED else None) or files[0]
        line = place.line if place and finding.line is None else finding.line
        return finding.moved(file=file, line=line, member=member)

    return replace(result, findings=[move(f) for f in result.findings], silent=[move(f) for f in result.silent])


def _places(
    resource: Resource, files: Sequence[str], member: str | None, rows: Collection[int]
) -> Mapping[int, _Place]:
    """Where the records with these numbers begin. Whatever cannot be read has no places."""
    found: dict[int, _Place] = {}
    described = resource.descriptor
    kind = str(described.get("format") or _format(files[0] if member is None else member))
    if kind.lower() not in ("csv", "tsv"):
        return found
    dialect = _dialect(resource)
    headless = dialect.get("header") is False or kind != "csv"
    with ExitStack() as stack, suppress(*_OPENED):
        lines = _Lines(_texts(stack, resource, files, member, headless=headless))
        first = lines.first()
        delimiter = dialect.get("delimiter") or ("\t" if kind == "tsv" else max(DELIMITERS, key=first.count))
        reader = csv.reader(
            lines,
            delimiter=str(delimiter),
            quotechar=str(dialect.get("quoteChar") or '"'),
            doublequote=dialect.get("doubleQuote") is not False,
            escapechar=dialect.get("escapeChar") or None,
            skipinitialspace=dialect.get("skipInitialSpace") is True,
        )
        last = max(rows)
        for row, _ in enumerate(reader, start=1):
            if row in rows:
                found[row] = lines.begun
            if row >= last:
                break
            lines.begin()
    return found


def _format(path: str) -> str:
    suffixes = [suffix[1:].lower() for suffix in Path(path).suffixes]
    return next((suffix for suffix in reversed(suffixes) if suffix not in ("gz", "zip", "bz2", "xz")), "")


def _dialect(resource: Resource) -> Mapping[str, Any]:
    declared = resource.dialect or {}
    own = declared.get("csv")
    return {**declared, **own} if isinstance(own, Mapping) else declared


def _texts(
    stack: ExitStack, resource: Resource, files: Sequence[str], member: str | None, *, headless: bool
) -> Iterator[tuple[_Place, str]]:
    """The lines, each with its place, as frictionless joins them: of parts but the first, CSV files with a header lose
    their first line."""
    encoding = str(resource.descriptor.get("encoding") or "utf-8").lower()
    encoding = "utf-8-sig" if encoding in ("utf-8", "utf8") else encoding
    for number, path in enumerate(files):
        stream = _opened(stack, resource.package.root / path, member)
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
        for line, content in enumerate(text, start=1):
            if line > 1 or headless or not number:
                yield _Place(path, line), content


def _opened(stack: ExitStack, path: Path, member: str | None) -> IO[bytes]:
    suffix = path.suffix.lower()
    if member is not None or suffix == ".zip":
        archive = stack.enter_context(zipfile.ZipFile(path))
        return stack.enter_context(archive.open(member or archive.namelist()[0]))
    return cast(IO[bytes], stack.enter_context(_OPENERS.get(suffix, open)(path, "rb")))


class _Lines:
    """The lines for a reader of records, and the place at which the record that it reads has begun. Where a part ends
    without a line end, its last line goes on in the next."""

    def __init__(self, source: Iterable[tuple[_Place, str]]) -> None:
        self._source = iter(source)
        self._ahead: list[tuple[_Place, str]] = []
        self._is_begun = False
        self.begun = _Place("", 1)

    def first(self) -> str:
        """The first line, which is read again."""
        self._ahead = [line for line in [next(self._source, None)] if line is not None]
        return self._ahead[0][1] if self._ahead else ""

    def begin(self) -> None:
        """The next line begins a record."""
        self._is_begun = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        place, text = self._next()
        while not text.endswith(("\n", "\r")):
            try:
                _, more = self._next()
            except StopIteration:
                break
            text += more
        if not self._is_begun:
            self.begun, self._is_begun = place, True
        return text

    def _next(self) -> tuple[_Place, str]:
        return self._ahead.pop() if self._ahead else next(self._source)
