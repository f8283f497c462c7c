"""Reads a review folder back: the decisions, and what is undecided or was garbled by a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..contract.canonical import canonical_cell
from ..contract.package import Package, PackageError
from ..contract.reach import is_regular, size_of
from ..contract.spreadsheets import code_meant, iso_date, whole_number_shown
from ..contract.table import LARGEST_READ_WHOLE, Table, read_table
from ..domain import Proof, Role
from ..domains import datasets_of
from ..evidence.documents import digest_of_file
from ..findings import Finding, RuleBook
from ..types.integer import whole_number
from .folder import RECORD, VERSION, omission_reasons, unguarded
from .sheets import (
    CLAUSE,
    DATASET,
    DECIDE,
    END,
    INFERRED,
    KEEP,
    MORE,
    REASON,
    RECOGNISED,
    ROW,
    START,
    WORDS,
    Sheet,
    dataset_sheet,
    sheets,
)

RULES = RuleBook()
NOT_CSV = RULES.new(
    "proposal-not-csv",
    "proposal",
    zh="读不出：{reason_zh}。请在电子表格中另存为“CSV UTF-8（逗号分隔）”",
    en="cannot be read: {reason_en}. Save it from the spreadsheet as “CSV UTF-8 (comma delimited)”",
    means_zh="复核文件夹中的某张表读不出：不是 UTF-8、不以逗号分隔，或缺了列名。",
    means_en=(
        "A sheet of the review folder cannot be read: it is not UTF-8, has no commas between its cells, or lacks its"
        " header."
    ),
    why_zh="电子表格在中文系统上常存成 GBK 或以分号分隔；猜着读会读错字。",
    why_en="Spreadsheets often save GBK, or semicolons; whoever guesses reads wrong characters.",
)
COLUMN = RULES.new(
    "proposal-column",
    "proposal",
    zh="列“{column}”{what_zh}",
    en="the column “{column}” {what_en}",
    means_zh="表中缺了一列、多了一列，或一列出现了两次。",
    means_en="A column of a sheet is missing, superfluous or there twice.",
    why_zh="列按名称与数据集对应：少了列，填好的内容就无处可去。",
    why_en="Columns belong to the dataset by their names: what stands in any other has nowhere to go.",
)
ROW_MISSING = RULES.new(
    "proposal-row-missing",
    "proposal",
    zh="候选 {value} 不见了：每个候选都要留在表中，不收的在 [keep] 填 no",
    en="the candidate {value} is gone: every candidate stays in its sheet, with no in [keep] if it is not wanted",
    means_zh="某个候选的行从表中删去了。",
    means_en="The row of a candidate was deleted from its sheet.",
    why_zh="不收的候选要写明不收；删去的行看不出是有意还是误删。",
    why_en="What is not wanted is dropped knowingly: a deleted row may be an accident.",
)
UNDECIDED = RULES.new(
    "proposal-undecided",
    "proposal",
    zh="尚未决定“{words}”：在 [keep] 填 yes 或 no",
    en="“{words}” is undecided: put yes or no into [keep]",
    means_zh="某个候选的 `[keep]` 还是空的。",
    means_en="The `[keep]` of a candidate is still empty.",
    why_zh="每个候选或收或不收，没有第三种；未决定的行会无声地漏掉。",
    why_en="Every candidate is kept or dropped; an open one would get lost without a word.",
)
ANSWER = RULES.new(
    "proposal-answer",
    "proposal",
    zh="{column} 不能是“{value}”；可填：{allowed}",
    en="{column} cannot be “{value}”; it takes: {allowed}",
    means_zh="填写的内容不在此列可填的词之中。",
    means_en="A cell holds none of the words that its column takes.",
    why_zh="程序只认这些词；别的写法不知是何意。",
    why_en="The program knows these words only, and cannot guess what another one means.",
)
GARBLED = RULES.new(
    "proposal-garbled",
    "proposal",
    zh="“{value}”像是被电子表格改过：{reason_zh}",
    en="“{value}” looks as if a spreadsheet had changed it: {reason_en}",
    means_zh="单元格像是被电子表格改写过：日期、数字或编号变了样。",
    means_en="A cell looks as if a spreadsheet had rewritten a date, a number or an id.",
    why_zh="电子表格在打开和保存时会改写像日期或数字的文字，而不作提示。",
    why_en="Spreadsheets rewrite what looks like a date or a number when they open a file, and do not say so.",
)
DOCUMENT = RULES.new(
    "proposal-document",
    "proposal",
    zh="{column} 应为“{expected}”，而非“{value}”：这一行由文件算得，不可改",
    en="{column} is “{expected}”, not “{value}”: this row was computed from the file and stays as it is",
    means_zh="文档一行中由文件算得的内容被改动了。",
    means_en="What was computed from the file was changed in the row of the document.",
    why_zh="摘要与字符数指认文档；改了就对不上文件，证据也无从核对。",
    why_en=(
        "The digest and the number of characters identify the document: changed, they fit no file, and no span can be"
        " checked."
    ),
)

YES = ("yes", "y", "是", "true")
NO = ("no", "n", "否", "false")
_HELPERS = {KEEP, DATASET, RECOGNISED, DECIDE, WORDS, CLAUSE, MORE, INFERRED, REASON, ROW, START, END}
_OPTIONAL = {RECOGNISED, DECIDE, WORDS, MORE, INFERRED, REASON, DATASET, ROW, START, END}
# Columns of texts, which may say anything.
_TEXTS = ("_zh", "_en")
_SHORTENED = re.compile(
    r"\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?|[A-Z][a-z]{2}-\d{2,4}|\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月|\d{4}/\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}"
)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d+")
_FULL_WIDTH = re.compile("[\uff10-\uff19]")


@dataclass(frozen=True)
class FilledRow:
    """A row of a sheet as it was filled in. `keep` is None where that is still open."""

    sheet: Sheet
    file: str
    line: int
    number: int
    cells: Mapping[str, str]
    keep: bool | None

    @property
    def row(self) -> str:
        """The candidate's name in the folder; rows that a person added have none."""
        return self.cells.get(ROW, "")

    @property
    def dataset(self) -> str:
        """The dataset that the row goes into; empty where nobody chose one."""
        return self.sheet.datasets[0] if len(self.sheet.datasets) == 1 else self.cells.get(DATASET, "")

    @property
    def start(self) -> int | None:
        """Where the recognised words begin in the document."""
        return whole_number(self.cells.get(START, ""))

    @property
    def end(self) -> int | None:
        """Where they end."""
        return whole_number(self.cells.get(END, ""))

    def place(self, column: str) -> dict[str, Any]:
        """Where a cell stands, as keywords of a finding."""
        return {"resource": self.sheet.name, "file": self.file, "line": self.line, "row": self.number, "column": column}


