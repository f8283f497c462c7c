"""Spark, case by case: totals are those of frictionless, which reads the same files whole."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from single import PAIR, package
from xinzhi.contract.package import Package, PackageError
from xinzhi.engine import csv_file, examples, frictionless, patience, reasons
from xinzhi.engine.answer import Answer
from xinzhi.engine.doubt import DoubtError, Reason
from xinzhi.engine.options import Options
from xinzhi.engine.spark import location, run
from xinzhi.engine.spark.spark_engine import as_doubt
from xinzhi.findings import Finding


def judged(package: Package, **options: Any) -> tuple[Answer, list[Finding]]:
    """Spark's answer for the package's one resource; rows and totals must be frictionless's."""
    found, whole = run(package, **options), frictionless.run(package)
    assert +found.answers["x"].totals == +whole.answers["x"].totals
    assert found.answers["x"].rows == whole.answers["x"].rows
    return found.answers["x"], found.findings


@pytest.mark.parametrize(
    ("content", "totals"),
    [
        (b"id,name\n1,a\n2,b\n", {}),
        (b"id,name\r\n1,a\r\nx,b\n", {"type-error": 1}),
        (b"id,name\n1,a", {}),
        (b"\xef\xbb\xbfid,name\n1,a\n", {}),
        (b'id,name\n1,"a,b ""c"""\n2,""\n3,5" pipe\n', {}),
        (b'id,name\n1,"a\nb\n\nc"\nx,d\n', {"type-error": 1}),
        (b"id,name\n1,a\n\n2,b\n,\n", {"blank-row": 2}),
        (b"id,name\n1\n2,b,c,d\n3\n,,x\n", {"missing-cell": 2, "extra-cell": 2, "blank-row": 1}),
        (b'id,name\n1,"b",c\n"2"\n', {"missing-cell": 1, "extra-cell": 1}),
        (b"id,name\n1,a\nid,name\nid,name\n", {"type-error": 2}),
        ("id,name\n1,\u2028b\x85\n\u20282,c\n".encode(), {}),
    ],
    ids=[
        "LF", "mixed line ends", "no final newline", "BOM", "quotes", "line ends in cells", "blank lines and rows",
        "short and long rows", "short and long quoted rows", "the header again", "other line separators",
    ],
)  # fmt: skip
def test_spark_reads_the_records_that_python_reads(
    tmp_path: Path, spark: Any, content: bytes, totals: dict[str, int]
) -> None:
    answer, _ = judged(package(tmp_path, content))
    assert (answer.engine, dict(+answer.totals)) == ("spark", totals)


@pytest.mark.parametrize(
    ("content", "described", "reason"),
    [
        (b"id,name\n1,a\rb\n", {}, reasons.RETURNS_WITHIN_LINES),
        (b"id,name\r1,a\r2,b\r", {}, reasons.RETURNS_WITHIN_LINES),
        (b"id,name\n1,a\0b\n", {}, reasons.NUL_BYTES),
        (b"id,name\n" + b"1,a\n" * 40_000 + b"2,\xff\n", {}, reasons.OTHER_ENCODING),
        ("id,name\n1,芯片\n".encode("gbk"), {"encoding": "gbk"}, reasons.OTHER_ENCODING),
        (b'id,name\n1,"a\n2,b\n', {}, None),
        (b'id,name\n1,"a" \n2,"b\nc"\n', {}, reasons.SPACE_AT_QUOTE),
        (b"name\nx\n", {}, None),
    ],
    ids=[
        "lone CR",
        "CR for line ends",
        "NUL",
        "broken UTF-8",
        "GBK",
        "unclosed quote",
        "space after a quote",
        "column missing",
    ],
)
def test_what_spark_would_read_otherwise_is_left_to_frictionless(
    tmp_path: Path, spark: Any, content: bytes, described: dict[str, Any], reason: Reason | None
) -> None:
    answer, _ = judged(package(tmp_path, content, **described))
    if reason:
        assert (answer.engine, answer.reason) == ("frictionless", reason)


