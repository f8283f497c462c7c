"""Faults as findings: with file lines, offending values, both languages, and the nearest right value."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from pathlib import Path

from ..contract.package import Package, Schema
from ..contract.reach import is_regular, size_of
from ..contract.spreadsheets import code_meant, iso_date
from ..contract.table import LARGEST_READ_WHOLE
from ..findings import Finding
from .answer import Answer, ResourceResult
from .at_hand import with_causes
from .csv_reading import CsvReading, plain_reading
from .cutting import cut
from .details import BilingualDetail, BrokenConstraint, Detail, spelled
from .faults import Fault
from .joined_files import placed
from .silent import SilentChecks
from .structure_rules import RULES, unknown_error
from .visible import names_of_unseen, visible

_OF_SCHEMA = ("schema-error", "field-error")
_OF_DIALECT = ("dialect-error", "control-error")
_MOST_COMPARED = 20_000  # characters of a value, times the values that it is compared with


def forget() -> None:
    """Forget the columns that were read: their files may have changed."""
    _column.cache_clear()


def resource_result(
    package: Package,
    name: str,
    faults: Sequence[Fault],
    silent: SilentChecks,
    answer: Answer,
    reading: CsvReading | None = None,
) -> ResourceResult:
    """The faults of a resource, and what frictionless passed in silence, as findings with their file lines. `reading`
    is how frictionless has read the file, where that is known."""
    rows = [fault.row for fault in faults] + [finding.row for finding in silent.findings]
    read = reading or plain_reading(package.resource(name))
    lines = read.lines_of({row for row in rows if row}) if read is not None else {}
    result = ResourceResult(
        with_causes(package.resource(name), faults, [as_finding(package, name, fault, lines) for fault in faults]),
        [f if f.line else f.moved(line=lines.get(f.row or 0)) for f in silent.findings],
        answer,
    )
    return placed(package.resource(name), result)


def as_finding(package: Package, resource_name: str | None, fault: Fault, lines: Mapping[int, int]) -> Finding:
    """A fault as a finding. `lines` maps row numbers to file lines."""
    value = None if fault.value is None else cut(fault.value)
    rule = RULES[fault.type] if fault.type in RULES else unknown_error(fault.type)
    root = f"{package.root}/"
    detail = _of_another_type(package, resource_name, fault) or fault.detail
    finding = rule.finding(
        {
            "note_zh": detail.zh.replace(root, ""),
            "note_en": detail.en.replace(root, ""),
            "place": _place(package, resource_name, fault.type) + str(fault.values.get("step", "")),
            "label": None if fault.label is None else visible(cut(fault.label)),
            "number": fault.number,
            **fault.values,
        },
        resource=resource_name,
        file=_file(package, resource_name, fault.type),
        line=lines.get(fault.row) if fault.row else fault.line,
        row=fault.row,
        column=fault.column and visible(fault.column),
        value=value and visible(value),
        suggestion=_suggestion(package, resource_name, fault) if detail is fault.detail else None,
    ).moved(column=fault.column, value=value)
    unseen = names_of_unseen((fault.label or value or "") + (fault.column or ""))
    if not unseen:
        return finding
    return finding.moved(message_zh=f"{finding.message_zh}（{unseen}）", message_en=f"{finding.message_en} ({unseen})")


def _file(package: Package, resource_name: str | None, kind: str) -> str:
    descriptor = package.shown(package.descriptor_path)
    if resource_name is None or kind in ("package-error", "resource-error"):
        return descriptor
    written = package.resource(resource_name).descriptor
    if kind in _OF_SCHEMA:
        return str(written["schema"]) if isinstance(written.get("schema"), str) else descriptor
    if kind in _OF_DIALECT:
        return str(written["dialect"]) if isinstance(written.get("dialect"), str) else descriptor
    return str(written.get("path", descriptor))


def _place(package: Package, resource_name: str | None, kind: str) -> str:
    """A part of the descriptor, as messages name it: the resource, or the file of its schema or dialect."""
    file = _file(package, resource_name, kind)
    descriptor = package.shown(package.descriptor_path)
    return file if resource_name is None or file != descriptor else f"{descriptor}#{resource_name}"


def is_small(path: Path) -> bool:
    """Whether a file may be read whole beside the engine, to find lines and nearest values."""
    return is_regular(path) and size_of(path) <= LARGEST_READ_WHOLE


def _suggestion(package: Package, name: str | None, fault: Fault) -> str | None:
    """The nearest value that would be right, where there is one."""
    value = fault.value
    if name is None or not value or len(fault.columns) != 1:
        return None
    (column,) = fault.columns
    if fault.type == "incorrect-label":
        return column
    schema = package.resource(name).schema
    if schema is None or column not in schema.names:
        return None
    if fault.type == "foreign-key":
        return _nearest(value, _referred(package, name, schema, column))
    if fault.type == "constraint-error":
        allowed = [str(a) for a in schema.field(column).constraints.get("enum") or []]
        return (
            _nearest(value, allowed) or iso_date(value) or code_meant(value, _referred(package, name, schema, column))
        )
    return None


def _of_another_type(package: Package, name: str | None, fault: Fault) -> Detail | None:
    """What to say of a text that its field's enum holds, but as a number, say, to which no text is equal."""
    value = fault.value
    broken = fault.detail
    if not isinstance(broken, BrokenConstraint) or broken.name != "enum" or not isinstance(broken.value, list):
        return None
    listed = next((v for v in broken.value if not isinstance(v, str) and value in (spelled(v), str(v))), None)
    schema = package.resource(name).schema if name is not None else None
    if listed is None or schema is None or fault.column not in schema.names:
        return None
    type = schema.field(fault.column).type
    return BilingualDetail(
        f"enum 所列的 {spelled(listed)} 不是 {type} 类型的值，与单元格不相等：schema 中应写作“{value}”（加引号）",
        f"its enum lists {spelled(listed)}, which is no value of the type {type} and not equal to the cell: in the"
        f' schema, write it in quotes, as "{value}"',
    )


def _referred(package: Package, name: str, schema: Schema, column: str) -> Collection[str]:
    """The values that a reference column may take; none where it refers to nothing."""
    for fields, target, referenced in schema.foreign_keys:
        if fields == [column]:
            return _values(package, target or name, referenced[0])
    return ()


def _values(package: Package, name: str, column: str) -> Collection[str]:
    """The values of a column of a table; none where it is large, or not plain CSV."""
    resource = package.resource(name)
    if not resource.is_plain_csv or resource.file is None or not is_small(resource.file):
        return ()
    return _column(resource.file, column)


@lru_cache(maxsize=16)
def _column(path: Path, column: str) -> tuple[str, ...]:
    """The values of a column of a small file; none where it has too many rows to compare each, and where the file
    cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows: Iterable[list[str]] = (cells for cells in csv.reader(file) if cells)
            header = next(iter(rows), [])
            if column not in header:
                return ()
            at = header.index(column)
            texts = [cells[at] if at < len(cells) else "" for cells in islice(rows, _MOST_COMPARED + 1)]
    except (OSError, UnicodeDecodeError, csv.Error):
        return ()
    return tuple(dict.fromkeys(texts)) if len(texts) <= _MOST_COMPARED else ()


def _nearest(value: str, allowed: Collection[str]) -> str | None:
    """The one of the values allowed that a spreadsheet may have changed into this, else the most similar; None where
    there are so many, or so long ones, that looking takes long."""
    if len(value) * len(allowed) > _MOST_COMPARED:
        return None
    return code_meant(value, allowed) or next(iter(get_close_matches(value, allowed, n=1, cutoff=0.6)), None)
