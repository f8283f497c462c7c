"""The rows that findings are about, read from their files again: cells with their physical place, and their
neighbours."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..contract.package import Package, Resource
from ..contract.table import DELIMITERS, FIELD_SIZE_LIMIT
from ..findings import Finding


@dataclass(frozen=True)
class TextRange:
    """A stretch of a file: 1-based lines and columns, counted in Unicode code points; the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class RawRow:
    """A CSV record as it stands in the file: its number (the header is 1), its first line, its cells and its raw
    text."""

    number: int
    line: int
    cells: Sequence[str]
    raw: str
    delimiter: str
    quote: str

    @cached_property
    def cell_ranges(self) -> list[TextRange]:
        """Where each cell stands, quotes included."""
        ranges: list[TextRange] = []
        line, column = self.line, 1
        start, state = (line, column), "start"
        for character in self.raw.rstrip("\r\n"):
            if character == self.delimiter and state != "quoted":
                ranges.append(TextRange(*start, line, column))
                start, state = (line, column + 1), "start"
            else:
                state = _next(state, character == self.quote)
            line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
        ranges.append(TextRange(*start, line, column))
        return ranges


def _next(state: str, is_quote: bool) -> str:
    """The state of Python's csv reader after a character of a cell: a quote opens a cell only at its start, and a
    doubled one inside stands for itself."""
    if is_quote:
        return {"start": "quoted", "quoted": "closing", "closing": "quoted"}.get(state, "plain")
    return "quoted" if state == "quoted" else "plain"


class RowContext:
    """The rows that a list of findings is about, with the one above and the one below each, and their headers.

    Files that are no plain text tables, or cannot be read, have none.
    """

    def __init__(self, package: Package, findings: Sequence[Finding]) -> None:
        self._rows: dict[str, dict[int, RawRow]] = {}
        self._headers: dict[str, RawRow] = {}
        self._resources: dict[str, Resource] = {}
        wanted: dict[str, set[int]] = defaultdict(set)
        for finding in findings:
            if finding.resource and finding.row:
                wanted[finding.resource] |= {finding.row - 1, finding.row, finding.row + 1}
        for resource in package.resources:
            if resource.name not in self._resources:
                self._resources[resource.name] = resource
                self._rows[resource.name] = self._read(resource, wanted[resource.name]) if wanted[resource.name] else {}

    def row(self, finding: Finding, offset: int = 0) -> RawRow | None:
        """The finding's row, or the row that stands `offset` rows from it; None where there is none, or it is blank."""
        if finding.resource is None or finding.row is None:
            return None
        return self._rows.get(finding.resource, {}).get(finding.row + offset)

    def header(self, finding: Finding) -> Sequence[str]:
        """The labels of the finding's table; none where they are not known."""
        header = self._headers.get(finding.resource or "")
        return header.cells if header else ()

    def is_data(self, finding: Finding) -> bool:
        """Whether the finding is about a row below the header."""
        header = self._headers.get(finding.resource or "")
        return bool(header and finding.row and finding.row > header.number)

    def key(self, finding: Finding) -> str | None:
        """The primary key of the finding's row, its parts joined by `/`; None where it has none."""
        row = self.row(finding)
        resource = self._resources.get(finding.resource or "")
        if row is None or resource is None or resource.schema is None or not self.is_data(finding):
            return None
        at = [self._position(finding, name) for name in resource.schema.primary_key]
        parts = [row.cells[i] if i is not None and i < len(row.cells) else "" for i in at]
        return "/".join(parts) if any(parts) else None

    def marked(self, finding: Finding) -> list[int]:
        """The positions, from 0, of the columns that the finding names."""
        positions = [self._position(finding, name) for name in (finding.column or "").split(", ") if name]
        if not positions and finding.value and not self.is_data(finding):
            positions = [self._position(finding, finding.value)]
        return [i for i in positions if i is not None]

    def cell_range(self, finding: Finding) -> TextRange | None:
        """Where the finding's cell stands in its file; of several cells, the first."""
        row, marked = self.row(finding), self.marked(finding)
        return row.cell_ranges[marked[0]] if row and marked and marked[0] < len(row.cell_ranges) else None

    def _position(self, finding: Finding, name: str) -> int | None:
        header = self.header(finding)
        if name in header:
            return header.index(name)
        # frictionless pairs columns with fields by position, whatever the label says.
        resource = self._resources.get(finding.resource or "")
        names = resource.schema.names if resource and resource.schema else []
        return names.index(name) if name in names and names.index(name) < len(header) else None

    def _read(self, resource: Resource, wanted: Collection[int]) -> dict[int, RawRow]:
        if resource.file is None or not _is_text_table(resource):
            return {}
        rows = {}
        try:
            for row in _rows(resource.file, wanted, *_dialect(resource)):
                self._headers.setdefault(resource.name, row)
                rows[row.number] = row
        except (OSError, UnicodeError, LookupError, TypeError, ValueError, csv.Error):
            pass  # what cannot be read is a finding, and is shown without its row
        return rows


def _is_text_table(resource: Resource) -> bool:
    return (resource.path or "").lower().endswith((".csv", ".tsv", ".txt")) and "compression" not in resource.descriptor


def _dialect(resource: Resource) -> tuple[str, str, str]:
    """Delimiter, quote and encoding, as declared; an undeclared delimiter is the one that parts the header into
    fields."""
    declared = resource.descriptor.get("dialect")
    dialect = declared if isinstance(declared, dict) else {}
    if isinstance(dialect.get("csv"), dict):
        dialect = {**dialect, **dialect["csv"]}
    encoding = str(resource.descriptor.get("encoding", "utf-8")).lower()
    encoding = "utf-8-sig" if encoding in ("utf-8", "utf8") else encoding
    delimiter = dialect.get("delimiter")
    if delimiter is None:
        names = set(resource.schema.names) if resource.schema else set()
        assert resource.file is not None
        with resource.file.open(encoding=encoding, errors="replace", newline="") as file:
            labels = next((line for line in file if line.strip()), "").rstrip("\r\n").replace('"', "")
        delimiter = max(DELIMITERS, key=lambda d: len(names & set(labels.split(d))))
    return str(delimiter), str(dialect.get("quoteChar", '"')), encoding


def _rows(path: Path, wanted: Collection[int], delimiter: str, quote: str, encoding: str) -> Iterator[RawRow]:
    """The header and the wanted rows, blank ones left out; the file is read no further than the last of them."""
    limit = csv.field_size_limit(FIELD_SIZE_LIMIT)  # one for the whole process
    last = max(wanted)
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            taken: list[str] = []
            reader = csv.reader(_noting(file, taken), delimiter=delimiter, quotechar=quote)
            header, line = False, 1
            for number, cells in enumerate(reader, start=1):
                if cells and (not header or number in wanted):
                    yield RawRow(number, line, cells, "".join(taken), delimiter, quote)
                    header = True
                if number >= last:
                    return
                line = reader.line_num + 1
                taken.clear()
    finally:
        csv.field_size_limit(limit)


def _noting(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line
