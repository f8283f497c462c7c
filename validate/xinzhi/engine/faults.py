"""What is wrong in a resource, as values: the one form in which every engine hands its errors on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field as member

from .csv_reading import header_record
from .details import (
    NOTHING,
    BrokenConstraint,
    Declared,
    Detail,
    EmptyKey,
    ExpectedType,
    MissingLibrary,
    NotReferenced,
    SameAsRow,
    Verbatim,
)
from .frictionless_types import (
    CellError,
    Error,
    ForeignKeyError,
    FrictionlessField,
    FrictionlessResource,
    LabelError,
    RowError,
)
from .notes import worded


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `type` is the rule, by frictionless's codes; `row` the record's number, from which the
    `line` is told where it is not known; `columns` and `cells` those of the cell or the key; `label` and `number` of a
    column of the header; `values` fill the rule's messages beside these."""

    type: str
    detail: Detail = NOTHING
    row: int | None = None
    line: int | None = None
    columns: Sequence[str] = ()
    cells: Sequence[str] | None = None
    label: str | None = None
    number: int | None = None
    values: Mapping[str, object] = member(default_factory=dict)

    @property
    def column(self) -> str | None:
        """The names of the columns, for a reader."""
        return ", ".join(self.columns) or None

    @property
    def value(self) -> str | None:
        """The texts of the cells, or of the label, for a reader; None where there is none."""
        if self.label is not None:
            return self.label or None
        return None if self.cells is None else ", ".join(self.cells)


def faults_of(errors: Sequence[Error], resource: FrictionlessResource) -> list[Fault]:
    """frictionless's errors of a resource, which it has read or has tried to."""
    from frictionless import FrictionlessException  # which nobody needs where it has nothing to say

    fields: list[FrictionlessField] = []
    primary_key: list[str] = []
    header = header_record(resource)
    with suppress(FrictionlessException, AttributeError):  # it was never opened, or is no table: no error is of a cell
        fields = resource.header.get_expected_fields()
        primary_key = resource.schema.primary_key
    return [_counted(error, resource) or fault_of(error, fields, primary_key, header) for error in errors]


def fault_of(
    error: Error, fields: Sequence[FrictionlessField] = (), primary_key: Sequence[str] = (), header: int = 1
) -> Fault:
    """An error of frictionless's. `fields` are those that belong to the cells of a row, in order; `header` is the
    number of the record with the labels, 0 where there is none."""
    if isinstance(error, LabelError):
        name = (error.field_name,) if error.field_name else ()
        return Fault(error.type, _words(error), header or 1, columns=name, label=error.label, number=error.field_number)
    if isinstance(error, ForeignKeyError):
        detail = NotReferenced(error.reference_name, error.reference_field_names)
        cells = _cells_of(error.field_names, error.cells, fields) or error.field_cells
        return Fault(error.type, detail, error.row_number, columns=error.field_names, cells=cells)
    if isinstance(error, CellError):
        at = error.field_number - 1
        written = error.cells[at] if at < len(error.cells) else ""
        return Fault(
            error.type,
            _of_cell(error, fields[at] if at < len(fields) else None, header),
            error.row_number,
            columns=(error.field_name,) if error.field_name else (),
            cells=[written],
            number=error.field_number,
        )
    if isinstance(error, RowError):
        if error.type != "primary-key":
            return Fault(error.type, _words(error), error.row_number)
        cells = _cells_of(primary_key, error.cells, fields)
        return Fault(error.type, _repeated(error, header), error.row_number, columns=primary_key, cells=cells)
    return Fault(error.type, _words(error))


def _cells_of(names: Sequence[str], cells: Sequence[str], fields: Sequence[FrictionlessField]) -> list[str]:
    """The cells of some columns of a row, as they are written; frictionless has their values elsewhere."""
    known = [field.name for field in fields]
    places = [known.index(name) for name in names if name in known]
    return [cells[at] if at < len(cells) else "" for at in places]


def _counted(error: Error, resource: FrictionlessResource) -> Fault | None:
    """What differs from the descriptor's number or digest; None for other errors."""
    stats = resource.stats
    match error.type:
        case "hash-count":
            declared = str(resource.hash).rpartition(":")[2]
            actual: object = stats.sha256 if str(resource.hash).startswith("sha256:") else stats.md5
        case "byte-count":
            declared, actual = str(resource.bytes), stats.bytes
        case "field-count":
            declared, actual = str(resource.fields), stats.fields
        case "row-count":
            declared, actual = str(resource.rows), stats.rows
        case _:
            return None
    return Fault(error.type, Declared(declared, str(actual)))


# frictionless gives some values in its notes alone. They are read here, by the words with which it begins a note, and
# nowhere else.

_SAME = "the same as in the row at position "
_INSTALL = "Please install "


def _of_cell(error: Error, described: FrictionlessField | None, header: int) -> Detail:
    if error.type == "unique-error":
        return _repeated(error, header)
    return _words(error) if described is None else expected(described, error.note)


def expected(field: FrictionlessField, note: str) -> Detail:
    """What a cell breaks by a note of the field's reader."""
    if note == f'type is "{field.type}/{field.format}"':
        return ExpectedType(field.type, field.format)
    for name in field.supported_constraints:
        if note.startswith(f'constraint "{name}" is "'):
            return BrokenConstraint(name, field.constraints.get(name))
    return Verbatim(note)


def _repeated(error: Error, header: int) -> Detail:
    number = error.note.removeprefix(_SAME)
    if number != error.note and number.isdecimal():
        return SameAsRow(int(number), header)
    return EmptyKey() if error.type == "primary-key" else _words(error)


def _words(error: Error) -> Detail:
    note = error.note or error.message
    requirement = note.removeprefix(_INSTALL)
    return MissingLibrary(requirement.strip('"')) if requirement != note else worded(note)
