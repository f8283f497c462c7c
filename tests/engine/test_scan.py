"""The scan, case by case: what it leaves to frictionless, and that its answer is frictionless's where it answers."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from single import PAIR, package, scanned
from xinzhi.contract.package import open_package
from xinzhi.engine import auto, frictionless, judging, reasons, screening
from xinzhi.engine.csv_table import CsvTable
from xinzhi.engine.doubt import Reason
from xinzhi.engine.options import Options
from xinzhi.engine.queries import Queries
from xinzhi.engine.sql import Sql


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"id,name\n1,a\0b\n", reasons.NUL_BYTES),
        (b'id,name\n1, "a"\n', reasons.ESCAPES),
        (b'id,name\n1,"a\n2,b\n', reasons.OPEN_QUOTE),
        (b"id,name\n1," + 140_000 * b"a" + b"\n", reasons.LONG_ROWS),
    ],
    ids=["NUL", "space before quote", "unclosed quote", "very long row"],
)
def test_doubtful_files_are_read_by_frictionless(tmp_path: Path, content: bytes, reason: Reason) -> None:
    answer, _ = scanned(package(tmp_path, content))
    assert (answer.engine, answer.reason) == ("frictionless", reason)


@pytest.mark.parametrize(
    "content",
    [
        b"id,name\n1,a\rb\n",
        b"id,name\r\n1,a\n",
        b'id,name\r\n1,"a\nb"\r\nx,c\r\n',
        b'id,name\n1,"a\r\nb"\nx,"c\rd"\n2,"e\r"\n',
        b'"id","na\nme"\n1,a\nx,b\n',
        b"id,name\n1,a\n\n2,b\n",
        b"id,name\n1,a\n\n",
        b'id,name\n1,"a"b\nx,c\n',
        b'id,name\nx,5" pipe "\n 2, "\n',
    ],
    ids=[
        "lone CR",
        "mixed ends",
        "LF in cells and CRLF",
        "CR in cells and LF",
        "label of two lines",
        "blank line",
        "blank line at the end",
        "text after quote",
        "quotes that are text",
    ],
)
def test_records_that_duckdb_reads_otherwise_are_written_anew(tmp_path: Path, content: bytes) -> None:
    """The comparison with frictionless is made by `scanned`."""
    answer, _ = scanned(package(tmp_path, content, [PAIR[0], {"name": "na me" if b"na\n" in content else "name"}]))
    assert (answer.engine, answer.reason) == ("scan", None)


RAGGED = [
    b"1",
    b"1,a,x",
    b"x,a,,y",
    b"",
    b",",
    b",,",
    b",,z",
    b"x",
    b'"1\n"',
    b'7,"a\nb",c',
    b"1,a\n1,a,b\n1",
]


@pytest.mark.parametrize(
    ("schema", "constraints"),
    [
        ({}, {}),
        ({}, {"required": True}),
        ({}, {"unique": True}),
        ({"primaryKey": "id"}, {}),
        ({"primaryKey": ["id", "name"]}, {"unique": True}),
        ({"uniqueKeys": [["id"]]}, {"minLength": 2}),
    ],
)
def test_a_row_of_another_width_costs_that_row(
    tmp_path: Path, schema: dict[str, Any], constraints: dict[str, Any]
) -> None:
    content = b"id,name\n" + b"".join(b"%d,b\n%s\ny,a\n" % (n, row) for n, row in enumerate(RAGGED))
    fields = [PAIR[0], {**PAIR[1], "constraints": constraints}]
    answer, errors = scanned(package(tmp_path, content, fields, schema=schema))
    assert answer.engine == "scan"
    assert +answer.totals == Counter(kind for kind, _, _ in errors)


@pytest.mark.parametrize(("missing", "engine"), [(["", "-"], "scan"), (["-"], "scan"), ([], "frictionless")])
def test_a_cell_that_a_row_lacks_is_null(tmp_path: Path, missing: list[str], engine: str) -> None:
    fields = [PAIR[0], {**PAIR[1], "constraints": {"minLength": 2}}]
    answer, errors = scanned(package(tmp_path, b"id,name\n1\n,\n\n-\n", fields, schema={"missingValues": missing}))
    assert (answer.engine, bool(errors)) == (engine, True)


def test_rows_of_another_width_do_not_keep_a_parent_from_being_read(tmp_path: Path) -> None:
    (tmp_path / "parent.csv").write_bytes(b'id,name\r\n1,a,b\r\n2\r\n\r\n3,"c\nd"\r\n')
    (tmp_path / "x.csv").write_bytes(b"id,name\n1,a\n2,b,c\n4,d\n5\n,\n")
    key = {"fields": "id", "reference": {"resource": "parent", "fields": "id"}}
    resources = [
        {"name": "parent", "type": "table", "path": "parent.csv", "schema": {"fields": PAIR}},
        {"name": "x", "type": "table", "path": "x.csv", "schema": {"fields": PAIR, "foreignKeys": [key]}},
    ]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), encoding="utf-8")
    opened = open_package(tmp_path)
    found, whole = auto.run(opened, Options(smallest=0)), frictionless.run(opened)
    assert {name: answer.engine for name, answer in found.answers.items()} == {"parent": "scan", "x": "scan"}
    assert [(f.rule, f.row, f.column) for f in found.findings] == [(f.rule, f.row, f.column) for f in whole.findings]


@pytest.mark.parametrize(
    ("content", "described"),
    [
        (b"id,name\r\n1,a\r\n", {}),
        (b"id,name\n1,a", {}),
        (b"\xef\xbb\xbfid,name\n1,a\n", {}),
        ("id,name\n1,芯片\n".encode("gbk"), {"encoding": "gbk"}),
        ("id,name\n1,芯片\n".encode("gb18030"), {"encoding": "gb18030"}),
        ("id,name\n1,芯片\n".encode("utf-16"), {"encoding": "utf-16"}),
        (b"id;name\n1;'a;b'\n", {"dialect": {"delimiter": ";", "quoteChar": "'"}}),
        (b"1,a\n2,b\n", {"dialect": {"header": False}}),
        (gzip.compress(b"id,name\n1,a\n"), {"path": "x.csv.gz"}),
    ],
    ids=["CRLF", "no final newline", "BOM", "GBK", "GB18030", "UTF-16", "semicolons", "no header", "gzip"],
)
def test_plain_files_of_every_make_are_scanned(tmp_path: Path, content: bytes, described: dict[str, Any]) -> None:
    answer, errors = scanned(package(tmp_path, content, **described))
    assert (answer.engine, answer.reason, errors) == ("scan", None, [])


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_dirt_is_found_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    content = "id,name\n1,芯片\nx,设备\n".encode(encoding)
    answer, errors = scanned(package(tmp_path, content, encoding=encoding))
    assert (answer.engine, errors) == ("scan", [("type-error", 3, "id")])


def test_text_that_is_not_of_the_declared_encoding_is_an_encoding_error(tmp_path: Path) -> None:
    answer, errors = scanned(package(tmp_path, b"id,name\n1,a\n" * 3 + b"2,\xd0\xbe\xff\n"))
    assert answer.engine == "frictionless"
    assert [e[0] for e in errors] == ["encoding-error"] or errors[-1][0] == "encoding-error"


def test_rows_are_numbered_as_records_after_quoted_newlines(tmp_path: Path) -> None:
    answer, errors = scanned(package(tmp_path, b'id,name\n1,"a\nb\nc"\nx,d\n3,"e\nf"\ny,g\n'))
    assert (answer.engine, errors) == ("scan", [("type-error", 3, "id"), ("type-error", 5, "id")])


def test_errors_beyond_the_limit_are_counted_exactly(tmp_path: Path) -> None:
    rows = "".join(f"{'x' if n % 2 else n},{'' if n % 3 else 'n'}\n" for n in range(6_000))
    fields = [PAIR[0], {**PAIR[1], "constraints": {"required": True}}]
    answer, errors = scanned(package(tmp_path, f"id,name\n{rows}".encode(), fields))
    assert answer.engine == "scan"
    assert len(errors) == 1000
    assert answer.totals == Counter({"type-error": 3_000, "constraint-error": 4_000})


def test_keys_outside_of_the_range_that_the_first_and_last_rows_promise_are_counted(tmp_path: Path) -> None:
    numbers = [*range(1, 2_000), 5_000_000, 7, -3, 2_000]
    content = ("id,name\n" + "".join(f"{n},a\n" for n in numbers)).encode()
    answer, errors = scanned(package(tmp_path, content, schema={"primaryKey": "id"}))
    assert (answer.engine, errors) == ("scan", [("primary-key", 2002, "id")])


@pytest.mark.parametrize("fingerprint", ["as it is", "the same for all keys"])
@pytest.mark.parametrize("rows", ["few", "many"])
def test_keys_of_texts_that_repeat_are_found_by_whatever_counts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, fingerprint: str
) -> None:
    if rows == "many":
        monkeypatch.setattr(screening, "_MOST_KEYS_IN_MEMORY", 0)
    if fingerprint == "the same for all keys":
        monkeypatch.setattr(CsvTable, "fingerprint", lambda table, columns: Sql("7"))
    fields: list[dict[str, Any]] = [
        {"name": "a", "type": "string"},
        {"name": "b", "type": "string"},
        {"name": "c", "type": "string", "constraints": {"unique": True}},
    ]
    content = b"a,b,c\nx,yz,1\nxy,z,2\nx,,3\n,x,4\nx,yz,5\nx,,6\n,,7\nq,q,1\nr,r,\ns,s,\n"
    answer, errors = scanned(package(tmp_path, content, fields, schema={"primaryKey": ["a", "b"]}))
    assert (answer.engine, answer.totals) == ("scan", Counter({"primary-key": 3, "unique-error": 1}))
    assert [(rule, row) for rule, row, _ in errors] == [
        ("primary-key", 6),
        ("primary-key", 7),
        ("primary-key", 8),
        ("unique-error", 9),
    ]


@pytest.mark.parametrize("rows", ["few", "many"])
def test_different_keys_with_one_fingerprint_are_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str
) -> None:
    if rows == "many":
        monkeypatch.setattr(screening, "_MOST_KEYS_IN_MEMORY", 0)
    monkeypatch.setattr(CsvTable, "fingerprint", lambda table, columns: Sql("7"))
    answer, errors = scanned(
        package(tmp_path, b"id,name\n1,a\n1,b\n2,\n", schema={"primaryKey": ["id", "name"], "uniqueKeys": [["name"]]})
    )
    assert (answer.engine, errors, answer.totals) == ("scan", [], Counter())


def test_rows_that_come_out_of_order_are_left_to_frictionless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they may from a join that goes to disk; here the numbers run backwards."""
    sql = CsvTable.sql
    monkeypatch.setattr(
        CsvTable,
        "sql",
        lambda table, **how: sql(table, **how).replace("row_number() OVER ()", "9 - row_number() OVER ()"),
    )
    content = b"id,name\n1,a\n1,b\n2,c\n2,d\n"
    answer, errors = scanned(package(tmp_path, content, schema={"primaryKey": "id"}))
    assert (answer.engine, answer.reason) == ("frictionless", reasons.ORDER_IS_LOST)
    assert [row for _, row, _ in errors] == [3, 5]


