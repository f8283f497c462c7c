"""frictionless's errors as findings: with file lines, offending values, Chinese, and the nearest right value."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from ..contract.package import Package
from ..contract.reach import is_regular, size_of
from ..contract.table import Table, read_table
from ..findings import Finding
from .structure_rules import RULES, unknown_error

SMALL = 8 * 1024 * 1024
_MOST_COMPARED = 20_000  # characters of a value, times the values that it is compared with


def forget() -> None:
    """Forget the files that were read: they may have changed."""
    _read.cache_clear()


def as_finding(package: Package, resource_name: str | None, error: Any, lines: Mapping[int, int]) -> Finding:
    """One of frictionless's errors as a finding. `lines` maps row numbers to file lines."""
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
    cells = getattr(error, "cells", None)
    if value in (None, "None") and table is None and cells and column and resource_name:
        value = _of_row(package, resource_name, cells, column)
    if error.type == "primary-key" and value is None:
        value = ""  # all columns of the key are empty
    line = lines.get(row) if row else getattr(error, "file_line", None)
    note = (error.note or error.message).replace(f"{package.root}/", "")
    known = RULES[error.type] if error.type in RULES else unknown_error(error.type)
    note_zh, note_en = _told(note)
    return known.finding(
        {
            "note": note,
            "note_zh": note_zh,
            "note_en": note_en,
            "label": label,
            "number": getattr(error, "field_number", None),
            **getattr(error, "values", {}),
        },
        resource=resource_name,
        file=_file(package, resource_name, error.type),
        line=line,
        row=row,
        column=column,
        value=None if value is None else str(value),
        suggestion=_suggestion(package, resource_name, error, column, value),
    )


# The notes of frictionless that a contributor meets, as (pattern, Chinese, English); of others its own words are kept.
_NOTES = (
    (re.compile(r'^type is "date/default"$'), "应为日期，如 2031-01-09", "a date such as 2031-01-09 is expected"),
    (re.compile(r'^type is "year/default"$'), "应为年份，如 2031", "a year such as 2031 is expected"),
    (
        re.compile(r'^type is "boolean/default"$'),
        "应为布尔值，通常写作 true 或 false",
        "a boolean is expected, as a rule true or false",
    ),
    (re.compile(r'^type is "integer/default"$'), "应为整数，不带单位", "a whole number without its unit is expected"),
    (re.compile(r'^type is "number/default"$'), "应为数字，不带单位", "a number without its unit is expected"),
    (re.compile(r'^type is "([a-z]+)/default"$'), r"应为 \1 类型", r"the type \1 is expected"),
    (re.compile(r'^type is "([a-z]+)/(.+)"$'), r"应为 \1 类型，格式 \2", r"the type \1 in the format \2 is expected"),
    (re.compile(r'^constraint "required" is "True"$'), "此列必填", "the column is required"),
    (re.compile(r'^constraint "unique" is "True"$'), "此列的值不得重复", "each value may stand once"),
    (re.compile(r'^constraint "enum" is "(.+)"$'), r"只能取 \1 之一", r"one of \1 is expected"),
    (re.compile(r'^constraint "pattern" is "(.+)"$'), r"须符合正则式 \1", r"it has to match the pattern \1"),
    (re.compile(r'^constraint "minimum" is "(.+)"$'), r"不得小于 \1", r"no less than \1 is allowed"),
    (re.compile(r'^constraint "maximum" is "(.+)"$'), r"不得大于 \1", r"no more than \1 is allowed"),
    (
        re.compile(r"^the same as in the row at position (\d+)$"),
        r"与第 \1 条记录相同（首行为 1）",
        r"the same as in record \1, the header being 1",
    ),
    (re.compile(r'^Please install "(.+)"$'), r"读取此格式还需安装 \1", r"to read this format, install \1"),
    # Of tables whose rows have no numbers.
    (re.compile(r"^“(.*)” stands in ([0-9,]+) rows$", re.DOTALL), r"“\1”有 \2 行", r"“\1” stands in \2 rows"),
    (
        re.compile(r'^cells composing the primary keys are all "None"$'),
        "主键各列均为空",
        "all columns of the key are empty",
    ),
    (
        re.compile(r'^for "(?:.+)": values "(?:.+)" not found in the lookup table "" as "(.+)"$'),
        r"本表的 \1 列中没有它",
        r"this table has no such \1",
    ),
    (
        re.compile(r'^for "(?:.+)": values "(?:.+)" not found in the lookup table "(.+)" as "(.+)"$'),
        r"表 \1 的 \2 列中没有它",
        r"the table \1 has no such \2",
    ),
)


def _told(note: str) -> tuple[str, str]:
    """The note in Chinese and in plain English, where it is a known one."""
    for pattern, zh, en in _NOTES:
        if found := pattern.match(note):
            return found.expand(zh), found.expand(en)
    return note, note


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


def _of_row(package: Package, name: str, cells: list[str], column: str) -> str | None:
    schema = package.resource(name).schema
    places = [schema.names.index(c) for c in column.split(", ") if schema and c in schema.names]
    return ", ".join(cells[i] for i in places if i < len(cells)) or None


def lines_for(package: Package, name: str, places: Sequence[Any]) -> Mapping[int, int]:
    """The file lines of the row numbers that errors or findings name; none where the file is not plain CSV."""
    resource = package.resource(name)
    if resource.file is None or not resource.is_plain_csv or not places:
        return {}
    if is_small(resource.file):
        table = _table(package, name)
        return table.lines() if table else {}
    rows = {number for p in places if (number := getattr(p, "row_number", None) or getattr(p, "row", None))}
    return _lines_of(resource.file, rows)


def _lines_of(path: Path, rows: Collection[int]) -> dict[int, int]:
    """The file lines on which records start, for the given record numbers: the file is read no further than the
    last."""
    if not rows:
        return {}
    last, line, found = max(rows), 1, {}
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.reader(file)
        for row, _ in enumerate(reader, start=1):
            if row in rows:
                found[row] = line
            if row >= last:
                break
            line = reader.line_num + 1
    return found


@cache
def _read(path: Any) -> Table | None:
    try:
        return read_table(path)
    except (OSError, UnicodeDecodeError, csv.Error):
        return None


def _table(package: Package, name: str) -> Table | None:
    resource = package.resource(name)
    if not resource.is_plain_csv or resource.file is None or not is_small(resource.file):
        return None
    return _read(resource.file)


def is_small(path: Path) -> bool:
    """Whether a file may be read whole beside the engine, to find lines and nearest values."""
    return is_regular(path) and size_of(path) <= SMALL


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
                few = other is not None and len(other.records) <= _MOST_COMPARED
                return _nearest(
                    str(value), {other.cell(r, referenced[0]) for r in other.records} if other and few else set()
                )
    if error.type == "constraint-error":
        return _nearest(str(value), [str(a) for a in schema.field(column).constraints.get("enum") or []])
    return None


def _nearest(value: str, allowed: Collection[str]) -> str | None:
    """The most similar of the values allowed; None where there are so many, or so long ones, that looking takes
    long."""
    if len(value) * len(allowed) > _MOST_COMPARED:
        return None
    return next(iter(get_close_matches(value, allowed, n=1, cutoff=0.6)), None)
