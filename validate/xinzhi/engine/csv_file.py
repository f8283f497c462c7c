"""A local CSV file that frictionless has opened: its labels, dialect and encoding, and what its bytes tell."""

from __future__ import annotations

import codecs
import csv
import gzip
import re
import shutil
import sys
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any

from ..contract.reach import is_regular
from . import reasons
from .doubt import DoubtError
from .examples import longest_constraint
from .frictionless_types import FrictionlessField, FrictionlessResource
from .options import Progress, ProgressStep

if TYPE_CHECKING:
    from .plain import FileScreen
    from .rewriting import Rewritten

_EAGER = 0.0002  # seconds
# Characters: every judgement of a doubtful text writes the constraint out.
LONGEST_SCANNED_CONSTRAINT = 64 * 1024
# DuckDB takes a gigabyte for a list of some hundred thousand.
MOST_SCANNED_MISSING_VALUES = 1_000
# A reader of frictionless's own that cannot compare or compile something; it will say so of the whole file.
READER_FAILURES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, re.error)


@dataclass(frozen=True)
class Source:
    """What DuckDB reads of a file: `records` rows, behind `skip` lines.

    `feeds_only`: whether records end in line feeds, and cells may hold carriage returns. `in_order`: whether cells hold
    line ends, so that one thread has to read all. `quotes`: whether there are any. `ragged`: of rows of another width
    than the header's, the cells that the file has, by the number of their record."""

    path: Path
    records: int
    delimiter: str = ","
    quote: str = '"'
    skip: int = 0
    is_packed: bool = False
    feeds_only: bool = False
    in_order: bool = False
    quotes: bool = False
    ragged: Mapping[int, list[str]] = field(default_factory=dict)


class CsvFile:
    """A CSV file on its way to DuckDB. Raises DoubtError where DuckDB cannot read the records that Python's csv module
    reads.

    The bytes are read in a thread of their own, which costs nothing while Python imports what the scan needs.
    """

    def __init__(self, resource: FrictionlessResource, progress: Progress | None = None) -> None:
        self._progress = progress
        self._interval = sys.getswitchinterval()
        self.path = _local_file(resource)
        self._folder: TemporaryDirectory[str] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="bytes")
        self.resource = opened(resource)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        from .plain import screen_file  # and numpy with it, which a file that is not scanned does not need

        resource = self.resource
        self.delimiter, self.quote, self.skip = plain_dialect(resource)
        self.encoding = codecs.lookup(str(resource.encoding)).name
        if not _keeps_ascii(self.encoding):
            raise DoubtError(reasons.ASCII_REWRITTEN)
        # frictionless opens other files than .csv so that Python makes a plain line end of every one, also within
        # quotes.
        self._newline = "" if resource.format == "csv" else None
        self.fields = paired_fields(resource)
        self.names = [f.name for f in self.fields]
        self.compressed = resource.compression == "gz"
        self.well_quoted = True
        # Python hands over between threads every 5 ms; an import would keep the other one waiting at every chunk.
        sys.setswitchinterval(_EAGER)
        self._screening = self._thread.submit(
            screen_file,
            self.path,
            self.delimiter,
            self.quote,
            compressed=self.compressed,
            digests=bool(resource.hash),
            encoding=self.encoding,
            head=self.skip,
            universal=self._newline is None,
            progress=self._screened if self._progress is not None else None,
        )

    def screen(self) -> FileScreen:
        """What the bytes tell. Raises DoubtError."""
        try:
            screen = self._screening.result()
        except (EOFError, OSError, zlib.error, UnicodeError) as error:
            raise DoubtError(reasons.CANNOT_BE_READ, type(error).__name__) from error
        finally:
            sys.setswitchinterval(self._interval)
        if screen.doubt:
            raise DoubtError(screen.doubt)
        self.well_quoted = screen.well_quoted
        return screen

    def source(self, *, anew: bool = False) -> Source:
        """What DuckDB reads: the file, a copy of it in UTF-8, or, where `anew` or its bytes are not plain, its records
        written anew. Raises DoubtError."""
        screen = self.screen()
        if anew or not screen.is_plain:
            done, path = self._rewritten()
            return Source(
                path, records=done.rows, feeds_only=True, in_order=done.quoted_ends, quotes=True, ragged=done.ragged
            )
        source = Source(
            self.path,
            records=screen.records - self.skip,
            delimiter=self.delimiter,
            quote=self.quote,
            skip=self.skip,
            is_packed=self.compressed,
            feeds_only=screen.feeds_only,
            quotes=screen.quotes,
        )
        if self.encoding in ("utf-8", "utf-8-sig", "ascii"):
            return source
        screen.only_spaces = False  # its bytes may stand for other characters
        return replace(source, path=self._transcoded(), is_packed=False)

    def _transcoded(self) -> Path:
        """A copy in UTF-8, which is all that DuckDB reads; removed on closing. DuckDB passes over one byte order mark,
        of which frictionless may read a character: the copy has one more."""
        copy = self._copy("transcoded.csv")
        with self._reading() as source, copy.open("w", encoding="utf-8-sig", newline="") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        return copy

    def _rewritten(self) -> tuple[Rewritten, Path]:
        from .rewriting import rewrite

        copy = self._copy("rewritten.csv")
        control: Any = self.resource.dialect.get_control("csv")
        nulls = [_null(field) for field in self.fields]
        with self._reading() as source:
            return rewrite(source, copy, control.to_python(), skip=self.skip, nulls=nulls), copy

    def _copy(self, name: str) -> Path:
        if self._progress is not None:
            self._progress(ProgressStep(self.resource.name, "transcoding"))
        self._folder = self._folder or TemporaryDirectory(prefix="xinzhi-")
        return Path(self._folder.name) / name

    @contextmanager
    def _reading(self) -> Iterator[IO[str]]:
        """The file's text, with the line ends that frictionless sees."""
        try:
            with _text(self.path, self.encoding, self._newline, compressed=self.compressed) as source:
                yield source
        except UnicodeError as error:
            raise DoubtError(reasons.CANNOT_BE_DECODED, str(error)) from error
        except (EOFError, OSError, zlib.error) as error:
            raise DoubtError(reasons.CANNOT_BE_UNPACKED, str(error)) from error
        except csv.Error as error:
            raise DoubtError(reasons.CANNOT_BE_READ, str(error)) from error

    def _screened(self, done: int) -> None:
        assert self._progress is not None
        self._progress(ProgressStep(self.resource.name, "screening", done, self.path.stat().st_size))

    def close(self) -> None:
        """Let frictionless close the file, and remove the copy in UTF-8 where one was made."""
        sys.setswitchinterval(self._interval)
        self._thread.shutdown()
        self.resource.close()
        if self._folder is not None:
            self._folder.cleanup()