@pytest.mark.parametrize("schema", [{}, {"primaryKey": "c0"}, {"uniqueKeys": [["c1"]]}])
@pytest.mark.parametrize("columns", [3, 40])
@pytest.mark.parametrize("texts", [0, 100_000])
def test_wrong_cells_in_few_columns_and_in_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int, schema: dict[str, Any], texts: int
) -> None:
    monkeypatch.setattr(judging, "_MOST_TEXTS", texts)
    names = [f"c{i}" for i in range(columns)]
    rows = [[str(r) for _ in names] for r in range(60)]
    for i in range(columns):
        rows[i][i], rows[i + 5][i] = "x", f" {i + 5}"
    rows[50] = [""] * columns
    rows[57][:2] = rows[58][:2] = ["1", "2"]
    content = "\n".join(map(",".join, [names, *rows])) + "\n"
    fields = [{"name": name, "type": "integer" if name != "c2" else "string"} for name in names]
    answer, errors = scanned(package(tmp_path, content.encode(), fields, schema=schema))
    assert answer.engine == "scan"
    assert +answer.totals == Counter(kind for kind, _, _ in errors)
    assert answer.silent["padded-cell"]


@pytest.mark.parametrize("schema", [{}, {"primaryKey": "id"}], ids=["no key", "a key"])
def test_of_a_column_of_nothing_but_wrong_texts_few_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schema: dict[str, Any]
) -> None:
    """Millions of them would take a gigabyte."""
    sought: list[int] = []
    texts = Queries.texts

    def seen(queries: Queries, name: str, values: Sequence[tuple[str, ...]]) -> Any:
        sought.append(len(values))
        return texts(queries, name, values)

    monkeypatch.setattr(judging, "_MOST_TEXTS", 100)
    monkeypatch.setattr(Queries, "texts", seen)
    content = b"id,name\n" + b"".join(b"x%d,a\n" % n for n in range(500)) + b"7,b\n"
    answer, errors = scanned(package(tmp_path, content, schema=schema))
    assert (answer.engine, answer.totals["type-error"], errors != []) == ("scan", 500, True)
    assert not [number for number in sought if number > 100]


