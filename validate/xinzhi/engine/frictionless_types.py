"""What the engine takes of frictionless 5.21, whose own types are not checked here: of each object no more than is
used. Those that `contract.package` has under the same name are called after frictionless."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeAlias, runtime_checkable

# Cells as frictionless reads them: texts of CSV files, and whatever JSON or a spreadsheet holds.
Cell: TypeAlias = Any
CellReader: TypeAlias = Callable[[Cell], tuple[Cell, dict[str, str] | None]]
# What a descriptor may hold at some place: its kind is checked where it is used.
Json: TypeAlias = Any


class Error(Protocol):
    """Something that is wrong; what kinds of errors have besides is below."""

    type: str
    note: str
    message: str


@runtime_checkable
class LabelError(Protocol):
    """An error of a label of the header."""

    label: str
    field_name: str
    field_number: int


@runtime_checkable
class RowError(Protocol):
    """An error of a row, with the row's cells as texts."""

    cells: list[str]
    row_number: int


@runtime_checkable
class CellError(Protocol):
    """An error of a cell."""

    cells: list[str]
    row_number: int
    field_name: str
    field_number: int


@runtime_checkable
class ForeignKeyError(Protocol):
    """An error of a foreign key, with the row's cells and the key's values as texts."""

    cells: list[str]
    row_number: int
    field_names: list[str]
    field_cells: list[str]
    reference_name: str
    reference_field_names: list[str]


class FrictionlessField(Protocol):
    """A field of a schema. The properties of one type only are there where the field has it."""

    name: str
    type: str
    format: str
    constraints: dict[str, Json]
    supported_constraints: list[str]
    missing_values: list[str]
    schema: FrictionlessSchema | None
    # of boolean fields
    true_values: list[str]
    false_values: list[str]
    # of number and integer fields
    bare_number: bool
    float_number: bool

    def has_defined(self, name: str) -> bool:
        """Whether the descriptor declares a property."""

    def list_defined(self) -> list[str]:
        """The properties that the descriptor declares."""

    def create_cell_reader(self) -> CellReader:
        """What reads a cell: its value, and notes of what it breaks by the constraint's name."""

    def create_value_reader(self) -> Callable[[Cell], Cell]:
        """What reads a value without its constraints; None for what is not of the type."""


class FrictionlessSchema(Protocol):
    """A Table Schema."""

    fields: list[FrictionlessField]
    missing_values: list[str]
    primary_key: list[str]
    foreign_keys: list[dict[str, Json]]


class Control(Protocol):
    """A dialect of CSV."""

    delimiter: str
    quote_char: str
    escape_char: str | None
    double_quote: bool
    skip_initial_space: bool

    def has_defined(self, name: str) -> bool:
        """Whether the descriptor declares a property, or frictionless has guessed it."""

    def to_python(self) -> csv.Dialect:
        """The same for Python's csv module."""


class Dialect(Protocol):
    """How a table is written."""

    header: bool
    header_rows: list[int]
    comment_char: str | None
    comment_rows: list[int]
    skip_blank_rows: bool

    def has_defined(self, name: str) -> bool:
        """Whether the descriptor declares a property."""

    def has_control(self, type: str) -> bool:
        """Whether there are settings of a format."""

    def get_control(self, type: str) -> Control:
        """The settings of a format."""

    def to_copy(self) -> Dialect:
        """A copy."""


class Detector(Protocol):
    """What guesses how a file is written."""

    buffer_size: int

    def detect_encoding(self, buffer: bytes) -> str:
        """The encoding of a file that begins with these bytes."""


class Header(Protocol):
    """The labels of a table as its schema sees them."""

    errors: list[Error]

    def get_expected_fields(self) -> list[FrictionlessField]:
        """The fields that belong to the cells of a row, in order."""


class Stats(Protocol):
    """What frictionless counts of a file while it reads it."""

    fields: int | None
    rows: int | None
    bytes: int | None
    md5: str | None
    sha256: str | None


class FrictionlessRow(Protocol):
    """A row: its values by field, and its cells as they were read."""

    row_number: int
    cells: list[Cell]
    errors: list[Error]

    def get(self, key: str) -> Cell:
        """The value of a field."""


class Task(Protocol):
    """The validation of one resource."""

    errors: list[Error]
    warnings: list[str]
    stats: dict[str, int]


class FrictionlessReport(Protocol):
    """The answer to a validation."""

    tasks: list[Task]
    errors: list[Error]


class FrictionlessResource(Protocol):
    """A resource; what needs an open table is said to."""

    name: str
    path: str | None
    basepath: str | None
    extrapaths: list[str]
    innerpath: str | None
    scheme: str
    format: str
    mediatype: str | None
    datatype: str
    encoding: str | None
    compression: str | None
    hash: str | None
    bytes: int | None
    fields: int | None
    rows: int | None
    data: object
    memory: bool
    remote: bool
    multipart: bool
    tabular: bool
    normpath: str | None
    normpaths: list[str]
    dialect: Dialect
    schema: FrictionlessSchema
    package: FrictionlessPackage | None
    detector: Detector
    stats: Stats
    # of an open table
    sample: list[list[Cell]]
    labels: list[str]
    fragment: list[list[Cell]]
    header: Header
    cell_stream: Iterator[list[Cell]]
    row_stream: Iterator[FrictionlessRow]

    def has_defined(self, name: str) -> bool:
        """Whether the descriptor declares a property."""

    def get_defined(self, name: str) -> Json:
        """A property, if the descriptor declares it."""

    def to_copy(self) -> FrictionlessResource:
        """A copy, which is closed."""

    def open(self) -> FrictionlessResource:
        """Open the file and read its first lines."""

    def close(self) -> None:
        """Close the file."""

    def validate(
        self, *, limit_errors: int = ..., on_row: Callable[[FrictionlessRow], None] | None = ...
    ) -> FrictionlessReport:
        """Validate the whole resource."""

    def read_metadata(self) -> Json:
        """The descriptor that the resource's file is."""


class FrictionlessPackage(Protocol):
    """A package."""

    resources: Sequence[FrictionlessResource]

    def has_resource(self, name: str) -> bool:
        """Whether there is a resource of this name."""

    def get_resource(self, name: str) -> FrictionlessResource:
        """A resource by its name."""
