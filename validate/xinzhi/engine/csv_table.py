"""A CSV resource that frictionless has opened and DuckDB reads: its columns as texts, in SQL."""

from __future__ import annotations

import codecs
import gzip
import shutil
from decimal import Decimal
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

import ibis
from frictionless.resources import TableResource

from ..database import literal
from .accept import compile_field
from .options import Progress, Step
from .plain import screen_file


class DoubtError(Exception):
    """The file, or one of its keys, cannot be judged by the scan; frictionless has to read it whole."""


class CsvTable:
    """Labels, dialect and encoding are what frictionless detected; `cells` are the columns' names in SQL.

    Raises DoubtError where the file is not plain enough for DuckDB to read the records that Python's csv module reads.
    """

    def __init__(self, resource: TableResource, progress: Progress | None = None) -> None:
        self.path = _local_file(resource)
        self._progress = progress
        self._folder: TemporaryDirectory[str] | None = None
        self.resource = _opened(resource)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        resource = self.resource
        self.delimiter, self.quote, self.skip = _plain_dialect(resource)
        encoding = codecs.lookup(str(resource.encoding)).name
        self.fields = resource.header.get_expected_fields()
        self.names = [f.name for f in self.fields]
        width = len(resource.labels) if resource.dialect.header else len(next(iter(resource.fragment), []))
        if not width or width != len(self.fields) or len(set(self.names)) != width:
            raise DoubtError("the columns do not pair with the fields")
        compressed = resource.compression == "gz"
        self.read_from = self.path
        self.compression = "gzip" if compressed else "none"
        if encoding not in ("utf-8", "utf-8-sig", "ascii"):
            self.read_from = self._transcoded(encoding, compressed=compressed)
            self.compression = "none"
        self.screen = screen_file(
            self.path,
            self.delimiter,
            self.quote,
            compressed=compressed,
            digests=bool(resource.hash),
            encoding=encoding,
            told=self._screened if self._progress is not None else None,
        )
        if self.screen.doubt:
            raise DoubtError(self.screen.doubt)
        self.acceptances = [compile_field(f, _missing_values(f)) for f in self.fields]
        self.cells = [f"c{i}" for i in range(width)]
        self.no_text = token_hex(16)
        self.spellings: dict[int, dict[str, str]] = {}

    def _transcoded(self, encoding: str, *, compressed: bool) -> Path:
        """A copy in UTF-8, which is all that DuckDB reads; removed on closing."""
        if self._progress is not None:
            self._progress(Step(self.resource.name, "transcoding"))
        self._folder = TemporaryDirectory(prefix="xinzhi-")
        copy = Path(self._folder.name) / "transcoded.csv"
        opener: Any = gzip.open if compressed else open
        try:
            with opener(self.path, "rt", encoding=encoding, newline="") as source, copy.open("w", encoding="utf-8", newline="") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        except UnicodeError as error:
            raise DoubtError(f"it cannot be decoded: {error}") from error
        return copy

    def _screened(self, done: int) -> None:
        assert self._progress is not None
        self._progress(Step(self.resource.name, "screening", done, self.path.stat().st_size))

    def close(self) -> None:
        """Let frictionless close the file, and remove the copy in UTF-8 where one was made."""
        self.resource.close()
        if self._folder is not None:
            self._folder.cleanup()

    def table(self, name: str, *, numbered: bool = False) -> Any:
        """The table for Ibis; `_number` is frictionless's row number."""
        columns = {**dict.fromkeys(self.cells, "string"), **({"_number": "int64"} if numbered else {})}
        return ibis.table(columns, name=name)

    def sql(self, *, numbered: bool = False) -> str:
        """A SELECT that reads the file: every cell a text, in the file's order. DuckDB makes a null of one text: of one
        that nobody can guess, so that an empty cell stays an empty text."""
        columns = ", ".join(f"{literal(c)}: 'VARCHAR'" for c in self.cells)
        cells = ", ".join(self.cells)
        number = f", row_number() OVER () + {self.skip} AS _number" if numbered else ""
        return (
            f"SELECT {cells}{number} FROM read_csv({literal(str(self.read_from))}, auto_detect = false, header = false, "
            f"skip = {self.skip}, delim = {literal(self.delimiter)}, quote = {literal(self.quote)}, escape = {literal(self.quote)}, "
            f"compression = '{self.compression}', nullstr = '{self.no_text}', strict_mode = true, max_line_size = 16777216, columns = {{{columns}}})"
        )

    def column(self, name: str) -> int:
        """The place of a field; raises DoubtError where the table lacks it."""
        if name not in self.names:
            raise DoubtError(f"there is no column {name}")
        return self.names.index(name)

    def value(self, table: Any, i: int, *, as_text: bool = False) -> Any:
        """A cell as a text (or a whole number) that is equal to another exactly where frictionless reads equal values; null for null.

        Accepted cells have one spelling for each value, or are brought to it here; doubtful ones are looked up in
        `spellings`, which `learn` fills with what frictionless's own reader makes of them.
        """
        cell, acceptance, field = table[self.cells[i]], self.acceptances[i], self.fields[i]
        if field.type == "integer" and acceptance.exact and not self.spellings.get(i) and not as_text:
            # Whole numbers are compared as such, which takes half the time and memory.
            whole = cell.try_cast("int64")
            return ibis.ifelse(acceptance.doubtful(cell), ibis.null("int64"), whole) if i in self.spellings else whole
        plain = cell
        if field.type == "number":
            if field.float_number:
                raise DoubtError("a key is a float")
            short = cell.re_replace(r"^(-?[0-9]+)\.0+$", r"\1").re_replace(r"^(-?[0-9]+\.[0-9]*[1-9])0+$", r"\1")
            plain = short.re_replace(r"^(-?)0+([0-9])", r"\1\2")
            plain = ibis.ifelse(plain == "-0", "0", plain)
        elif field.type == "boolean":
            plain = ibis.ifelse(cell.isin(field.true_values), "true", "false")
        elif not acceptance.exact:
            raise DoubtError(f"values of the key {field.name} can be equal in different spellings")
        if i in self.spellings:
            found = self.spellings[i]
            learned = ibis.null("string")
            if found:
                keys = ibis.literal(list(found), type="array<string>")
                learned = ibis.map(keys, ibis.literal(list(found.values()), type="array<string>")).get(cell)
            plain = ibis.ifelse(acceptance.doubtful(cell), learned, plain)
        return ibis.ifelse(acceptance.is_missing(cell), ibis.null("string"), plain)

    def expected_range(self, i: int) -> tuple[int, int] | None:
        """The least and greatest value of a column of whole numbers that rises in the sample, as its first and last
        records tell; None where nothing is to be expected."""
        if self.fields[i].type != "integer" or i in self.spellings or self.screen.quotes:
            return None
        sample = [row[i] for row in self.resource.fragment if i < len(row)]
        if len(sample) < 2 or not all(_is_whole(text) for text in sample):
            return None
        values = [int(text) for text in sample]
        last = self._last_record()
        if values != sorted(values) or i >= len(last) or not _is_whole(last[i]):
            return None
        low, high = values[0], int(last[i])
        return (low, high) if 0 <= high - low < min(1_000_000_000, 8 * self.screen.line_ends) else None

    def _last_record(self) -> list[str]:
        if self.compression != "none":
            return []
        with self.read_from.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - 65_536))
            lines = file.read().decode("utf-8", "replace").splitlines()
        return lines[-1].split(self.delimiter) if lines else []

    def learn(self, i: int, texts: list[str]) -> None:
        """Remember the values of the doubtful texts of a key column; a text of the wrong type is null."""
        read = self.fields[i].create_cell_reader()
        if len(texts) > _MOST_SPELLINGS:
            raise DoubtError("a key column has too many cells in doubt")
        values = {text: read(text)[0] for text in texts}
        self.spellings[i] = {text: _spelled(value) for text, value in values.items() if value is not None}

    def filled(self, table: Any, columns: list[int]) -> Any:
        """Whether a key is given: at least one of its cells is not null."""
        whole = self.value(table, columns[0]).notnull()
        for i in columns[1:]:
            whole = whole | self.value(table, i).notnull()
        return whole

    def key(self, table: Any, columns: list[int], *, as_text: bool = False) -> Any:
        """A key as one value; null cells of a composite key are alike."""
        if len(columns) == 1:
            return self.value(table, columns[0], as_text=as_text)
        return ibis.struct({f"k{n}": self.value(table, i, as_text=as_text) for n, i in enumerate(columns)})

    def blank(self, table: Any) -> Any:
        """Whether every cell of a row is null."""
        whole = self.acceptances[0].is_missing(table[self.cells[0]])
        for cell, acceptance in list(zip(self.cells, self.acceptances, strict=True))[1:]:
            whole = whole & acceptance.is_missing(table[cell])
        return whole


