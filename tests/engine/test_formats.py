"""Resources that are no local CSV file: frictionless reads them, and the answer is its own."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pyarrow as pa
import pyarrow.parquet
import pytest
from conformance import in_order, place
from xinzhi.result import Report
from xinzhi.validation import validate

FIELDS = [
    {"name": "id", "type": "integer", "constraints": {"required": True}},
    {"name": "name", "type": "string", "constraints": {"maxLength": 3}},
]
GOOD: list[list[Any]] = [[1, "甲"], [2, "乙"], [3, "丙"]]
BAD: list[list[Any]] = [[1, "甲"], [2, "too long"], [None, "丙"]]
REPEATED: list[list[Any]] = [[1, "甲"], [1, "too long"], [4, "x"]]
needs_json = pytest.mark.skipif(
    not (find_spec("ijson") and find_spec("jsonlines")), reason="frictionless[json] is not installed"
)

Rows = list[list[Any]]
Writer = Callable[[Path, Rows], dict[str, Any]]


def _csv(rows: Rows, header: bool = True) -> str:
    lines = [["id", "name"], *rows] if header else rows
    return "".join(",".join("" if c is None else str(c) for c in row) + "\n" for row in lines)


def _keyed(rows: Rows) -> list[dict[str, Any]]:
    return [dict(zip(("id", "name"), row, strict=True)) for row in rows]


def inline(folder: Path, rows: Rows) -> dict[str, Any]:
    return {"data": [["id", "name"], *rows]}


def inline_keyed(folder: Path, rows: Rows) -> dict[str, Any]:
    return {"data": _keyed(rows)}


def json_file(folder: Path, rows: Rows) -> dict[str, Any]:
    (folder / "t.json").write_text(json.dumps(_keyed(rows)), encoding="utf-8")
    return {"path": "t.json", "type": "table"}


def ndjson(folder: Path, rows: Rows) -> dict[str, Any]:
    (folder / "t.ndjson").write_text("".join(json.dumps(r) + "\n" for r in _keyed(rows)), encoding="utf-8")
    return {"path": "t.ndjson", "type": "table"}


def jsonl(folder: Path, rows: Rows) -> dict[str, Any]:
    (folder / "t.jsonl").write_text("".join(json.dumps(r) + "\n" for r in _keyed(rows)), encoding="utf-8")
    return {"path": "t.jsonl", "type": "table"}


def parquet(folder: Path, rows: Rows) -> dict[str, Any]:
    pyarrow.parquet.write_table(pa.Table.from_pylist(_keyed(rows)), folder / "t.parquet")
    return {"path": "t.parquet"}


def xlsx(folder: Path, rows: Rows) -> dict[str, Any]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["id", "name"], *rows]:
        sheet.append(row)
    book.save(folder / "t.xlsx")
    return {"path": "t.xlsx"}


def zipped(folder: Path, rows: Rows) -> dict[str, Any]:
    with zipfile.ZipFile(folder / "t.csv.zip", "w") as archive:
        archive.writestr("t.csv", _csv(rows))
    return {"path": "t.csv.zip"}


def gzipped(folder: Path, rows: Rows) -> dict[str, Any]:
    with gzip.open(folder / "t.csv.gz", "wt", encoding="utf-8") as file:
        file.write(_csv(rows))
    return {"path": "t.csv.gz"}


def parts(folder: Path, rows: Rows) -> dict[str, Any]:
    (folder / "t1.csv").write_text(_csv(rows[:2]), encoding="utf-8")
    (folder / "t2.csv").write_text(_csv(rows[2:]), encoding="utf-8")
    return {"path": ["t1.csv", "t2.csv"]}


def parts_without_header(folder: Path, rows: Rows) -> dict[str, Any]:
    (folder / "t1.csv").write_text(_csv(rows[:2], header=False), encoding="utf-8")
    (folder / "t2.csv").write_text(_csv(rows[2:], header=False), encoding="utf-8")
    return {"path": "t1.csv", "extrapaths": ["t2.csv"], "dialect": {"header": False}}


def tab_separated(folder: Path, rows: Rows) -> dict[str, Any]:
    (folder / "t.tsv").write_text(_csv(rows).replace(",", "\t"), encoding="utf-8")
    return {"path": "t.tsv"}


FORMATS: list[Any] = [
    inline, inline_keyed, parquet, xlsx, zipped, gzipped, parts, parts_without_header, tab_separated,
    pytest.param(json_file, marks=needs_json), pytest.param(ndjson, marks=needs_json), pytest.param(jsonl, marks=needs_json),  # noqa: E501
]  # fmt: skip


def package(folder: Path, write: Writer, rows: Rows) -> Path:
    schema = {"fields": FIELDS, "primaryKey": "id"}
    resource = {"name": "t", **write(folder, rows), "schema": schema}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), encoding="utf-8")
    return folder


def same_as_frictionless(folder: Path) -> Report:
    """The report, once it is seen to say what frictionless says of the same package."""
    report = validate(folder)
    whole = frictionless.Package(str(folder / "datapackage.json")).validate()
    errors = [e for task in whole.tasks for e in task.errors] + list(whole.errors)
    expected = [
        (e.type, getattr(e, "row_number", None), None if e.type == "primary-key" else getattr(e, "field_name", None))
        for e in errors
    ]
    assert report.valid == whole.valid
    assert in_order(place(f) for f in report.findings if f.severity == "error") == in_order(expected)
    return report


@pytest.mark.parametrize("write", FORMATS)
def test_valid_tables_of_every_format_are_valid(tmp_path: Path, write: Writer) -> None:
    report = same_as_frictionless(package(tmp_path, write, GOOD))
    assert (report.valid, report.rows) == (True, 3)


@pytest.mark.parametrize("rows", [BAD, REPEATED], ids=["cells", "keys"])
@pytest.mark.parametrize("write", FORMATS)
def test_errors_in_tables_of_every_format_are_those_of_frictionless(tmp_path: Path, write: Writer, rows: Rows) -> None:
    report = same_as_frictionless(package(tmp_path, write, rows))
    assert {f.rule for f in report.findings} == {"constraint-error", "primary-key"}


@pytest.mark.parametrize("name", ["t.parquet", "t.xlsx", "t.csv.zip", "t.csv.gz", "t.json", "t.ndjson"])
def test_a_file_that_is_not_of_its_format_is_a_finding(tmp_path: Path, name: str) -> None:
    def broken(folder: Path, rows: Rows) -> dict[str, Any]:
        (folder / name).write_bytes(b"\x00not of this format\xff")
        return {"path": name, "type": "table"}

    report = validate(package(tmp_path, broken, []))
    assert not report.valid
    assert all(f.message_zh and f.message_en and f.file == name for f in report.findings)


def test_a_format_whose_reader_is_not_installed_says_what_to_install(tmp_path: Path) -> None:
    """In a process of its own: frictionless keeps the readers that it has found."""
    folder = package(tmp_path, ndjson, GOOD)
    code = (
        "import sys; sys.modules.update(jsonlines=None, ijson=None); import xinzhi\n"
        f"for f in xinzhi.validate({str(folder)!r}).findings: print(f.message_en, f.message_zh)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout
    assert told.count("\n") == 1 and told.count("frictionless[json]") == 2