def _local_file(resource: FrictionlessResource) -> Path:
    if resource.format not in ("csv", "tsv") or resource.scheme != "file" or not resource.path:
        raise DoubtError(reasons.NOT_LOCAL_CSV)
    if resource.extrapaths or resource.innerpath or resource.compression not in (None, "", "gz"):
        raise DoubtError(reasons.SEVERAL_PARTS)
    path = Path(str(resource.normpath))
    if not is_regular(path):
        raise DoubtError(reasons.NO_SUCH_FILE)
    if not path.is_absolute():
        path = Path.cwd() / path
    if any(c in str(path) for c in "*?[{\\\n"):
        raise DoubtError(reasons.PATH_IS_PATTERN)
    return path


def _text(path: Path, encoding: str, newline: str | None, *, compressed: bool) -> IO[str]:
    if compressed:
        return gzip.open(path, "rt", encoding=encoding, newline=newline)
    return path.open(encoding=encoding, newline=newline)


def _keeps_ascii(encoding: str) -> bool:
    """Whether the bytes of delimiters, quotes and line ends mean these characters, and nothing else does; where a
    character takes several bytes, the file is decoded before it is looked at."""
    probe = b" \t\n\"',;|0123456789 +ACI- ~{!!~} \\u0022"
    try:
        return encoding.startswith(("utf-16", "utf-32")) or probe.decode(encoding) == probe.decode("ascii")
    except UnicodeError:
        return False


def opened(resource: FrictionlessResource) -> FrictionlessResource:
    """A copy of the resource, opened by frictionless without reading the tables that its foreign keys name. Raises
    DoubtError."""
    copy = resource.to_copy()
    copy.package = resource.package
    # Where there is no schema, frictionless guesses one; to touch it here would declare an empty one.
    foreign_keys = list(copy.schema.foreign_keys) if copy.has_defined("schema") else []
    if foreign_keys:
        copy.schema.foreign_keys = []
    try:
        copy.open()
    except Exception as error:  # frictionless will meet the same error, and report it
        raise DoubtError(reasons.CANNOT_BE_OPENED, str(error)) from error
    if foreign_keys:
        copy.schema.foreign_keys = foreign_keys
    return copy


def paired_fields(resource: FrictionlessResource) -> list[FrictionlessField]:
    """The fields of an opened resource, one for each column. Raises DoubtError where they do not pair, where a
    constraint is too long for every doubtful text to be judged by it, or where there are too many spellings of null for
    a query."""
    fields = resource.header.get_expected_fields()
    width = len(resource.labels) if resource.dialect.header else len(next(iter(resource.fragment), []))
    if not width or width != len(fields) or len({f.name for f in fields}) != width:
        raise DoubtError(reasons.COLUMNS_DO_NOT_PAIR)
    if longest_constraint(fields) > LONGEST_SCANNED_CONSTRAINT:
        raise DoubtError(reasons.LONG_CONSTRAINT)
    if any(len(missing_values(f)) > MOST_SCANNED_MISSING_VALUES for f in fields):
        raise DoubtError(reasons.MANY_MISSING_VALUES)
    return fields


def plain_dialect(resource: FrictionlessResource) -> tuple[str, str, int]:
    """The delimiter, the quote character and the number of lines in front of the data; raises DoubtError for other
    dialects than plain ones."""
    dialect = resource.dialect
    control = dialect.get_control("csv") if dialect.has_control("csv") else None
    if control is None:
        raise DoubtError(reasons.OTHER_DIALECT)
    if dialect.comment_char or dialect.comment_rows or dialect.skip_blank_rows:
        raise DoubtError(reasons.COMMENTS)
    if dialect.header and len(dialect.header_rows) != 1:
        raise DoubtError(reasons.SEVERAL_HEADER_ROWS)
    if control.skip_initial_space or control.escape_char or not control.double_quote:
        raise DoubtError(reasons.ESCAPES)
    if control.quote_char not in ('"', "'"):
        raise DoubtError(reasons.UNUSUAL_QUOTE)
    if len(control.delimiter) != 1 or control.delimiter in '"\r\n' or not control.delimiter.isascii():
        raise DoubtError(reasons.UNUSUAL_DELIMITER)
    return control.delimiter, control.quote_char, dialect.header_rows[-1] if dialect.header else 0


def missing_values(field: FrictionlessField) -> list[str]:
    """The spellings of null, as frictionless's cell reader takes them."""
    if not field.has_defined("missing_values") and field.schema:
        return list(field.schema.missing_values)
    return list(field.missing_values)


def _null(field: FrictionlessField) -> str | None:
    """A text that frictionless reads as null in a field; None where there is none."""
    texts = missing_values(field)
    return "" if "" in texts else next(iter(texts), None)