@dataclass
class Review:
    """A review folder as it was filled in. `given` are cells that propose filled in, by row, which only some of the
    datasets have that the row may belong to."""

    folder: Path
    document: str
    sha256: str
    characters: int
    text: str
    given: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: list[FilledRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def unreadable(self) -> bool:
        """Whether a sheet cannot be read, so that nothing can be said of rows that refer to its rows."""
        return any(f.rule in (NOT_CSV.id, COLUMN.id) for f in self.findings)


def read_review(folder: Path, package: Package) -> Review:
    """Read a folder that `xinzhi propose` wrote. Raises PackageError where it is none."""
    record = _record(folder)
    path = folder / "document" / f"{record['document']}.txt"
    if not path.is_file() or digest_of_file(path) != record["sha256"]:
        raise PackageError(
            f"{path} 不在或已被改动：证据指向它的字符，请重新运行 xinzhi propose",
            f"{path} is missing or was changed: the evidence points to its characters. Run xinzhi propose again",
        )
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackageError(f"{path} 不是 UTF-8 文本", f"{path} is not UTF-8 text") from error
    review = Review(folder, record["document"], record["sha256"], record["characters"], text, record["given"])
    known, lists = sheets(package), _code_lists(package)
    files = {p.stem: p for p in sorted(folder.glob("*.csv"))}
    for name in [*known, *sorted(files.keys() - known.keys())]:
        sheet = known.get(name) or dataset_sheet(name, package)
        shown = f"{folder.as_posix()}/{name}.csv"
        if sheet is None:
            review.findings.append(
                NOT_CSV.finding(
                    {"reason_zh": f"没有名为 {name} 的表", "reason_en": f"no sheet and no dataset is called {name}"},
                    file=shown,
                )
            )
            continue
        filled = (
            list(_filled_rows(sheet, files.get(name), shown, package, lists, review.findings)) if name in files else []
        )
        review.rows += filled
        missing = set(record["rows"].get(name, [])) - {f.row for f in filled}
        broken = any(f.file == shown and f.rule == NOT_CSV.id for f in review.findings)
        if not broken:
            review.findings += [ROW_MISSING.finding(file=shown, resource=name, value=row) for row in sorted(missing)]
    review.findings += _document_changed(review)
    return review


def _record(folder: Path) -> dict[str, Any]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        known = (
            record["version"] == VERSION
            and isinstance(record["characters"], int)
            and all(isinstance(row, str) for rows in record["rows"].values() for row in rows)
            and all(isinstance(cell, str) for cells in record["given"].values() for cell in cells.values())
        )
        if known and re.fullmatch("[a-z0-9_]+", record["document"]) and isinstance(record["sha256"], str):
            return dict(record)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise PackageError(
        f"{folder} 不是 xinzhi propose 写出的审阅文件夹：没有可读的 {RECORD}",
        f"{folder} is no review folder written by xinzhi propose: it has no {RECORD} that can be read",
    )


def _filled_rows(
    sheet: Sheet,
    path: Path | None,
    shown: str,
    package: Package,
    lists: Mapping[str, frozenset[str]],
    findings: list[Finding],
) -> Iterator[FilledRow]:
    table = _table(path, shown, findings) if path is not None else None
    if table is None:
        return
    header = [canonical_cell(name) for name in table.header]
    columns = _HELPERS | set(sheet.columns) | set(sheet.link_columns)
    missing = [
        c
        for c in sheet.header
        if c not in header and c not in _OPTIONAL and not (c == CLAUSE and sheet.name not in sheets(package))
    ]
    for column in missing:
        findings.append(COLUMN.finding({"what_zh": "不见了", "what_en": "is gone"}, file=shown, line=1, column=column))
    for column in header:
        if column not in columns or header.count(column) > 1:
            what = ("重复了", "stands twice") if column in columns else ("不是此表的列", "is none of this sheet's")
            findings.append(COLUMN.finding({"what_zh": what[0], "what_en": what[1]}, file=shown, line=1, column=column))
    if missing:
        return
    reasons = omission_reasons(package)
    codes = _codes(sheet, package, lists)
    for record in table.records:
        cells = {c: unguarded(canonical_cell(record.cells[i])) for i, c in enumerate(header) if i < len(record.cells)}
        if not any(cells.values()):
            continue  # a spreadsheet pads a sheet with rows of commas
        for column in sheet.columns:
            if cells.get(column) in ("TRUE", "FALSE"):
                cells[column] = cells[column].lower()
            elif not column.endswith(_TEXTS):
                cells[column] = iso_date(cells.get(column, "")) or cells.get(column, "")
        filled = FilledRow(sheet, shown, record.line, record.row, cells, _kept(cells.get(KEEP, "")))
        printed = [record.cells[i] if i < len(record.cells) else "" for i in range(len(header))]
        findings += _garbled(filled, printed, header, codes)
        findings += _misanswered(filled, reasons)
        yield filled


def _table(path: Path, shown: str, findings: list[Finding]) -> Table | None:
    """The sheet as a table, or None with a finding that says how to save it."""
    reason: tuple[str, str] | None = None
    line: int | None = None
    if not is_regular(path) or size_of(path) > LARGEST_READ_WHOLE:
        reason = ("它不是文件，或过大", "it is no file, or too large")
        findings.append(NOT_CSV.finding({"reason_zh": reason[0], "reason_en": reason[1]}, file=shown))
        return None
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        reason = ("编码是 UTF-16", "its encoding is UTF-16")
    else:
        try:
            text = data.decode("utf-8-sig")
            first = text.partition("\n")[0]
            if KEEP in first and "," not in first:
                reason = ("列之间不是逗号", "its columns are not parted by commas")
            reader = csv.reader(io.StringIO(text, newline=""), strict=True)
            for _ in reader:
                line = reader.line_num
            if reason is None:
                return read_table(path)
            line = 1
        except UnicodeDecodeError:
            reason = ("不是 UTF-8（可能是 GBK）", "it is not UTF-8 (perhaps GBK)")
        except csv.Error as error:
            reason = (f"引号不成对（{error}）", f"a quotation mark is missing ({error})")
            line = (line or 0) + 1
    findings.append(NOT_CSV.finding({"reason_zh": reason[0], "reason_en": reason[1]}, file=shown, line=line))
    return None


def _kept(cell: str) -> bool | None:
    return True if cell.lower() in YES else False if cell.lower() in NO else None


def _misanswered(filled: FilledRow, reasons: list[str]) -> Iterator[Finding]:
    keep = filled.cells.get(KEEP, "")
    if keep and filled.keep is None:
        yield ANSWER.finding({"allowed": "yes, no"}, value=keep, **filled.place(KEEP))
    chosen = filled.cells.get(DATASET, "")
    if filled.keep and filled.dataset not in filled.sheet.datasets:
        yield ANSWER.finding({"allowed": ", ".join(filled.sheet.datasets)}, value=chosen, **filled.place(DATASET))
    reason = filled.cells.get(REASON, "")
    if reason and reason not in reasons:
        yield ANSWER.finding({"allowed": ", ".join(reasons)}, value=reason, **filled.place(REASON))


def _code_lists(package: Package) -> dict[str, frozenset[str]]:
    """The ids of each code list among whose ids there are numbers."""
    lists = {}
    code_lists = {dataset.name for dataset in datasets_of(package).with_role(Role.code_list)}
    for resource in package.resources:
        if resource.name in code_lists and resource.schema is not None and resource.file is not None:
            table = read_table(resource.file)
            ids = frozenset(table.cell(record, resource.schema.primary_key[0]) for record in table.records)
            if any(id.isdigit() for id in ids):
                lists[resource.name] = ids
    return lists


def _codes(sheet: Sheet, package: Package, lists: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The codes that each column of a sheet may hold that refers to such a list."""
    schemas = [schema for dataset in sheet.datasets if (schema := package.resource(dataset).schema) is not None]
    return {
        columns[0]: lists[target]
        for schema in schemas
        for columns, target, _ in schema.foreign_keys
        if len(columns) == 1 and target in lists
    }


def _garbled(
    filled: FilledRow, printed: list[str], header: list[str], codes: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    """Cells that hold what spreadsheets make of dates, fractions, long numbers and codes. Texts may say anything."""
    for column, raw in zip(header, printed, strict=True):
        cell = filled.cells.get(column, "")
        if column not in filled.sheet.columns or column.endswith(_TEXTS) or not cell or filled.keep is False:
            continue
        place = filled.place(column)
        if _FULL_WIDTH.search(raw):
            yield GARBLED.finding(
                {"reason_zh": "数字应为半角", "reason_en": "digits are half-width"}, value=raw, suggestion=cell, **place
            )
        elif _SHORTENED.fullmatch(cell):
            shown = filled.cells.get(WORDS) if column == "value_text" else None
            yield GARBLED.finding(
                {"reason_zh": "变成了日期", "reason_en": "it became a date"}, value=cell, suggestion=shown, **place
            )
        elif (shown := whole_number_shown(cell)) is not None or _SCIENTIFIC.fullmatch(cell):
            meant = code_meant(cell, codes[column]) if column in codes else shown
            yield GARBLED.finding(
                {"reason_zh": "变成了科学记数", "reason_en": "it became scientific notation"},
                value=cell,
                suggestion=meant,
                **place,
            )
        elif column in codes and cell not in codes[column] and (meant := code_meant(cell, codes[column])):
            yield GARBLED.finding(
                {"reason_zh": "末尾的零不见了", "reason_en": "the noughts at its end are gone"},
                value=cell,
                suggestion=meant,
                **place,
            )


def _document_changed(review: Review) -> Iterator[Finding]:
    expected = {"id": review.document, "sha256": review.sha256, "characters": str(review.characters)}
    for filled in review.rows:
        if filled.sheet.proof is Proof.documents:
            for column, value in expected.items():
                if filled.cells.get(column, "") != value:
                    yield DOCUMENT.finding(
                        {"expected": value},
                        value=filled.cells.get(column, ""),
                        suggestion=value,
                        **filled.place(column),
                    )
