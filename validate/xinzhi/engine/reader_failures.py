"""What stands for frictionless's answer where it raises instead of answering: which field, pattern or key it fails
on."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from itertools import islice

from frictionless.resources import TableResource

from .details import BilingualDetail, listed
from .faults import Fault
from .frictionless_types import Cell, CellReader, FrictionlessField, FrictionlessResource
from .notes import worded
from .patience import CheckTimeoutError

_DAMAGED = (EOFError, lzma.LZMAError, zlib.error, zipfile.BadZipFile)
_LONGEST = 100  # characters of a pattern or a cell


def failure(resource: FrictionlessResource, exception: Exception, rows: int) -> Fault:
    """The fault of a resource on which frictionless failed behind so many rows of data."""
    if isinstance(exception, CheckTimeoutError):
        return Fault("reader-failure", exception.detail)
    if isinstance(exception, _DAMAGED):
        return Fault("compression-error", worded(str(exception)))
    try:
        known = _unlike_table(resource) or _unusable_field(resource) or _unreadable_cell(resource, rows)
    except Exception:  # what it fails on cannot be asked for
        known = None
    if known is not None:
        return known
    said = f"{type(exception).__name__}: {exception}"
    return Fault(
        "reader-failure",
        BilingualDetail(
            f"多因 schema 的某个约束有误，或与数据不可比：{said}",
            f"mostly because a constraint of its schema is wrong or cannot be compared with the data: {said}",
        ),
    )


def _unlike_table(resource: FrictionlessResource) -> Fault | None:
    """Of a foreign key to a resource that is no table."""
    package = resource.package
    for key in resource.schema.foreign_keys if package is not None else ():
        name = key["reference"]["resource"]
        if not name or package is None or not package.has_resource(name):
            continue
        if not isinstance(package.get_resource(name), TableResource):
            detail = BilingualDetail(
                f"{listed(key['fields'])} 的外键指向 {name}，而它不是表：外键无从校验",
                f"the foreign key of {listed(key['fields'])} points to {name}, which is no table: the key cannot be"
                " checked",
            )
            return Fault("reader-failure", detail, columns=list(key["fields"]))
    return None


def _unusable_field(resource: FrictionlessResource) -> Fault | None:
    """Of a field with a constraint by which nothing can be read."""
    for field in resource.schema.fields:
        pattern = field.constraints.get("pattern")
        try:
            if pattern is not None:
                re.compile(str(pattern))
            field.create_cell_reader()
        except re.error as error:
            shown = _cut(pattern)
            detail = BilingualDetail(
                f"字段 {field.name} 的 pattern“{shown}”不是正则式：{error}",
                f"the pattern “{shown}” of the field {field.name} is no regular expression: {error}",
            )
            return Fault("reader-failure", detail, columns=[field.name])
        except Exception as error:
            return Fault("reader-failure", _of_field(field, f"{type(error).__name__}: {error}"), columns=[field.name])
    return None


def _unreadable_cell(resource: FrictionlessResource, rows: int) -> Fault | None:
    """Of the first cell behind so many rows on which a reader fails."""
    copy = resource.to_copy()
    copy.schema.foreign_keys = []
    copy.open()
    try:
        fields = copy.header.get_expected_fields()
        readers: list[CellReader] = [field.create_cell_reader() for field in fields]
        first = copy.dialect.header_rows[-1] if copy.dialect.header else 0
        for number, cells in islice(enumerate(copy.cell_stream, start=1), rows + first, None):
            for field, read, cell in zip(fields, readers, cells, strict=False):
                if (said := _fails(read, cell)) is not None:
                    return Fault("reader-failure", _of_field(field, said), number, columns=[field.name], cells=[cell])
    finally:
        copy.close()
    return None


def _fails(read: CellReader, cell: Cell) -> str | None:
    try:
        read(cell)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def _of_field(field: FrictionlessField, said: str) -> BilingualDetail:
    constraints = _cut(listed([field.constraints]))
    return BilingualDetail(
        f"字段 {field.name} 的约束 {constraints} 有误，或与值不可比：{said}",
        f"the constraints {constraints} of the field {field.name} are wrong, or no value can be compared with them:"
        f" {said}",
    )


def _cut(text: object) -> str:
    return str(text) if len(str(text)) <= _LONGEST else f"{str(text)[:_LONGEST]}…"
