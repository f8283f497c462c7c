"""The engine that is frictionless itself: its errors as findings, with file lines and nearest values."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

import frictionless

from ..contract.package import Package
from ..contract.table import Table, read_table
from ..findings import Finding, Rule
from .structure import RULES


def run(package: Package, only: Collection[str] | None = None) -> Iterator[Finding]:
    """Validate with frictionless, in this process. `only` names the resources to read, where the others are known."""
    _read.cache_clear()
    try:
        described = frictionless.Package.from_descriptor(
            dict(package.descriptor), basepath=str(package.root), detector=frictionless.Detector()
        )
        if only is None:
            reports = [described.validate()]
        else:
            reports = [r.validate() for r in described.resources if r.name in only]
    except frictionless.FrictionlessException as exception:
        yield from _located(package, exception.to_errors())
        return
    for report in reports:
        if report.errors:
            yield from _located(package, report.errors)
        for task in report.tasks:
            for error in task.errors:
                yield _finding(package, task.name, error)


def _located(package: Package, errors: Sequence[Any]) -> Iterator[Finding]:
    """The errors for which frictionless refuses a descriptor. It names no resource, so that it is asked again, resource
    by resource; what none of them explains lies in the package's own properties."""
    found: list[tuple[str | None, Any]] = []
    for resource in package.resources:
        try:
            frictionless.Resource.from_descriptor(dict(resource.descriptor), basepath=str(package.root))
            if resource.schema is not None:
                frictionless.Schema.from_descriptor(dict(resource.schema.descriptor))
        except frictionless.FrictionlessException as again:
            found += [(resource.name, each) for each in again.to_errors()]
    for name, error in found or [(None, error) for error in errors]:
        yield _finding(package, name, error)


def _finding(package: Package, resource_name: str | None, error: Any) -> Finding:
    row = getattr(error, "row_number", None)
    column = getattr(error, "field_name", None) or None
    value = getattr(error, "cell", None)
    label = getattr(error, "label", None)
    if error.type == "primary-key" and resource_name and (schema := package.resource(resource_name).schema):
        column = ", ".join(schema.primary_key)
    if error.type == "foreign-key":
        column = ", ".join(getattr(error, "field_names", None) or []) or None
        value = ", ".join(str(c) for c in getattr(error, "field_cells", []) or []) or value
    if label is not None:
        row = 1
        value = label or None
    table = _table(package, resource_name) if resource_name else None
    # Of a cell that is not there, frictionless says “None”.
    if value in (None, "None") and table is not None and row and column:
        value = _cells(table, row, column)
    line = table.lines().get(row) if table and row else None
    note = (error.note or error.message).replace(f"{package.root}/", "")
    known = RULES[error.type] if error.type in RULES else Rule(error.type, "structure", "frictionless 报告：{note}", "{note}")
    return known.finding(
        {"note": note, "note_zh": _chinese(note), "label": label, "number": getattr(error, "field_number", None)},
        resource=resource_name,
        file=_file(package, resource_name, error.type),
        line=line,
        row=row,
        column=column,
        value=None if value is None else str(value),
        suggestion=_suggestion(package, resource_name, error, column, value),
    )


# frictionless speaks English only; these are the notes that a contributor meets.
_NOTES = (
    (re.compile(r'^type is "([a-z]+)/default"$'), r"应为 \1 类型"),
    (re.compile(r'^type is "([a-z]+)/(.+)"$'), r"应为 \1 类型，格式 \2"),
    (re.compile(r'^constraint "required" is "True"$'), "此列必填"),
    (re.compile(r'^constraint "enum" is "(.+)"$'), r"只能取 \1 之一"),
    (re.compile(r'^constraint "pattern" is "(.+)"$'), r"须符合正则式 \1"),
    (re.compile(r'^constraint "minimum" is "(.+)"$'), r"不得小于 \1"),
    (re.compile(r'^constraint "maximum" is "(.+)"$'), r"不得大于 \1"),
    (re.compile(r'^the same as in the row at position (\d+)$'), r"与第 \1 条记录相同"),
    (re.compile(r'^cells composing the primary keys are all "None"$'), "主键各列均为空"),
)


def _chinese(note: str) -> str:
    """The note in Chinese, where it is a known one; a foreign key's note names its values and its table."""
    for pattern, translation in _NOTES:
        if pattern.match(note):
            return pattern.sub(translation, note)
    if found := re.match(r'^for "(.+)": values "(.+)" not found in the lookup table "(.*)" as "(.+)"$', note):
        return f"{found[1]} 的值“{found[2]}”不在表 {found[3] or '（本表）'} 的 {found[4]} 列中"
    return note


def _cells(table: Table, row: int, column: str) -> str | None:
    for record in table.records:
        if record.row == row:
            return ", ".join(table.cell(record, c) for c in column.split(", "))
    return None


def _file(package: Package, resource_name: str | None, kind: str) -> str:
    if resource_name is None or kind in ("package-error", "resource-error"):
        return package.shown(package.descriptor_path)
    written = package.resource(resource_name).descriptor
    if kind in ("schema-error", "field-error") and isinstance(written.get("schema"), str):
        return str(written["schema"])
    return str(written.get("path", package.shown(package.descriptor_path)))


@cache
def _read(path: Any) -> Table | None:
    try:
        return read_table(path)
    except (OSError, UnicodeDecodeError, csv.Error):
        return None


def _table(package: Package, name: str) -> Table | None:
    resource = package.resource(name)
    return _read(resource.file) if resource.is_plain_csv else None


def _suggestion(package: Package, name: str | None, error: Any, column: str | None, value: Any) -> str | None:
    """The nearest value that would be right, where there is one."""
    if name is None or column is None or not value:
        return None
    if error.type == "incorrect-label":
        return column
    schema = package.resource(name).schema
    if schema is None or column not in schema.names:
        return None
    if error.type == "foreign-key":
        for fields, target, referenced in schema.foreign_keys:
            if fields == [column]:
                other = _table(package, target or name)
                keys = {other.cell(r, referenced[0]) for r in other.records} if other else set()
                return next(iter(get_close_matches(str(value), keys, n=1, cutoff=0.6)), None)
    if error.type == "constraint-error":
        allowed = schema.field(column).constraints.get("enum") or []
        return next(iter(get_close_matches(str(value), [str(a) for a in allowed], n=1, cutoff=0.6)), None)
    return None
