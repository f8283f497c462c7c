"""Data files of strangers: each ends in a finding or a clear error, in bounded time and memory."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hostile_runs import FIELDS, MEBIBYTE, findings, run, write, write_descriptor
from xinzhi.contract import strict, yaml_text
from xinzhi.contract.package import LARGEST_DESCRIPTOR, open_package
from xinzhi.engine import auto, examples, frictionless, limits, patience, regex_worker, structure_rules
from xinzhi.engine.options import Options
from xinzhi.report.harmless import LONGEST

HOSTILE = [
    "x'); DROP TABLE t; --",
    '"; SELECT 1; --',
    "a' OR '1'='1",
    "') UNION SELECT content FROM read_text('secret')--",
    "{0}%s$1\\",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_sql_in_names_and_enums_and_patterns_is_text(tmp_path: Path, text: str) -> None:
    fields = [
        {"name": text, "type": "string", "constraints": {"enum": [text, "b"]}, "missingValues": [text + "-"]},
        {"name": "n", "type": "string", "constraints": {"pattern": "[';]*" + "[a-z]*"}},
    ]
    mark = "|"
    quoted = '"' + text.replace('"', '""') + '"'
    content = f"{quoted}{mark}n\n{quoted}{mark}a\nc{mark}';\nb{mark}A\n".encode()
    dialect = {"delimiter": mark, "quoteChar": '"', "doubleQuote": True}
    package = open_package(
        write(tmp_path, content, fields, dialect=dialect, schema={"fields": fields, "primaryKey": [text]})
    )
    found, whole = auto.run(package, Options(smallest=0)), frictionless.run(package)
    assert [(f.rule, f.row, f.column) for f in found.findings] == [(f.rule, f.row, f.column) for f in whole.findings]
    assert found.answers["x"].engine == "scan"
    assert [(f.rule, f.row) for f in found.findings] == [("constraint-error", 3), ("constraint-error", 4)]


@pytest.mark.parametrize(
    "described",
    [
        {"type": "string", "constraints": {"enum": ["\ud800", "a"]}},
        {"type": "string", "constraints": {"pattern": "[\ud800a]"}},
        {"type": "string", "missingValues": ["\ud800"]},
        {"type": "boolean", "trueValues": ["\ud800", "a"]},
    ],
)
def test_half_a_surrogate_pair_in_a_schema_is_a_text_that_no_cell_holds(
    tmp_path: Path, described: dict[str, Any]
) -> None:
    package = open_package(write(tmp_path, fields=[FIELDS[0], {"name": "name", **described}]))
    found = auto.run(package, Options(smallest=0))
    assert found.findings == frictionless.run(package).findings == []


def test_a_number_of_a_billion_digits_in_an_enum_is_not_written_out(tmp_path: Path) -> None:
    enum = ["1e999999999", "1e-999999999", "0e999999999", "1"]
    fields = [{"name": "id", "type": "number", "constraints": {"enum": enum}}, FIELDS[1]]
    found = auto.run(open_package(write(tmp_path, b"id,name\n1,a\n1e999999999,b\n2,c\n", fields)), Options(smallest=0))
    assert [(f.rule, f.row) for f in found.findings] == [("constraint-error", 4)]
    assert found.answers["x"].engine == "scan"


CONTENTS = {
    "an empty file": (b"", "source-error"),
    "NUL bytes": (b"id,name\n1,a\0b\n2,\0\0\0\n", "nul-byte"),
    "broken UTF-8": (b"id,name\n1,\xff\xfe\x80\n", "encoding-error"),
    "a lone quote to the end": (b'id,name\n1,"a\n' + b"2,b\n" * 20_000, "unclosed-quote"),
    "a lone quote in the last line": (b'id,name\n1,a\n2,"', "unclosed-quote"),
    "only line ends": (b"\n" * 5_000, "blank-row"),
}


@pytest.mark.parametrize(("content", "rule"), CONTENTS.values(), ids=CONTENTS)
@pytest.mark.parametrize("smallest", [0, 1_000_000], ids=["scanned first", "read by frictionless"])
def test_broken_files_end_in_a_finding(tmp_path: Path, content: bytes, rule: str, smallest: int) -> None:
    found = auto.run(open_package(write(tmp_path, content)), Options(smallest=smallest)).findings
    assert {f.rule for f in found} == {rule}


def test_a_lone_quote_is_shown_where_it_opens(tmp_path: Path) -> None:
    found = auto.run(open_package(write(tmp_path, b'id,name\n1,a\n2,"b\n3,c\n'))).findings
    assert [(f.rule, f.line, f.row) for f in found] == [("unclosed-quote", 3, 3)]


@pytest.mark.parametrize(
    "content",
    [
        b'id,name\n1,"a\nb"\n',
        b'id,name\n1,"a\nb"',
        b'id,name\n1,"a""b"\n',
        b"id,name\r1,a\r",
        "id,name\r\n1,a\r\n".encode("utf-16"),
    ],
)
def test_a_closed_quote_and_any_line_end_are_no_finding(tmp_path: Path, content: bytes) -> None:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    assert auto.run(open_package(write(tmp_path, content, encoding=encoding))).findings == []


# A row without end


def test_a_line_without_end_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    """What lies behind the limit makes no difference; the packed lines of a gigabyte are among the archives."""
    write(tmp_path, None)
    with (tmp_path / "x.csv").open("wb") as file:
        file.write(b"id,name\n1,")
        for _ in range(64):
            file.write(b"a" * MEBIBYTE)
        file.truncate(1024 * MEBIBYTE)
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["row-too-long"])
    assert megabytes < 512


def test_a_quote_that_is_never_closed_is_refused_at_the_limit(tmp_path: Path) -> None:
    content = b'id,name\n1,"a\n' + b"2,b\n" * (4 * limits.LARGEST_ROW // 4)
    code, rules, megabytes = findings(write(tmp_path, content))
    assert (code, rules) == (1, ["row-too-long"])
    assert megabytes < 512


def test_a_row_of_quoted_line_ends_is_refused_at_the_limit(tmp_path: Path) -> None:
    content = b"id,name\n1" + b',"\n"' * limits.LARGEST_ROW
    code, rules, megabytes = findings(write(tmp_path, content))
    assert (code, rules) == (1, ["row-too-long"])
    assert megabytes < 1024


def test_a_hundred_gigabytes_of_nothing_are_refused_early(tmp_path: Path) -> None:
    write(tmp_path, b"id,name\n1,a\n")
    with (tmp_path / "x.csv").open("r+b") as file:
        file.truncate(100 * 1024 * MEBIBYTE)
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["nul-byte"])
    assert megabytes < 512


def test_a_line_below_the_limit_is_a_text_like_any_other(tmp_path: Path) -> None:
    write(tmp_path, b"id,name\n1," + b"a" * (limits.LARGEST_ROW - 3) + b"\n")
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (0, [])
    assert megabytes < 1024


def test_a_sample_of_long_lines_is_refused(tmp_path: Path) -> None:
    write(tmp_path, b"id,name\n" + (b"1," + b"a" * (limits.LARGEST_ROW - 3) + b"\n") * 5)
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["row-too-long"])
    assert megabytes < 512


def test_a_packed_line_without_end_is_refused(tmp_path: Path) -> None:
    write(tmp_path, None, path="x.csv.gz")
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(b"id,name\n1," + b"a" * 2 * limits.LARGEST_ROW))
    assert [f.rule for f in auto.run(open_package(tmp_path), Options(smallest=0)).findings] == ["row-too-long"]


# Columns


def columns(number: int) -> list[dict[str, Any]]:
    """Fields of whole numbers."""
    return [{"name": f"c{n}", "type": "integer"} for n in range(number)]


@pytest.mark.parametrize("number", [300_001, 1_000_001])
def test_a_million_columns_are_refused(tmp_path: Path, number: int) -> None:
    code, rules, megabytes = findings(write(tmp_path, b"," * (number - 1) + b"\n" + b"," * (number - 1) + b"\n"))
    assert (code, rules) == (1, ["too-many-columns"])
    assert megabytes < 512


def test_a_row_of_a_million_cells_behind_many_good_ones_is_refused(tmp_path: Path) -> None:
    code, rules, megabytes = findings(write(tmp_path, b"id,name\n" + b"1,a\n" * 100_000 + b"," * 1_000_000 + b"\n"))
    assert (code, rules) == (1, ["too-many-columns"])
    assert megabytes < 512


@pytest.mark.parametrize("keyed", [False, True])
def test_inline_rows_of_too_many_cells_are_refused(tmp_path: Path, keyed: bool) -> None:
    wide = [f"c{n}" for n in range(limits.MOST_COLUMNS + 1)]
    data = [dict.fromkeys(wide, 1)] if keyed else [["id"], wide]
    described = {"name": "x", "data": data, "schema": {"fields": [FIELDS[0]]}}
    package = open_package(write_descriptor(tmp_path, {"name": "p", "resources": [described]}))
    assert [f.rule for f in auto.run(package).findings] == ["too-many-columns"]


def test_as_many_columns_as_the_limit_are_validated(tmp_path: Path) -> None:
    fields = columns(limits.MOST_COLUMNS)
    row = ",".join("1" for _ in fields)
    content = (",".join(f["name"] for f in fields) + "\n" + f"{row}\n" * 2 + row.replace("1", "x", 1) + "\n").encode()
    code, rules, megabytes = findings(write(tmp_path, content, fields), seconds=300)
    assert (code, rules) == (1, ["type-error"])
    assert megabytes < 1024


def test_as_many_wrong_cells_as_the_limit_end_in_findings(tmp_path: Path) -> None:
    fields = columns(limits.MOST_COLUMNS)
    content = (",".join(f["name"] for f in fields) + "\n" + ",".join("x" for _ in fields) + "\n").encode()
    code, rules, megabytes = findings(write(tmp_path, content, fields), seconds=300)
    assert (code, set(rules)) == (1, {"type-error"})
    assert megabytes < 1024


def test_a_cell_of_many_commas_is_one_cell(tmp_path: Path) -> None:
    shape = '"' + "1 2," * (2 * limits.MOST_COLUMNS) + '"'
    assert auto.run(open_package(write(tmp_path, f"id,name\n1,{shape}\n".encode()))).findings == []


# Patterns


@pytest.mark.parametrize("rows", [1, 100_000], ids=["read by frictionless", "scanned"])
def test_a_pattern_that_backtracks_without_end_ends_in_a_finding_that_names_it(
    tmp_path: Path, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.5)
    fields = [FIELDS[0], {"name": "name", "type": "string", "constraints": {"pattern": "(a+)+b"}}]
    content = b"id,name\n" + b"1,ab\n" * rows + b"1," + b"a" * 60 + b"!\n"
    found = auto.run(open_package(write(tmp_path, content, fields))).findings
    assert [f.rule for f in found] == ["reader-failure"]
    assert "(a+)+b" in found[0].message_en
    assert "backtrack" in found[0].message_en and "回溯" in found[0].message_zh


def test_a_pattern_that_backtracks_without_end_is_cut_short_in_a_run(tmp_path: Path) -> None:
    fields = [FIELDS[0], {"name": "name", "type": "string", "constraints": {"pattern": "(a+)+b"}}]
    code, rules, _ = findings(write(tmp_path, b"id,name\n1," + b"a" * 60 + b"!\n", fields))
    assert (code, rules) == (1, ["reader-failure"])


def test_a_sample_that_makes_the_dialect_hard_to_guess_ends_in_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.5)
    line = b"," + b",".join(b'"' + b"a" * 3 + b'"x' for _ in range(4_000)) + b"\n"
    found = auto.run(open_package(write(tmp_path, line * 100))).findings
    assert [f.rule for f in found] == ["source-error"]
    assert "dialect" in found[0].message_en and "前几行" in found[0].message_zh


def test_a_long_constraint_is_not_repeated_in_a_thousand_errors(tmp_path: Path) -> None:
    fields = [FIELDS[0], {"name": "name", "type": "string", "constraints": {"pattern": "(" + "a|" * 100_000 + "b)"}}]
    outcome = run(write(tmp_path, b"id,name\n" + b"1,c\n" * 100_000, fields), "--format", "json", seconds=120)
    assert (outcome.code, set(outcome.rules)) == (1, {"constraint-error"})
    assert 0 < len(outcome.rules) < 500
    assert not json.loads(outcome.said)["resources"]["x"]["complete"]
    assert outcome.megabytes < 1024


@pytest.mark.parametrize("engine", ["scan", "frictionless"])
def test_long_rows_are_not_repeated_in_a_thousand_errors(tmp_path: Path, engine: str) -> None:
    content = b"id,name\n" + b"1,a\n" * 100 + (b"x," + b"a" * 4 * MEBIBYTE + b"\n") * 100
    outcome = run(write(tmp_path, content), "--format", "json", "--engine", engine, seconds=120)
    assert (outcome.code, set(outcome.rules)) == (1, {"type-error"})
    assert 0 < len(outcome.rules) < 500
    assert outcome.megabytes < 1024


def test_many_missing_values_are_not_looked_for_in_every_cell(tmp_path: Path) -> None:
    schema = {"fields": FIELDS, "missingValues": [f"v{n}" for n in range(limits.MOST_MISSING_VALUES + 1)]}
    assert findings(write(tmp_path, schema=schema))[:2] == (1, ["reader-failure"])


def test_a_long_list_of_allowed_values_is_not_searched_for_the_nearest_of_each_wrong_one(tmp_path: Path) -> None:
    allowed = [f"{n:012d}" for n in range(50_000)]
    fields = [FIELDS[0], {"name": "name", "type": "string", "constraints": {"enum": allowed}}]
    found = auto.run(open_package(write(tmp_path, b"id,name\n" + b"1,00000000000x\n" * 100, fields)))
    assert {(f.rule, f.suggestion) for f in found.findings} == {("constraint-error", None)}


def test_the_documented_limits_are_those_that_hold() -> None:
    text = (Path(__file__).parents[2] / "docs" / "hostile-input.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    stated = [
        ("`row-too-long`", limits.LARGEST_SAMPLE, limits.SAMPLE_LINES),
        ("`too-many-columns`", limits.MOST_COLUMNS, limits.MOST_PLAIN_COLUMNS, limits.LARGEST_WIDE),
        ("`unpacked-size`", limits.LARGEST_UNPACKED, limits.LARGEST_RATIO),
        ("`archive-members`", limits.MOST_MEMBERS),
        ("`file-too-large`", limits.LARGEST_WHOLE),
        ("packed YAML file", LARGEST_DESCRIPTOR),
        ("YAML aliases", LARGEST_DESCRIPTOR, yaml_text.DEEPEST),
        ("`schema-too-large`", LARGEST_DESCRIPTOR),
        ("exit 2", LARGEST_DESCRIPTOR),
        ("missing values", limits.MOST_MISSING_VALUES),
        ("constraints or rows", examples.LARGEST_ROWS // MEBIBYTE, examples.LARGEST_CONSTRAINTS // MEBIBYTE),
        ("`reader-failure` (a pattern)", int(patience.SECONDS), int(patience.RUNS * patience.SECONDS), patience.SLOW),
        ("pattern of many groups", regex_worker.MEMORY),
    ]
    for what, *figures in stated:
        assert any(what in row and all(f"{figure:,}" in row for figure in figures) for row in rows), what
    assert f"`row-too-long` | {limits.LARGEST_ROW:,} bytes" in text
    assert f"{LONGEST:,} characters" in text


def test_every_documented_rule_exists() -> None:
    text = (Path(__file__).parents[2] / "docs" / "hostile-input.md").read_text(encoding="utf-8")
    named = {
        name
        for line in text.splitlines()
        if line.startswith("| ")
        for cell in line.split(" | ")[2:3]
        for name in re.findall("`([a-z-]+)`", cell)
    }
    assert len(named) > 10
    assert named <= {rule.id for book in (structure_rules.RULES, strict.RULES) for rule in book}
