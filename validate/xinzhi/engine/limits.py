"""The limits within which a data file is read, and the checks that hold a file to them before any reader opens it."""

from __future__ import annotations

import bz2
import csv
import gzip
import lzma
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

from ..contract.archive import MOST_MEMBERS, has_too_many_members
from ..contract.package import LARGEST_DESCRIPTOR
from ..contract.reach import is_regular, is_special
from ..contract.table import DELIMITERS
from ..contract.yaml_text import written_out
from .details import BilingualDetail
from .faults import Fault
from .frictionless_types import FrictionlessResource
from .patience import CheckTimeoutError, require_guessable

# A row with its line ends. DuckDB gives up at the same size; readers hold a row, and a sample of them, in memory.
LARGEST_ROW = 16 * 1024 * 1024
# frictionless looks at this many lines before it reads any, all at once.
SAMPLE_LINES = 100
LARGEST_SAMPLE = 64 * 1024 * 1024
# frictionless repeats the whole row in each of its errors: what a wrong row costs grows with the square of its width.
MOST_COLUMNS = 5_000
# A table in which nothing is in doubt has no errors, and costs time and memory by its cells: tables of genes have tens
# of thousands of columns and few rows. Such files may have so many columns and bytes (of which a cell takes two).
MOST_PLAIN_COLUMNS = 100_000
LARGEST_WIDE = 16 * 1024 * 1024
# A file may unpack to this size whatever its own, and beyond to this many times its own: tables pack to a tenth.
LARGEST_UNPACKED = 256 * 1024 * 1024
LARGEST_RATIO = 100
# Formats that a reader takes into memory whole.
LARGEST_WHOLE = 256 * 1024 * 1024
WHOLE_FORMATS = ("json", "geojson", "topojson", "xlsx", "xls", "ods", "html")

# frictionless compares each cell with all of them.
MOST_MISSING_VALUES = 10_000

_LINE_FORMATS = ("csv", "tsv", "jsonl", "ndjson")
_ZIPPED_FORMATS = ("xlsx", "ods")
_PACKED = ("gz", "zip", "bz2", "xz")
_CHUNK = 4 * 1024 * 1024
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Refusal(Fault):
    """Why a file is not read. Where it is only a `remark`, the file is read, and this is reported if frictionless finds
    nothing wrong."""

    remark: bool = False


class _RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.type)
        self.refusal = refusal


def refuse(resource: FrictionlessResource, *, whole: bool = True) -> Refusal | None:
    """Why frictionless, which described the resource, may not read it, or what it will not see; None where there is
    nothing to say, and where there is no file.

    Without `whole` only so much is looked at as it takes to let frictionless open the resource, which reads the file's
    first lines; the scan holds the rest to the same limits as it goes. Of what is remote nothing is looked at.
    """
    remark = None
    try:
        _check_missing_values(resource)
        for path in _files(resource):
            remark = _check_bytes(resource, path, whole=whole) or remark
        if resource.format in ("csv", "tsv") and not resource.memory and not resource.remote:
            remark = _check_rows(resource, whole=whole) or remark
        if resource.memory:
            _check_inline_rows(resource.data)
    except _RefusedError as refused:
        return refused.refusal
    except CheckTimeoutError as error:
        return Refusal("source-error", error.detail)
    except Exception:  # it is missing, another encoding, no archive: frictionless meets the same, and reports it
        return remark
    return remark


def _check_missing_values(resource: FrictionlessResource) -> None:
    if not resource.has_defined("schema"):
        return
    schema = resource.schema
    most = max(len(schema.missing_values), *(len(field.missing_values) for field in schema.fields), 0)
    if most > MOST_MISSING_VALUES:
        detail = BilingualDetail(
            f"表示空值的写法有 {most} 种，至多查找 {MOST_MISSING_VALUES} 种",
            f"it has {most} missing values, and at most {MOST_MISSING_VALUES} are looked for",
        )
        raise _RefusedError(Refusal("reader-failure", detail))


def _files(resource: FrictionlessResource) -> Iterator[Path]:
    if resource.memory or resource.remote:
        return
    for each in resource.normpaths:
        path = Path(each)
        if is_special(path):
            raise _RefusedError(Refusal("not-a-file", values={"path": path.name}))
        if is_regular(path):
            yield path


