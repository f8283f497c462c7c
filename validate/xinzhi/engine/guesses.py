"""What frictionless guesses of a file in silence, and what a dialect would have to declare."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..types.tidiness import trimmed
from .csv_reading import CsvReading, header_record
from .frictionless_types import FrictionlessResource
from .quoting import StrayQuote
from .reading_rules import GUESSED_DIALECT, GUESSED_ENCODING, PADDED_LABEL, STRAY_QUOTE
from .silent import SilentChecks
from .undecodable import first_undecodable
from .visible import with_padding_shown

# What a file in UTF-8 is detected as.
_UTF_8 = ("utf-8", "utf-8-sig", "ascii")
_NAMES = {",": ("逗号", "commas"), ";": ("分号", "semicolons"), "\t": ("制表符", "tabs"), "|": ("竖线", "bars")}


@dataclass(frozen=True)
class Declared:
    """What a descriptor says of how a file is written; the rest is guessed."""

    delimiter: bool
    initial_space: bool
    header: bool
    encoding: bool


def declared_by(resource: FrictionlessResource) -> Declared:
    """What is declared of a resource that was not opened yet: opening it fills in what is guessed."""
    dialect = resource.dialect
    control = dialect.get_control("csv") if dialect.has_control("csv") else None
    return Declared(
        control is not None and control.has_defined("delimiter"),
        control is not None and control.has_defined("skip_initial_space"),
        dialect.has_defined("header") or dialect.has_defined("header_rows"),
        resource.has_defined("encoding"),
    )


def check_reading(
    silent: SilentChecks,
    declared: Declared,
    resource: FrictionlessResource,
    reading: CsvReading | None,
    *,
    quoted: bool = True,
) -> None:
    """Look at how frictionless has read a resource, which it has opened: what it guessed, the labels as they stand in
    the file, and stray quotation marks, unless the file is known to have none. `reading` is None where the file does
    not lie here by itself."""
    header = header_record(resource)
    try:
        labels = [str(cell) for cell in resource.sample[header - 1]] if 0 < header <= len(resource.sample) else []
        fields = [f.name for f in resource.header.get_expected_fields()]
        errors = {getattr(error, "field_number", None) for error in resource.header.errors}
    except Exception:  # it was not opened: whoever reads it has said why
        return
    misread = None
    if resource.dialect.has_control("csv"):
        misread = _other_delimiter(resource, labels)
        blanks = _has_blanks(resource, reading)
        for zh, en, line, value in _guesses(declared, resource, header, labels, misread, blanks):
            silent.report(GUESSED_DIALECT, {"note_zh": zh, "note_en": en}, row=line, value=value)
    _check_encoding(silent, declared, resource, reading)
    for number, label in enumerate(labels, start=1):
        # Of a character that frictionless does not strip, it has said itself that the label is wrong.
        if trimmed(label) != label and not (number in errors and label.strip() == label):
            column = fields[number - 1] if number <= len(fields) else None
            suggestion, shown = trimmed(label), {"shown": with_padding_shown(label)}
            silent.report(PADDED_LABEL, shown, row=header, column=column, value=label, suggestion=suggestion)
    if reading is not None and quoted and misread is None:
        for stray in reading.stray_quotes():
            _report_stray(silent, stray, fields)


def _guesses(
    declared: Declared, resource: FrictionlessResource, header: int, labels: list[str], other: str | None, blanks: bool
) -> Iterator[tuple[str, str, int | None, str | None]]:
    """What was guessed of a dialect: in Chinese and in English, with the record and the text in question. `other` is
    the delimiter that separates the labels, where the file was read with another one; `blanks` whether any stands
    behind a delimiter."""
    control = resource.dialect.get_control("csv")
    usual = "\t" if resource.format == "tsv" else ","
    if other is not None:
        (zh, en), (read_zh, read_en) = _named(other), _named(control.delimiter)
        names = len(labels[0].split(other))
        yield (
            f"列名以{zh}分隔（共 {names} 列），而此文件按{read_zh}读作一列："
            f"请在 dialect 中声明 {_declaration(other)}，或改用{read_zh}",
            f"the labels are separated by {en} ({names} of them), but the file was read with {read_en} as one column:"
            f" declare {_declaration(other)} in the dialect, or write {read_en}",
            header,
            other,
        )
    elif not declared.delimiter and control.delimiter != usual:
        (zh, en), (usual_zh, usual_en) = _named(control.delimiter), _named(usual)
        yield (
            f"没有声明分隔符，应为{usual_zh}，而 frictionless 猜作{zh}：请在 dialect 中声明"
            f" {_declaration(control.delimiter)}，或改用{usual_zh}",
            f"no delimiter is declared, which means {usual_en}, and frictionless guesses {en}: declare"
            f" {_declaration(control.delimiter)} in the dialect, or write {usual_en}",
            header or None,
            control.delimiter,
        )
    above = _without_comments(resource, header - 1)
    if not declared.header and (above or not header):
        zh = f"列名取自第 {header} 条记录，其上 {above} 条被略过" if header else "没有取列名"
        en = (
            f"the labels are taken from record {header}, and what stands above ({above}) is passed over"
            if header
            else "no labels are taken"
        )
        stated = f'"headerRows": [{header}]' if header else '"header": false'
        yield (
            f"{zh}，而没有声明，这是 frictionless 的猜测：请删去这些行，或在 dialect 中声明 {stated}",
            f"{en}, which nobody has declared and frictionless guesses: delete these lines, or declare {stated} in the"
            " dialect",
            header or None,
            None,
        )
    if not declared.initial_space and control.skip_initial_space and blanks:
        yield (
            "分隔符后的空格被略去，而没有声明，这是 frictionless 的猜测（按标准，空格属于单元格）："
            '请删去这些空格，或在 dialect 中声明 "skipInitialSpace": true',
            "blanks behind delimiters are passed over, which nobody has declared and frictionless guesses (by the"
            " standard they belong to the cells): remove them, or declare"
            ' "skipInitialSpace": true in the dialect',
            header or None,
            " ",
        )


def _has_blanks(resource: FrictionlessResource, reading: CsvReading | None) -> bool:
    """Whether it changes anything that blanks behind delimiters are passed over, as frictionless guesses wherever the
    first line has no delimiter."""
    control = resource.dialect.get_control("csv")
    return control.skip_initial_space and (reading is None or reading.has_blanks_behind(control.delimiter))


def _without_comments(resource: FrictionlessResource, records: int) -> int:
    """How many of a file's first records the dialect does not declare to be comments."""
    dialect = resource.dialect
    sign, numbers = dialect.comment_char, dialect.comment_rows or ()
    return sum(
        number not in numbers and not (sign and cells and str(cells[0]).startswith(sign))
        for number, cells in enumerate(resource.sample[: max(records, 0)], start=1)
    )