_MOST_SPELLINGS = 20_000


def _is_whole(text: str) -> bool:
    """Whether a text is a plain whole number that a 64-bit integer holds."""
    return text.removeprefix("-").isdecimal() and text.isascii() and len(text) < 18


def _spelled(value: Any) -> str:
    """The spelling that `CsvTable.value` gives to accepted cells of the same value."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        if value.is_nan():
            raise DoubtError("a key is NaN, which equals nothing")
        whole = f"{value.normalize():f}" if value.is_finite() else str(value)
        return "0" if whole == "-0" else whole
    if isinstance(value, tuple):  # year and month
        return f"{value[0]:04d}-{value[1]:02d}"
    if isinstance(value, float):
        raise DoubtError("a key is a float")
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def _local_file(resource: TableResource) -> Path:
    if resource.format not in ("csv", "tsv") or resource.scheme != "file" or not resource.path:
        raise DoubtError("not a local CSV file")
    if resource.extrapaths or resource.innerpath or resource.compression not in (None, "", "gz"):
        raise DoubtError("in several parts, or in an archive")
    path = Path(str(resource.normpath))
    if not path.is_file():
        raise DoubtError("no such file")
    if not path.is_absolute():
        path = Path.cwd() / path
    if any(c in str(path) for c in "*?[{\\\n"):
        raise DoubtError("DuckDB would take the path for a pattern")
    return path


def _opened(resource: TableResource) -> Any:
    """A copy of the resource, opened by frictionless without reading the tables that its foreign keys name."""
    opened: Any = resource.to_copy()
    opened.package = resource.package
    # Where there is no schema, frictionless guesses one; to touch it here would declare an empty one.
    foreign_keys = list(opened.schema.foreign_keys) if opened.has_defined("schema") else []
    if foreign_keys:
        opened.schema.foreign_keys = []
    try:
        opened.open()
    except Exception as error:  # frictionless will meet the same error, and report it
        raise DoubtError(f"it cannot be opened: {error}") from error
    if foreign_keys:
        opened.schema.foreign_keys = foreign_keys
    return opened


def _plain_dialect(resource: Any) -> tuple[str, str, int]:
    """The delimiter, the quote character and the number of lines in front of the data; raises DoubtError for other dialects than plain ones."""
    dialect = resource.dialect
    control = dialect.get_control("csv") if dialect.has_control("csv") else None
    if control is None:
        raise DoubtError("the dialect is not that of a CSV file")
    if dialect.comment_char or dialect.comment_rows or dialect.skip_blank_rows:
        raise DoubtError("the dialect has comments or skips blank rows")
    if dialect.header and len(dialect.header_rows) != 1:
        raise DoubtError("the header takes several rows")
    if control.skip_initial_space or control.escape_char or not control.double_quote:
        raise DoubtError("the dialect has escapes, or white space in front of cells")
    if control.quote_char not in ('"', "'"):
        raise DoubtError("the quote character is unusual")
    if len(control.delimiter) != 1 or control.delimiter in '"\r\n' or not control.delimiter.isascii():
        raise DoubtError("the delimiter is unusual")
    return control.delimiter, control.quote_char, dialect.header_rows[-1] if dialect.header else 0


def _missing_values(field: Any) -> list[str]:
    """The spellings of null, as frictionless's cell reader takes them."""
    if not field.has_defined("missing_values") and field.schema:
        return list(field.schema.missing_values)
    return list(field.missing_values)