@pytest.mark.parametrize("schema", [{}, {"primaryKey": "id"}, {"primaryKey": "name"}])
def test_wrong_and_untidy_cells_beyond_the_limit_are_counted(tmp_path: Path, schema: dict[str, Any]) -> None:
    """frictionless stops at the limit, and the rows are read no further; then others are looked for."""
    content = b"id,name\n" + b"".join(b"x%d,a%d \n" % (n, n) for n in range(3_000))
    opened = package(tmp_path, content, schema=schema)
    answer = auto.run(opened, Options(smallest=0)).answers["x"]
    assert (answer.engine, answer.silent) == ("scan", Counter({"padded-cell": 3_000}))
    assert answer.totals["type-error"] == 3_000


def test_a_file_of_few_rows_is_not_scanned(tmp_path: Path) -> None:
    content = b"id,name\n" + b"".join(b"%d,%s\n" % (n, 300 * b"a") for n in range(1_000)) + b"x,a\n"
    opened = package(tmp_path, content)
    found = auto.run(opened)
    assert (found.answers["x"].engine, found.answers["x"].reason) == ("frictionless", reasons.FEW_ROWS)
    assert [f.rule for f in found.findings] == ["type-error"]


def test_a_blank_row_of_commas_is_found_by_the_scan(tmp_path: Path) -> None:
    answer, errors = scanned(package(tmp_path, b"id,name\n1,a\n,\n3,c\n"))
    assert (answer.engine, errors) == ("scan", [("blank-row", 3, None)])