def _check_bytes(resource: FrictionlessResource, path: Path, *, whole: bool) -> Refusal | None:
    # Each of several parts is unpacked by its own name.
    suffix = path.suffix[1:].lower()
    packed = (suffix if suffix in _PACKED else None) if resource.multipart else resource.compression
    innerpath = None if resource.multipart else resource.innerpath
    size = path.stat().st_size
    if packed == "zip" or resource.format in _ZIPPED_FORMATS:
        _check_archive(path, size, innerpath if packed == "zip" else None, one=packed == "zip")
    if resource.format in WHOLE_FORMATS and not packed and size > LARGEST_WHOLE:
        raise _RefusedError(Refusal("file-too-large", values={"size": size, "limit": LARGEST_WHOLE}))
    if resource.format == "yaml":
        with _unpacked(path, packed, innerpath) as stream:
            _check_yaml(stream.read(LARGEST_DESCRIPTOR + 1))
    screens = resource.format in _LINE_FORMATS
    # Nothing packs deflate's streams tighter than 1 to 1,032.
    if not screens and (packed not in ("gz", "bz2", "xz") or (packed == "gz" and size * 1032 < LARGEST_UNPACKED)):
        return None
    with _unpacked(path, packed, innerpath) as stream:
        return _check_stream(stream, size, resource, screens=screens, packed=bool(packed), whole=whole)


def _check_yaml(text: bytes) -> None:
    """Refuse a YAML text that is long, that stands for a long one, or that is nested too deep."""
    size = len(text)
    if size <= LARGEST_DESCRIPTOR:
        try:
            size = written_out(text, LARGEST_DESCRIPTOR)
        except RecursionError:
            size = LARGEST_DESCRIPTOR + 1
    if size > LARGEST_DESCRIPTOR:
        raise _RefusedError(Refusal("file-too-large", values={"size": size, "limit": LARGEST_DESCRIPTOR}))


@contextmanager
def _unpacked(path: Path, packed: str | None, innerpath: str | None) -> Iterator[IO[bytes]]:
    openers: dict[str, Callable[[Path], Any]] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}
    if packed == "zip":
        with zipfile.ZipFile(path) as archive, archive.open(innerpath or archive.namelist()[0]) as member:
            yield member
    else:
        with openers[packed](path) if packed in openers else path.open("rb", buffering=0) as stream:
            yield stream


def _is_wide(resource: FrictionlessResource, beginning: bytes) -> bool:
    """Whether the encoding, which frictionless guesses of the file's beginning unless it is declared, gives an ASCII
    character more than one byte, of which one is NUL."""
    if beginning.startswith(_WIDE_MARKS):
        return True
    encoding = resource.get_defined("encoding")
    if not encoding:
        encoding = resource.detector.detect_encoding(beginning[: resource.detector.buffer_size])
    return str(encoding).lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf16", "utf32"))


