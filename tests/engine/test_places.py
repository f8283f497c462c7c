"""Findings name the true cells, and the true line, however the file is written."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from readers import READERS, told
from single import PAIR, package
from xinzhi.engine import auto
from xinzhi.findings import Finding
from xinzhi.validation import validate


def errors(found: list[Finding]) -> list[Finding]:
    """Those that are no warnings."""
    return [f for f in found if f.severity == "error"]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("content", "filler", "resource"),
    [
        ('id;name\n1;"a\nb"\nx;c\n', "{};a\n", {}),
        ("id|name\n1|'a\n2|b\nx|c\n", "{}|a\n", {"dialect": {"delimiter": "|"}}),
        ('id,name\n1,"a\nb"\nx,c\n', "{},a\n", {"dialect": {"delimiter": ","}}),
        ('\n\nid,name\nx,"c"\n', "{},a\n", {"dialect": {"headerRows": [3]}}),
        ("x,a\n1,b\n", "{},a\n", {"dialect": {"header": False}}),
        ('id\tname\n1\t"a\nb"\nx\tc\n', "{}\ta\n", {"path": "x.tsv"}),
    ],
)
def test_the_line_is_the_one_of_the_record(
    tmp_path: Path, content: str, filler: str, resource: dict[str, Any], reader: str
) -> None:
    (found,) = errors(told(tmp_path, content, reader, filler=filler, **resource))
    lines = content.split("\n")
    assert found.rule == "type-error" and found.value == "x"
    assert found.line == 1 + next(n for n, line in enumerate(lines) if line.startswith("x"))


def test_the_line_in_a_packed_file(tmp_path: Path) -> None:
    packed = gzip.compress(b'id,name\n1,"a\nb"\nx,c\n')
    described = package(tmp_path, packed, path="x.csv.gz")
    (found,) = auto.run(described).findings
    assert (found.rule, found.line) == ("type-error", 4)


@pytest.mark.parametrize("reader", READERS)
def test_titles_above_the_header(tmp_path: Path, reader: str) -> None:
    found = errors(
        told(
            tmp_path,
            "Report\n\nid,name\n1,a\n1,b\n",
            reader,
            dialect={"headerRows": [3]},
            schema={"primaryKey": "id"},
        )
    )
    assert [(f.rule, f.value, f.line) for f in found] == [("primary-key", "1", 5)]
    assert (
        "record 4, the header being 3" in found[0].message_en
        and "第 4 条记录相同（列名在第 3 条）" in found[0].message_zh
    )


def test_an_error_of_a_label_is_in_the_header_wherever_it_stands(tmp_path: Path) -> None:
    found = errors(told(tmp_path, "Report\n\nid,nam\n1,a\n", "small", dialect={"headerRows": [3]}))
    assert [(f.rule, f.line, f.row) for f in found] == [("incorrect-label", 3, 3)]


@pytest.mark.parametrize("match", ["subset", "partial", "equal"])
def test_a_key_is_told_by_its_own_cells_whatever_the_order_of_the_columns(tmp_path: Path, match: str) -> None:
    extra = "" if match == "equal" else "y,"
    key = {"primaryKey": ["id", "name"], "fieldsMatch": match}
    rows = f"{extra}name,id\n{extra}a,1\n{extra}a,1\n"
    found = errors(told(tmp_path, rows, "small", schema=key))
    assert [(f.rule, f.value, f.line) for f in found] == [("primary-key", "1, a", 3)]


@pytest.mark.parametrize("reader", READERS)
def test_a_reference_is_told_as_its_cell_is_written(tmp_path: Path, reader: str) -> None:
    fields = [PAIR[0], {"name": "of", "type": "integer"}]
    keys = {"foreignKeys": [{"fields": "of", "reference": {"resource": "", "fields": "id"}}]}
    found = told(tmp_path, "id,of\n1,1\n2,007\n", reader, fields, filler="{},1\n", schema=keys)
    assert [(f.rule, f.value, f.line) for f in found] == [("foreign-key", "007", 3)]


def test_booleans_and_days_are_told_as_their_cells_are_written(tmp_path: Path) -> None:
    fields = [{"name": "b", "type": "boolean"}, {"name": "d", "type": "date"}]
    package(tmp_path, b"b,d\ntrue,2020-01-05\n1,2020-1-5\n", fields, schema={"primaryKey": ["b", "d"]})
    (found,) = errors(validate(tmp_path).findings)
    assert (found.rule, found.value) == ("primary-key", "1, 2020-1-5")