def test_a_compressed_file_is_read(tmp_path: Path, spark: Any) -> None:
    answer, _ = judged(package(tmp_path, gzip.compress(b"id,name\n1,a\nx,b\n"), path="x.csv.gz"))
    assert (answer.engine, answer.totals) == ("spark", Counter({"type-error": 1}))


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ({"type": "string", "constraints": {"pattern": "[a-z]+"}}, ["ab", "ab\u2028", "ab\x85", "aB"]),
        ({"type": "string", "constraints": {"pattern": "a|b$"}}, ["ax", "b", "xb", "b\u2028"]),
        ({"type": "string", "constraints": {"pattern": ".*+\u2028"}}, ["a\u2028", "a"]),
        ({"type": "string", "constraints": {"pattern": "[a-z0-9]+(-[a-z0-9]+)*"}}, ["a-b-c", "a--b", "x" * 5000]),
        ({"type": "string", "constraints": {"maxLength": 2, "minLength": 2}}, ["😀😀", "e\u0301", "芯片", "😀", "abc"]),
        (
            {"type": "date"},
            [
                "2020-02-29",
                "2020-2-9",
                "0000-01-01",
                "0001-01-01",
                "2020-01-01 ",
                "2020-01-01T00",
                "12020-01-01",
                "2021-02-29",
            ],
        ),
        (
            {"type": "integer", "constraints": {"minimum": -5}},
            ["1", " 1", "+1", "1.0", "٣", "-6", "99999999999999999999", "1L"],
        ),
        (
            {"type": "number", "constraints": {"maximum": 10}},
            ["1", "1.5\u2028", "1e1", "NaN", "1d", "10.000001", "1_0", " 1"],
        ),
        ({"type": "boolean"}, ["true", "True", "yes", "t", "1"]),
        (
            {"type": "datetime"},
            ["2020-01-01T12:00:00", "2020-02-30T12:00:00", "2020-03-29T02:30:00Z", "2020-01-01 12:00:00"],
        ),
        ({"type": "year"}, ["2020", "0099", "2020\u2029", "20205"]),
        ({"type": "geopoint"}, ["1, 2", "200, 1", "x"]),
    ],
    ids=lambda given: json.dumps(given)[:50] if isinstance(given, dict) else "",
)
def test_spark_accepts_no_more_than_frictionless(
    tmp_path: Path, spark: Any, field: dict[str, Any], cells: list[str]
) -> None:
    content = "id,name\n" + "".join(f"{n},{cell}\n" for n, cell in enumerate(cells)) + "x,\n"
    fields = [PAIR[0], {"name": "name", **field}]
    answer, findings = judged(
        package(tmp_path, content.replace("200, 1", '"200, 1"').replace("1, 2", '"1, 2"').encode(), fields)
    )
    assert answer.engine == "spark"
    assert {f.rule for f in findings} >= {"type-error"}


KEYS = [
    ("integer", ["1", "01", "+1", "2", "", "x", "x"]),
    ("number", ["1", "1.0", "1.50", "1.5", "-0", "0", "1e0", ""]),
    ("string", ["a", "a", "A", "", ""]),
    ("date", ["2020-01-01", "2020-1-1", "2020-01-01"]),
    ("boolean", ["true", "True", "1", "false"]),
]


@pytest.mark.parametrize(("kind", "cells"), KEYS, ids=[k for k, _ in KEYS])
@pytest.mark.parametrize("key", ["unique", "primary"])
def test_equal_values_in_any_spelling_repeat_a_key(
    tmp_path: Path, spark: Any, kind: str, cells: list[str], key: str
) -> None:
    constraints = {"constraints": {"unique": True}} if key == "unique" else {}
    schema = {"primaryKey": ["name"]} if key == "primary" else {}
    fields = [PAIR[0], {"name": "name", "type": kind, **constraints}]
    content = "id,name\n" + "".join(f"{n},{cell}\n" for n, cell in enumerate(cells))
    answer, _ = judged(package(tmp_path, content.encode(), fields, schema=schema))
    assert answer.engine == "spark"
    assert +answer.totals


def test_a_boolean_key_that_is_both_true_and_false_is_false(tmp_path: Path, spark: Any) -> None:
    fields = [PAIR[0], {"name": "name", "type": "boolean", "trueValues": ["t", "x"], "falseValues": ["f", "x"]}]
    answer, _ = judged(package(tmp_path, b"id,name\n1,f\n2,x\n", fields, schema={"primaryKey": ["name"]}))
    assert (answer.engine, answer.totals) == ("spark", Counter({"primary-key": 1}))


def test_a_composite_key_with_nulls_is_counted_as_frictionless_does(tmp_path: Path, spark: Any) -> None:
    content = b"id,name\n1,a\n1,a\n1,\n1,\n,\n,b\n2"
    answer, findings = judged(package(tmp_path, content, schema={"primaryKey": ["id", "name"]}))
    assert answer.engine == "spark"
    repeated = next(f for f in findings if (f.rule, f.value) == ("primary-key", "1, a"))
    assert repeated.message_en.endswith("“1, a” stands in 2 rows") and repeated.message_zh.endswith("“1, a”有 2 行")