def _other_delimiter(resource: FrictionlessResource, labels: list[str]) -> str | None:
    """The delimiter by which the one label is the names of the schema's several fields."""
    if len(labels) != 1 or not resource.has_defined("schema"):
        return None
    delimiter = resource.dialect.get_control("csv").delimiter
    names = [f.name for f in resource.schema.fields]
    for other in _NAMES:
        parts = [trimmed(part).strip("\"'") for part in labels[0].split(other)]
        if other != delimiter and len(parts) > 1 and (len(parts) == len(names) or set(parts) <= set(names)):
            return other
    return None


def _named(delimiter: str) -> tuple[str, str]:
    return _NAMES.get(delimiter, (f"“{delimiter}”", f"“{delimiter}”"))


def _declaration(delimiter: str) -> str:
    return '"delimiter": "{}"'.format(delimiter.replace("\t", "\\t"))


def _check_encoding(
    silent: SilentChecks, declared: Declared, resource: FrictionlessResource, reading: CsvReading | None
) -> None:
    if declared.encoding or not resource.encoding or reading is None:
        return
    encoding = codecs.lookup(resource.encoding).name
    if encoding in _UTF_8:
        return
    wrong = first_undecodable(Path(reading.path), "utf-8", compressed=reading.compressed)
    where = ("它不是", "it is not")
    if wrong is not None:
        shown = " ".join(f"0x{byte:02x}" for byte in wrong.data[:4])
        where = (
            f"第 {wrong.line} 行第 {wrong.character} 个字符处的字节 {shown} 不是",
            f"{shown} at character {wrong.character} of line {wrong.line} is not",
        )
    line = wrong.line if wrong is not None else None
    silent.report(GUESSED_ENCODING, {"where_zh": where[0], "where_en": where[1]}, line=line, value=encoding)


def _report_stray(silent: SilentChecks, stray: StrayQuote, fields: list[str]) -> None:
    zh, en = (
        ("闭合的引号之后还有文字", "text follows behind a closing one")
        if stray.closed
        else ("单元格本身没有加引号", "the cell is not in quotes")
    )
    if stray.closed and stray.opened < stray.line:
        zh = f"{zh}，此单元格的引号是第 {stray.opened} 行打开的"
        en = f"{en}, which closes what line {stray.opened} has opened"
    if stray.escaped:
        zh, en = (
            f"{zh}（反斜杠只是文字，除非 dialect 声明 escapeChar）",
            f"{en} (a backslash is text, unless the dialect declares escapeChar)",
        )
    column = fields[stray.cell] if stray.cell < len(fields) else None
    silent.report(
        STRAY_QUOTE, {"note_zh": zh, "note_en": en}, line=stray.line, row=stray.row, column=column, value=stray.text
    )