def test_equal_values_in_other_spellings_repeat_a_key(tmp_path: Path) -> None:
    answer, errors = scanned(
        package(tmp_path, "id,name\n1,a\n01,b\n+1,c\n١,d\n2,e\n".encode(), schema={"primaryKey": "id"})
    )
    assert (answer.engine, [e[:2] for e in errors]) == (
        "scan",
        [("primary-key", 3), ("primary-key", 4), ("primary-key", 5)],
    )


def test_a_child_finds_its_parent_in_another_spelling(tmp_path: Path) -> None:
    fields = [{"name": "id", "type": "integer"}, {"name": "parent", "type": "integer"}]
    schema = {"foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "id"}}]}
    answer, errors = scanned(package(tmp_path, b"id,parent\n1,\n02,1\n3,2\n4,+2\n5,9\n", fields, schema=schema))
    assert (answer.engine, errors) == ("scan", [("foreign-key", 6, "parent")])


@pytest.mark.parametrize("kind", ["integer", "number"])
def test_a_value_of_the_enum_beyond_the_bounds_is_an_error(tmp_path: Path, kind: str) -> None:
    fields = [{"name": "id", "type": kind, "constraints": {"maximum": 1, "enum": [0, 1, 2, 3]}}, PAIR[1]]
    answer, errors = scanned(package(tmp_path, b"id,name\n1,a\n3,b\n5,c\n", fields))
    assert answer.engine == "scan"
    assert errors == [("constraint-error", 3, "id"), ("constraint-error", 4, "id"), ("constraint-error", 4, "id")]


def test_a_column_that_is_missing_from_the_file_does_not_keep_it_from_the_scan(tmp_path: Path) -> None:
    answer, errors = scanned(package(tmp_path, b"id\n1\nx\n"))
    assert (answer.engine, errors) == ("scan", [("missing-label", 1, "name"), ("type-error", 3, "id")])


def test_a_child_of_a_table_on_whose_keys_frictionless_fails_is_left_to_frictionless(tmp_path: Path) -> None:
    (tmp_path / "parent.csv").write_bytes(b"day,list\n2020-01-01,[1]\n")
    parent = {"name": "parent", "type": "table", "path": "parent.csv", "encoding": "utf-8", "schema": {
        "fields": [{"name": "day", "type": "date"}, {"name": "list", "type": "array"}], "primaryKey": ["list", "day"],
    }}  # fmt: skip
    fields = [{"name": "id", "type": "integer"}, {"name": "day", "type": "date"}]
    key = {"fields": ["day"], "reference": {"resource": "parent", "fields": ["day"]}}
    package(tmp_path, b"id,day\n1,2020-01-05\n", fields, schema={"foreignKeys": [key]})
    path = tmp_path / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**described, "resources": [*described["resources"], parent]}), encoding="utf-8")
    found, whole = auto.run(open_package(tmp_path), Options(smallest=0)), frictionless.run(open_package(tmp_path))
    assert found.answers["x"].engine == "frictionless"
    assert found.answers["x"].totals == whole.answers["x"].totals == Counter({"reader-failure": 1})