def test_a_child_finds_its_parent_in_another_spelling(tmp_path: Path, spark: Any) -> None:
    fields = [{"name": "id", "type": "integer"}, {"name": "parent", "type": "integer"}]
    schema = {"foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "id"}}]}
    answer, findings = judged(package(tmp_path, b"id,parent\n1,\n02,1\n3,2\n4,+2\n5,9\n6,9\n", fields, schema=schema))
    assert answer.engine == "spark"
    assert [(f.rule, f.column, f.value) for f in findings] == [("foreign-key", "parent", "9")]
    assert "(2 rows)" in findings[0].message_en and "2 行" in findings[0].message_zh


def test_a_finding_names_the_value_its_rows_and_one_of_them(tmp_path: Path, spark: Any) -> None:
    fields = [PAIR[0], {"name": "name", "type": "string", "constraints": {"enum": ["north", "south"]}}]
    content = b"id,name\n8,North\n2,south\n5,North\n"
    _, findings = judged(package(tmp_path, content, fields, schema={"primaryKey": ["id"]}))
    (finding,) = findings
    assert (finding.resource, finding.column, finding.value, finding.row) == ("x", "name", "North", None)
    assert finding.suggestion == "north"
    assert finding.message_en.endswith("(2 rows, such as that with id “5”)")


def test_totals_go_on_beyond_the_findings(tmp_path: Path, spark: Any) -> None:
    content = b"id,name\n" + b"".join(b"x%d,a\n" % n for n in range(50))
    answer, findings = judged(package(tmp_path, content), options=Options(limit=3))
    assert (len(findings), answer.totals) == (3, Counter({"type-error": 50}))


@pytest.mark.parametrize(
    ("constraints", "missing", "reason"),
    [
        ({"enum": ["a", "b" * csv_file.LONGEST_SCANNED_CONSTRAINT]}, [""], reasons.LONG_CONSTRAINT),
        (
            {},
            ["", *(f"v{n}" for n in range(csv_file.MOST_SCANNED_MISSING_VALUES))],
            reasons.MANY_MISSING_VALUES,
        ),
    ],
    ids=["constraint", "missing values"],
)
def test_what_is_too_long_for_the_scan_is_too_long_for_spark(
    tmp_path: Path, spark: Any, constraints: dict[str, Any], missing: list[str], reason: Reason
) -> None:
    fields = [PAIR[0], {**PAIR[1], "constraints": constraints}]
    answer, _ = judged(package(tmp_path, b"id,name\n1,a\n", fields, schema={"missingValues": missing}))
    assert (answer.engine, answer.reason) == ("frictionless", reason)


def test_a_long_constraint_is_not_held_for_each_wrong_text(tmp_path: Path, spark: Any) -> None:
    allowed = [f"{n:06d}" for n in range(2_000)]
    here = package(
        tmp_path,
        b"id,name\n" + b"".join(b"%d,x%d\n" % (n, n) for n in range(1_000)),
        [PAIR[0], {**PAIR[1], "constraints": {"enum": allowed}}],
    )
    tracemalloc.start()
    try:
        answer = run(here, Options(limit=3)).answers["x"]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (answer.engine, answer.totals) == ("spark", Counter({"constraint-error": 1_000}))
    assert peak < 1_000 * len(str(allowed)) / 2


def test_no_more_findings_repeat_a_constraint_than_memory_affords(
    tmp_path: Path, spark: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    enum = {"constraints": {"enum": ["north", "south"]}}
    here = package(
        tmp_path,
        b"id,name\n" + b"".join(b"w%d,x%d\n" % (n, n) for n in range(20)),
        [{"name": "id", "type": "string", **enum}, {**PAIR[1], **enum}],
    )
    monkeypatch.setattr(examples, "LARGEST_CONSTRAINTS", 3 * len(str(enum["constraints"]["enum"])))
    found = run(here)
    assert (found.answers["x"].engine, found.answers["x"].totals) == ("spark", Counter({"constraint-error": 40}))
    assert len(found.findings) == 3


def test_a_run_has_all_its_patience_whatever_the_last_one_spent(
    tmp_path: Path, spark: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.3)
    monkeypatch.setattr(patience, "RUNS", 3)
    fields = [PAIR[0], {**PAIR[1], "constraints": {"pattern": "(a+)+b"}}]
    here = package(tmp_path, b"id,name\n1," + b"a" * 60 + b"!\n", fields)
    messages = [f.message_en for _ in range(2) for f in run(here).findings]
    assert [("may backtrack" in m, "as others before it did" in m) for m in messages] == [(True, False)] * 2


@pytest.mark.parametrize("error", [KeyError("x"), IndexError("x"), AttributeError("x"), TypeError("x")])
def test_where_a_reader_of_frictionless_fails_it_has_to_say_so_itself(spark: Any, error: Exception) -> None:
    assert isinstance(as_doubt(spark, error), DoubtError)


def test_what_frictionless_passes_in_silence_is_counted(tmp_path: Path, spark: Any) -> None:
    fields = [PAIR[0], {"name": "name", "type": "string", "categories": ["a", "b"]}]
    content = "id,name\n1,a\n1,b\n2,a \n３,c\n,a\n,b\n".encode()
    here = package(tmp_path, content, fields, schema={"uniqueKeys": [["id"]]})
    found, whole = run(here), frictionless.run(here)
    assert found.answers["x"].engine == "spark"
    assert found.answers["x"].silent == whole.answers["x"].silent
    assert {f.rule for f in found.silent} == {"unique-key", "padded-cell", "full-width-digit", "category"}


def test_declared_sizes_and_digests_are_compared(tmp_path: Path, spark: Any) -> None:
    answer, findings = judged(package(tmp_path, b"id,name\n1,a\n", bytes=3, hash="md5:" + "0" * 32))
    assert answer.engine == "spark"
    assert {f.rule for f in findings} == {"byte-count", "hash-count"}


def test_data_is_read_below_another_root(tmp_path: Path, spark: Any) -> None:
    described, elsewhere = tmp_path / "package", tmp_path / "data"
    described.mkdir()
    elsewhere.mkdir()
    here = package(described, b"id,name\n1,a\nx,b\n")
    expected = frictionless.run(here).answers["x"].totals
    (described / "x.csv").rename(elsewhere / "x.csv")
    found = run(here, data_root=elsewhere.as_uri())
    assert (found.answers["x"].engine, found.answers["x"].totals) == ("spark", expected)


def test_what_is_elsewhere_and_doubtful_is_brought_here_up_to_a_size(
    tmp_path: Path, spark: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = package(tmp_path, b"id,name\n1,a\rb\n")
    answer = run(here, data_root=tmp_path.as_uri()).answers["x"]
    assert (answer.engine, answer.reason) == ("frictionless", reasons.RETURNS_WITHIN_LINES)
    monkeypatch.setattr(location, "MOST_FETCHED", 5)
    with pytest.raises(PackageError, match="carriage returns within lines"):
        run(here, data_root=tmp_path.as_uri())


def test_data_that_is_not_there_cannot_be_judged(tmp_path: Path, spark: Any) -> None:
    here = package(tmp_path, b"id,name\n1,a\n")
    with pytest.raises(PackageError, match="Spark cannot read"):
        run(here, data_root=(tmp_path / "nowhere").as_uri())


def test_parquet_is_judged_by_the_texts_of_its_values(tmp_path: Path, spark: Any) -> None:
    import datetime

    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({
        "id": pa.array([1, 2, 2], pa.int64()),
        "name": pa.array(["north", "North", None], pa.string()),
        "day": pa.array([datetime.date(2020, 1, 1), None, None], pa.date32()),
        "at": pa.array([datetime.datetime(2020, 1, 1, 12), None, None], pa.timestamp("us")),
    })  # fmt: skip
    fields = [
        PAIR[0],
        {"name": "name", "type": "string", "constraints": {"enum": ["north"], "required": True}},
        {"name": "day", "type": "date"},
        {"name": "at", "type": "datetime"},
    ]
    here = package(tmp_path, b"", fields, path="x.parquet", schema={"primaryKey": ["id"]})
    pq.write_table(table, tmp_path / "x.parquet")
    answer = run(here).answers["x"]
    assert (answer.engine, answer.rows) == ("spark", 3)
    assert answer.totals == Counter({"constraint-error": 2, "primary-key": 1})


def test_a_parquet_file_whose_columns_are_not_the_schemas_is_said_to_be_so(tmp_path: Path, spark: Any) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    here = package(tmp_path, b"", path="x.parquet")
    pq.write_table(pa.table({"id": [1], "label": ["a"]}), tmp_path / "x.parquet")
    assert dict(run(here).answers["x"].totals) == {"incorrect-label": 1}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'id,name\n1,a "b" c\n2,x\n', [("stray-quote", 2, "name")]),
        (b'id,name\n1,"a\n2,b\n3,c\n4,d\n5,e"\n6,f\n', [("rows-in-a-cell", None, "name")]),
        (b"id;name\n1;a\n2;b\n", [("guessed-dialect", 1, None)]),
        (b"\nid,name\n1,a\n2,b\n", [("guessed-dialect", 2, None)]),
        (b"id,name \n1,a\n2,b\n", [("padded-label", 1, "name")]),
        (b"id,name\n1_000,a\n2,b\n", [("unusual-spelling", None, "id")]),
        (b'id,name\n1,"a ""b"" c"\n2,"x\ny"\n', []),
    ],
)
def test_what_frictionless_passes_is_told_by_spark_too(
    tmp_path: Path, spark: Any, content: bytes, expected: list[tuple[str, int | None, str | None]]
) -> None:
    structure = run(package(tmp_path, content))
    assert structure.answers["x"].engine == "spark"
    assert [(f.rule, f.line, f.column) for f in structure.silent] == expected
    assert structure.answers["x"].silent == Counter(rule for rule, _, _ in expected)
