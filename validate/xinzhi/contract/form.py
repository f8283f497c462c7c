"""The form layer: whether a file is written in canonical form, so that a diff shows changes and nothing else."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..findings import Finding, RuleBook
from .canonical import canonical_speller, key_cells, spelled_columns
from .package import Resource, Schema
from .table import Table

RULES = RuleBook()
BYTE_ORDER_MARK = RULES.new(
    "byte-order-mark",
    "form",
    zh="文件以字节顺序标记（BOM）开头；运行 xinzhi fmt 可去掉",
    en="the file opens with a byte-order mark; xinzhi fmt removes it",
    means_zh="文件以字节顺序标记（BOM）开头；电子表格另存为“UTF-8 CSV”时会加上。",
    means_en="The file opens with a byte-order mark, which spreadsheets add when they save “CSV UTF-8”.",
    why_zh="许多工具把它读作第一个列名的一部分，于是第一列找不到了。",
    why_en="Many tools take it for a part of the first column's name, and then lack that column.",
)
LINE_ENDING = RULES.new(
    "line-ending",
    "form",
    zh="第 {line} 行以回车符结束；应只用换行符（LF），运行 xinzhi fmt 可改正",
    en="line {line} ends with a carriage return; lines end with LF alone, xinzhi fmt puts it right",
    means_zh="有的行以回车符（CRLF 或 CR）结尾；规范形式只用换行符 LF。",
    means_en="A line ends with a carriage return (CRLF or CR); in canonical form, lines end with LF alone.",
    why_zh="换行方式一变，版本比较就显示每一行都改了，真正的改动淹没其中。",
    why_en="When line ends change, a diff shows every line as changed and hides the change that was made.",
)
LEADING_BLANK_LINE = RULES.new(
    "leading-blank-line",
    "form",
    zh="文件以空行开头；运行 xinzhi fmt 可去掉",
    en="the file opens with a blank line; xinzhi fmt removes it",
    means_zh="首行列名之前有空行。",
    means_en="A blank line stands above the header.",
    why_zh="有的工具把空行当作列名，整张表就读错了。",
    why_en="Some tools take the blank line for the header and misread the whole table.",
)
FINAL_NEWLINE = RULES.new(
    "final-newline",
    "form",
    zh="文件末尾缺少换行符；运行 xinzhi fmt 可改正",
    en="the file does not end with a line end; xinzhi fmt puts it right",
    means_zh="文件的最后一行没有换行符。",
    means_en="The last line of the file does not end with a line feed.",
    why_zh="在末尾添一行时，新行会接在旧行后面，版本比较也会多显示一行改动。",
    why_en="A row added at the end joins the last one, and a diff shows one changed line too many.",
)
QUOTING = RULES.new(
    "quoting",
    "form",
    zh="引号用法不规范：应写作“{expected}”，运行 xinzhi fmt 可改正",
    en="the quoting is not canonical: expected “{expected}”; xinzhi fmt puts it right",
    means_zh="单元格加了不必要的引号，或引号的写法不是规范形式。需要引号的只有逗号、引号和换行。",
    means_en=(
        "A cell is quoted without need, or not in the canonical way. Only commas, quotation marks and line breaks"
        " need quotes."
    ),
    why_zh="同样的行只有一种写法，版本比较才只显示真正的改动。",
    why_en="If the same row has only one spelling, a diff shows real changes and nothing else.",
)
ROW_ORDER = RULES.new(
    "row-order",
    "form",
    zh="“{value}”应排在上一行之前：各行按主键排序，运行 xinzhi fmt 可改正",
    en="“{value}” belongs before the row above it: rows are sorted by primary key, xinzhi fmt puts it right",
    means_zh="各行没有按主键排序。",
    means_en="The rows are not sorted by their primary key.",
    why_zh="次序固定，两人同时添行才不易冲突，版本比较才只显示真正的改动。",
    why_en="With one order, rows that two people add seldom collide, and a diff shows real changes only.",
)
DELIMITER = RULES.new(
    "wrong-delimiter",
    "form",
    zh="各列以“{value}”分隔，应为逗号",
    en="the columns are separated by “{value}” instead of commas",
    means_zh="表头读作逗号分隔的 CSV 只有一列，而其中有分号、制表符或竖线，schema 却有多列。",
    means_en=(
        "Read with commas, the header is one column with semicolons, tabs or bars in it, where the schema has several."
    ),
    why_zh="有的工具会猜出分隔符，有的不会；这里各表间的规则便读不到该表。",
    why_en="Some tools guess the delimiter, others do not, and the rules across tables would not see the table at all.",
)
NOT_NFC = RULES.new(
    "not-nfc",
    "form",
    zh="{column} 的值未按 Unicode NFC 规范化：“{value}”；运行 xinzhi fmt 可改正",
    en="the value of {column} is not in Unicode form NFC: “{value}”; xinzhi fmt puts it right",
    means_zh="单元格的字符未按 Unicode NFC 组合，例如“é”写成“e”加重音符。",
    means_en="The cell is not in Unicode form NFC: “é” is written as “e” and an accent, for example.",
    why_zh="看上去相同的两个值并不相等，搜索会落空。",
    why_en="Two values that look alike are not equal, and searching misses one of them.",
)
SPELLING = RULES.new(
    "spelling",
    "form",
    zh="{column} 的值“{value}”应写作“{expected}”；运行 xinzhi fmt 可改正",
    en="the value “{value}” of {column} is to be written “{expected}”; xinzhi fmt puts it right",
    means_zh=(
        "单元格读得出值，但不是规范的写法：布尔值写作 `true` 或 `false`，整数不带正号和前导零，日期的月和日各写两位。"
    ),
    means_en=(
        "The cell reads as its value, but is not in its canonical spelling: booleans are `true` or `false`,"
        " integers have no plus sign or leading zeros, dates have two digits for month and day."
    ),
    why_zh="电子表格会把 `true` 改成 `TRUE`。按文字比较的工具会把两种写法当作两个值，版本比较会显示并不存在的改动。",
    why_en=(
        "Spreadsheets turn `true` into `TRUE`. Tools that compare text take two spellings for two values, and a"
        " diff shows changes that are none."
    ),
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
    other = (
        next((c for c in ";\t|" if c in table.header[0]), None) if len(table.header) == 1 < len(schema.names) else None
    )
    if other is not None:
        yield DELIMITER.finding(line=1, value=other, **place)
    yield from _quoting(table, text, place)
    yield from _order(schema, table, place)
    # What is part of a normalised text is normalised.
    for record in () if unicodedata.is_normalized("NFC", text) else table.records:
        for name, cell in zip(table.header, record.cells, strict=False):
            if not unicodedata.is_normalized("NFC", cell):
                yield NOT_NFC.finding(
                    line=record.line,
                    row=record.row,
                    column=name,
                    value=cell,
                    suggestion=unicodedata.normalize("NFC", cell),
                    **place,
                )
    yield from _spelling(schema, table, place)


def _quoting(table: Table, text: str, place: dict[str, Any]) -> Iterator[Finding]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(r.cells for r in table.records)
    written = [line for line in text.rstrip("\n").split("\n") if line]
    expected = [line for line in out.getvalue().rstrip("\n").split("\n") if line]
    for number, (raw, wanted) in enumerate(zip(written, expected, strict=False), start=1):
        if raw != wanted:
            yield QUOTING.finding({"expected": wanted}, line=number, value=raw, suggestion=wanted, **place)
            return


def _order(schema: Schema, table: Table, place: dict[str, Any]) -> Iterator[Finding]:
    key = key_cells(table.header, schema)
    keys = [key(record.cells) for record in table.records]
    for after, (before, behind) in zip(table.records[1:], pairwise(keys), strict=True):
        if behind < before:
            value = "/".join(table.cell(after, c) for c in schema.primary_key)
            yield ROW_ORDER.finding(
                line=after.line,
                row=after.row,
                column=", ".join(schema.primary_key),
                value=value,
                **place,
            )
            return


def _spelling(schema: Schema, table: Table, place: dict[str, Any]) -> Iterator[Finding]:
    for at, field in spelled_columns(table.header, schema):
        canonical = canonical_speller(field)
        for record in table.records:
            cell = record.cells[at] if at < len(record.cells) else ""
            if cell and cell != (expected := canonical(cell)):
                yield SPELLING.finding(
                    {"expected": expected},
                    line=record.line,
                    row=record.row,
                    column=field.name,
                    value=cell,
                    suggestion=expected,
                    **place,
                )
