"""A CSV file's columns as texts, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from ..database import literal
from ..types.base import Cells, Reader
from ..types.expressions import every
from . import reasons
from .accept import compile_field, no_outer_space, no_outer_space_or_line_end, not_untidy
from .csv_file import CsvFile, missing_values
from .doubt import DoubtError
from .keys import compared_text, spelled
from .silent import SilentField
from .sql import NULL, Sql, sql_type, struct


class CsvTable:
    """The columns of an opened file; `cells` are their names in SQL. Raises DoubtError where it cannot be scanned.

    With `silent`, what these rules would find is in doubt too; `anew`: whether DuckDB is to read its records written
    anew.
    """

    def __init__(self, file: CsvFile, silent: Sequence[SilentField] | None = None, *, anew: bool = False) -> None:
        self.file = file
        self.resource = file.resource
        self.fields, self.names, self.skip = file.fields, file.names, file.skip
        self.screen = file.screen()
        self.source = file.source(anew=anew)
        sample = [row for row in self.resource.fragment if len(row) == len(self.fields)]
        spaces, quotes = self.screen.only_spaces, self.source.quotes
        tidy = not_untidy if not spaces else no_outer_space_or_line_end if quotes else no_outer_space
        self.acceptances = [
            compile_field(
                f,
                missing_values(f),
                Cells(Reader.DUCKDB, [row[i] for row in sample], spaces and not quotes),
                tidy=tidy if silent else None,
                categories=silent[i].categories if silent else None,
            )
            for i, f in enumerate(self.fields)
        ]
        self.cells = [f"c{i}" for i in range(len(self.fields))]
        self.no_text = token_hex(16)
        self.spellings: dict[int, dict[str, str]] = {}

    def cell(self, i: int) -> Sql:
        """A cell's text."""
        return Sql(self.cells[i])

    def cast(self, i: int) -> Sql | None:
        """A cell's cast, or None where its acceptance needs none: DuckDB would make a cast anew wherever it is
        named."""
        return Sql(f"cast{i}") if self.acceptances[i].cast is not None else None

    def acceptable(self, i: int) -> Any:
        """Whether a cell is plainly right; null is no."""
        return self.acceptances[i].acceptable(self.cell(i), self.cast(i))

    def doubtful(self, i: int) -> Any:
        """Whether a cell is in doubt."""
        return self.acceptances[i].doubtful(self.cell(i), self.cast(i))

    def missing(self, i: int) -> Any:
        """Whether a cell is null."""
        return self.acceptances[i].is_missing(self.cell(i))

    def sql(self, *, numbered: bool = False) -> str:
        """A SELECT that reads the file: every cell a text, in the file's order. DuckDB makes a null of one text: of one
        that nobody can guess, so that an empty cell stays an empty text."""
        columns = ", ".join(f"{literal(c)}: 'VARCHAR'" for c in self.cells)
        casts = [
            f"TRY_CAST(c{i} AS {sql_type(a.cast)}) AS cast{i}"
            for i, a in enumerate(self.acceptances)
            if a.cast is not None
        ]
        cells = ", ".join(self.cells + casts)
        source = self.source
        compression = "gzip" if source.is_packed else "none"
        number = f", row_number() OVER () + {self.skip} AS _number" if numbered else ""
        lines = (", new_line = '\\n'" if source.feeds_only else "") + (", parallel = false" if source.in_order else "")
        return (
            f"SELECT {cells}{number} FROM read_csv({literal(str(source.path))}, auto_detect = false, header ="
            f" false, skip = {source.skip}, delim = {literal(source.delimiter)}, quote = {literal(source.quote)},"
            f" escape = {literal(source.quote)}, compression = '{compression}', nullstr = '{self.no_text}',"
            f" strict_mode = true, columns = {{{columns}}}{lines})"
        )

    def column(self, name: str) -> int:
        """The place of a field; raises DoubtError where the table lacks it."""
        if name not in self.names:
            raise DoubtError(reasons.NO_SUCH_COLUMN, name)
        return self.names.index(name)

    def value(self, i: int, *, as_text: bool = False) -> Any:
        """A cell as a text (or a whole number) that is equal to another exactly where frictionless reads equal values;
        null for null.

        Accepted cells have one spelling for each value, or are brought to it here; doubtful ones are looked up in
        `spellings`, which `learn` fills with what frictionless's own reader makes of them.
        """
        cell, acceptance = self.cell(i), self.acceptances[i]
        if self.compared_whole(i) and not as_text:
            # Whole numbers are compared as such, which takes half the time and memory.
            whole = self.doubtful(i).ifelse(NULL, self.cast(i)) if i in self.spellings else self.cast(i)
            # DuckDB casts more than plain whole numbers, and may cast what stands for null.
            nulls_cast = any(c.isdigit() for text in acceptance.missing for c in text)
            return self.missing(i).ifelse(NULL, whole) if nulls_cast else whole
        plain = compared_text(acceptance, cell)
        if i in self.spellings:
            plain = self.doubtful(i).ifelse(cell.looked_up(self.spellings[i]), plain)
        return self.missing(i).ifelse(NULL, plain)

    def compared_whole(self, i: int) -> bool:
        """Whether a column's values are compared as whole numbers: no other spelling of one had to be learned."""
        return self.acceptances[i].compared_by_cast and not self.spellings.get(i)

    def expected_range(self, i: int) -> tuple[int, int] | None:
        """The least and greatest value of a column of whole numbers that rises in the sample, as its first and last
        records tell; None where nothing is to be expected."""
        if not self.acceptances[i].compared_by_cast or i in self.spellings or self.source.quotes:
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
        if self.file.compressed:
            return []
        with self.source.path.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - 65_536))
            lines = file.read().decode("utf-8", "replace").splitlines()
        return lines[-1].split(self.file.delimiter) if lines else []

    def learn(self, i: int, texts: list[str]) -> None:
        """Remember the values of the doubtful texts of a key column; a text of the wrong type is null."""
        read = self.fields[i].create_cell_reader()
        if len(texts) > MOST_SPELLINGS:
            raise DoubtError(reasons.DOUBTFUL_KEY)
        values = {text: read(text)[0] for text in texts}
        field = self.fields[i]
        self.spellings[i] = {
            text: spelled(field, value, Reader.DUCKDB) for text, value in values.items() if value is not None
        }

    def filled(self, columns: list[int]) -> Any:
        """Whether a key is given: at least one of its cells is not null."""
        whole = self.value(columns[0]).notnull()
        for i in columns[1:]:
            whole = whole | self.value(i).notnull()
        return whole

    def missing_of_key(self, i: int, columns: list[int]) -> Sql:
        """Whether a cell is null, and another one of a key that it belongs to is not."""
        whole: Sql = self.missing(i) & ~every([self.missing(n) for n in columns])
        return whole

    def key(self, columns: list[int], *, as_text: bool = False) -> Any:
        """A key as one value; null cells of a composite key are alike."""
        if len(columns) == 1:
            return self.value(columns[0], as_text=as_text)
        return struct({f"k{n}": self.value(i, as_text=as_text) for n, i in enumerate(columns)})

    def fingerprint(self, columns: list[int]) -> Sql:
        """64 bits for a key, the same for keys that are equal: a whole number as such, of other keys what DuckDB's hash
        makes of them. Texts take several times the memory and time to compare."""
        values = [self.value(i) for i in columns]
        if len(columns) == 1 and self.compared_whole(columns[0]):
            return Sql(str(values[0]))
        return Sql(f"hash({', '.join(map(str, values))})")

    def may_hold_rows(self) -> Sql:
        """Whether a cell of a row has several lines, and delimiters that no blank follows."""
        pattern = literal(rf"\x{{{ord(self.file.delimiter):x}}}[^ \n]")
        return Sql(" OR ".join(f"(contains({c}, '\n') AND regexp_matches({c}, {pattern}))" for c in self.cells))

    def blank(self) -> Any:
        """Whether every cell of a row is null."""
        return every([self.missing(i) for i in range(len(self.cells))])


MOST_SPELLINGS = 20_000


def _is_whole(text: str) -> bool:
    """Whether a text is a plain whole number that a 64-bit integer holds."""
    return text.removeprefix("-").isdecimal() and text.isascii() and len(text) < 18
