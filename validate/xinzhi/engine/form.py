"""The form layer: whether a file is written in canonical form, so that a diff shows changes and nothing else."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from typing import Any

from ..contract.canonical import sort_key
from ..contract.package import Resource, Schema
from ..contract.table import Table
from ..findings import Finding, RuleBook

RULES = RuleBook()
BYTE_ORDER_MARK = RULES.new(
    "byte-order-mark", "form",
    "文件以字节顺序标记（BOM）开头；运行 xinzhi fmt 可去掉",
    "the file opens with a byte-order mark; xinzhi fmt removes it",
)
LINE_ENDING = RULES.new(
    "line-ending", "form",
    "第 {line} 行以回车符结束；应只用换行符（LF），运行 xinzhi fmt 可改正",
    "line {line} ends with a carriage return; lines end with LF alone, xinzhi fmt puts it right",
)
LEADING_BLANK_LINE = RULES.new(
    "leading-blank-line", "form",
    "文件以空行开头；运行 xinzhi fmt 可去掉",
    "the file opens with a blank line; xinzhi fmt removes it",
)
FINAL_NEWLINE = RULES.new(
    "final-newline", "form",
    "文件末尾缺少换行符；运行 xinzhi fmt 可改正",
    "the file does not end with a line end; xinzhi fmt puts it right",
)
QUOTING = RULES.new(
    "quoting", "form",
    "引号用法不规范：应写作“{expected}”",
    "the quoting is not canonical: expected “{expected}”",
)
ROW_ORDER = RULES.new(
    "row-order", "form",
    "“{value}”应排在上一行之前：各行按主键排序，运行 xinzhi fmt 可改正",
    "“{value}” belongs before the row above it: rows are sorted by primary key, xinzhi fmt puts it right",
)
NOT_NFC = RULES.new(
    "not-nfc", "form",
    "{column} 的值未按 Unicode NFC 规范化：“{value}”",
    "the value of {column} is not in Unicode form NFC: “{value}”",
)


def check_form(resource: Resource, schema: Schema, table: Table) -> Iterator[Finding]:
    """Findings about the file's form. Blank rows, labels and cells are the structure layer's business."""
    place: dict[str, Any] = {"resource": resource.name, "file": resource.path}
    text = table.text
    if text.startswith("\ufeff"):
        yield BYTE_ORDER_MARK.finding(line=1, **place)
        text = text[1:]
    carriage = text.find("\r")
    if carriage >= 0:
        line = text.count("\n", 0, carriage) + 1
        yield LINE_ENDING.finding({"line": line}, line=line, **place)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("\n"):
        yield LEADING_BLANK_LINE.finding(line=1, **place)
    if text and not text.endswith("\n"):
        yield FINAL_NEWLINE.finding(line=text.count("\n") + 1, **place)
    yield from _quoting(table, text, place)
    yield from _order(schema, table, place)
    for record in table.records:
        for name, cell in zip(table.header, record.cells, strict=False):
            if not cell.isascii() and not unicodedata.is_normalized("NFC", cell):
                yield NOT_NFC.finding(
                    line=record.line, row=record.row, column=name, value=cell,
                    suggestion=unicodedata.normalize("NFC", cell), **place,
                )


def _quoting(table: Table, text: str, place: dict[str, Any]) -> Iterator[Finding]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(r.cells for r in table.records)
    written = [line for line in text.rstrip("\n").split("\n") if line]
    expected = [line for line in out.getvalue().rstrip("\n").split("\n") if line]
    for number, (found, wanted) in enumerate(zip(written, expected, strict=False), start=1):
        if found != wanted:
            yield QUOTING.finding({"expected": wanted}, line=number, value=found, suggestion=wanted, **place)
            return


def _order(schema: Schema, table: Table, place: dict[str, Any]) -> Iterator[Finding]:
    key = sort_key(table.header, schema)
    for before, after in zip(table.records, table.records[1:], strict=False):
        if key(after.cells)[0] < key(before.cells)[0]:
            value = "/".join(table.cell(after, c) for c in schema.primary_key)
            yield ROW_ORDER.finding(
                line=after.line, row=after.row, column=", ".join(schema.primary_key), value=value, **place,
            )
            return