def _check_stream(
    stream: IO[bytes], size: int, resource: FrictionlessResource, *, screens: bool, packed: bool, whole: bool
) -> Refusal | None:
    nul: Refusal | None = None
    wide = False
    read = lines = open_line = 0
    while chunk := stream.read(_CHUNK):
        if not read and screens and b"\0" in chunk:
            wide = _is_wide(resource, chunk)
        read += len(chunk)
        if packed and is_bomb(read, size):
            raise _RefusedError(Refusal("unpacked-size", values=_unpacked_values(size)))
        if not screens:
            continue
        if nul is None and not wide and (at := chunk.find(b"\0")) >= 0:
            nul = Refusal("nul-byte", values={"offset": read - len(chunk) + at}, remark=True)
        # A chunk is smaller than the limit, so that only the lines at its ends can pass it.
        mark = b"\n" if b"\n" in chunk else b"\r"
        first, last = chunk.find(mark), chunk.rfind(mark)
        open_line += len(chunk) if first < 0 else first
        if open_line > LARGEST_ROW:
            # A disk image, or a hole of any size in a file: there are no rows to read.
            raise _RefusedError(
                replace(nul, remark=False) if nul else Refusal("row-too-long", values={"limit": LARGEST_ROW})
            )
        if first >= 0:
            open_line = len(chunk) - last - 1
        if lines < SAMPLE_LINES:
            lines += chunk.count(mark)
            if lines < SAMPLE_LINES and read > LARGEST_SAMPLE:
                raise _RefusedError(Refusal("row-too-long", values={"limit": LARGEST_SAMPLE // SAMPLE_LINES}))
        if not whole and lines >= SAMPLE_LINES:
            return nul
    return nul


def is_bomb(unpacked: int, size: int) -> bool:
    """Whether a file of `size` bytes that unpacks to at least `unpacked` bytes passes the limits."""
    return unpacked > LARGEST_UNPACKED and unpacked > LARGEST_RATIO * size


def _unpacked_values(size: int) -> dict[str, object]:
    return {"size": size, "limit": LARGEST_UNPACKED, "ratio": LARGEST_RATIO}


def _check_archive(path: Path, size: int, innerpath: str | None, *, one: bool) -> None:
    """Hold a ZIP archive to the limits; `one` where only one of its members is read. A member is never read beyond the
    size that the archive declares for it, so that a wrong declaration helps nobody."""
    if has_too_many_members(path):
        raise _RefusedError(Refusal("archive-members", values={"limit": MOST_MEMBERS}))
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if one and members:
            members = [archive.getinfo(innerpath) if innerpath in archive.namelist() else members[0]]
        if is_bomb(sum(member.file_size for member in members), size):
            raise _RefusedError(Refusal("unpacked-size", values=_unpacked_values(size)))


# Rows


def _check_rows(resource: FrictionlessResource, *, whole: bool) -> Refusal | None:
    """Read the rows as Python's csv module does for frictionless, with the dialect that frictionless detects; without
    `whole`, those of frictionless's sample."""
    copy = resource.to_copy()
    if copy.has_defined("schema"):
        copy.schema.foreign_keys = []
    with _loaded(copy) as stream:
        dialect = _dialect(copy, list(islice(stream, SAMPLE_LINES)))
    marks = (dialect.delimiter, dialect.quotechar, dialect.escapechar)
    end = next(c for c in "\x1e\x1f\x1d\x1c" if c not in marks)
    with _loaded(copy) as stream:
        # With a delimiter in it, the last line is two cells only where no quote is open.
        lines = _Lines(stream, end + dialect.delimiter + end)
        row = 1
        for row, cells in enumerate(csv.reader(lines, dialect), start=1):
            if cells == [end, end]:
                return None
            if len(cells) > MOST_COLUMNS:
                values = {"number": len(cells), "limit": MOST_COLUMNS, "row": row}
                raise _RefusedError(Refusal("too-many-columns", row=row, values=values))
            if not whole and row >= SAMPLE_LINES:
                return None
            lines.next_row()
    return Refusal("unclosed-quote", row=row, values={"quote": dialect.quotechar, "row": row}, remark=True)


def _check_inline_rows(data: object) -> None:
    for row, cells in enumerate(data if isinstance(data, list) else (), start=1):
        if isinstance(cells, list | dict) and len(cells) > MOST_COLUMNS:
            values = {"number": len(cells), "limit": MOST_COLUMNS, "row": row}
            raise _RefusedError(Refusal("too-many-columns", row=row, values=values))


@contextmanager
def _loaded(resource: FrictionlessResource) -> Iterator[Iterator[str]]:
    from frictionless import system

    loader = system.create_loader(resource)
    with loader:
        yield iter(loader.text_stream)


def _dialect(resource: FrictionlessResource, sample: list[str]) -> csv.Dialect:
    """The dialect that frictionless detects in the first lines, as Python's csv module takes it."""
    from frictionless import system
    from frictionless.formats import CsvControl
    from frictionless.resources import TableResource

    described = resource.dialect.to_copy()
    text = "".join(sample)
    # Without a quote, the csv module's patterns fail at once.
    if any(quote in text for quote in "\"'"):
        any_of = "\t" if resource.format == "tsv" else DELIMITERS
        require_guessable(text, CsvControl.from_dialect(described).get_defined("delimiter", default=any_of))
    first = TableResource(data=text.encode(), format=resource.format, encoding="utf-8", dialect=described)
    parser = system.create_parser(first)
    parser.open()
    parser.close()
    dialect: csv.Dialect = CsvControl.from_dialect(first.dialect).to_python()
    return dialect


class _Lines:
    """The lines of a text, and a last one that is read as a row unless a quote is still open. Holds a row to its
    limit."""

    def __init__(self, stream: Iterator[str], end: str) -> None:
        self._stream = stream
        self._end = end
        self._row = 0

    def next_row(self) -> None:
        """Count a row's characters from here."""
        self._row = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._stream:
            self._row += len(line)
            if self._row > LARGEST_ROW:
                raise _RefusedError(Refusal("row-too-long", values={"limit": LARGEST_ROW}))
            yield line
        yield self._end
