"""What frictionless passes: findings of rules of their own, warnings unless `strict`, whichever engine reads a file of
whatever size."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from single import PAIR, package
from xinzhi.engine import auto, frictionless
from xinzhi.engine.options import SMALLEST_SCAN, Options
from xinzhi.validation import validate

# A schema in version 2, its rows, and the rule that has to be named; of each, what is wrong stands in row 3.
CASES: dict[str, tuple[list[dict[str, Any]], dict[str, Any], bytes, str]] = {
    "unique key": (PAIR, {"uniqueKeys": [["id", "name"]]}, b"1,a\n1,a\n1,b\n", "unique-key"),
    "category": ([PAIR[0], {**PAIR[1], "categories": ["a", "b"]}], {}, b"1,a\n2,c\n3,b\n", "category"),
    "labelled category": ([PAIR[0], {**PAIR[1], "categories": [{"value": "a", "label": "A"}]}], {}, b"1,a\n2,A\n", "category"),  # noqa: E501
    "category but for a labelled missing value": (
        [PAIR[0], {**PAIR[1], "categories": ["a"], "missingValues": [{"value": "-", "label": "not said"}]}], {}, b"1,-\n2,n/a\n", "category",  # noqa: E501
    ),
    "composite key null in part": (PAIR, {"primaryKey": ["name", "id"]}, b"1,a\n,a\n", "primary-key-null"),
    "composite key null in part by another spelling": (
        PAIR, {"primaryKey": ["id", "name"], "missingValues": ["-"]}, b"1,a\n-,b\n", "primary-key-null",
    ),
    "padding": (PAIR, {}, b"1,a\n2,b \n", "padded-cell"),
    "ideographic space": (PAIR, {}, "1,a\n2,\u3000b\n".encode(), "padded-cell"),
    "padded number": (PAIR, {}, b"1,a\n 2,b\n", "padded-cell"),
    "full-width digit": (PAIR, {}, "1,a\n2,第２\n".encode(), "full-width-digit"),
    "full-width number": (PAIR, {}, "1,a\n２,b\n".encode(), "full-width-digit"),
}  # fmt: skip
READERS = {
    "frictionless": (frictionless.run, Options()),
    "small": (auto.run, Options()),  # Python leaves what is in doubt to frictionless
    "scan": (auto.run, Options(smallest=0)),
    "large": (auto.run, Options()),
}


@pytest.mark.parametrize("strict", [False, True], ids=["lenient", "strict"])
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("case", CASES)
def test_what_frictionless_passes_is_a_warning_and_with_strict_an_error(
    tmp_path: Path, case: str, reader: str, strict: bool
) -> None:
    fields, schema, rows, rule = CASES[case]
    engine, options = READERS[reader]
    filler = b"".join(b"%d,a\n" % n for n in range(1000, 60_000)) if reader == "large" else b""
    described = package(tmp_path, b"id,name\n" + rows + filler, fields, schema=schema)
    version_2 = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", **described.descriptor}
    described.descriptor_path.write_text(json.dumps(version_2), encoding="utf-8")
    report = validate(tmp_path, engine=engine, options=options, strict=strict)
    assert [(f.rule, f.row, f.severity) for f in report.findings] == [(rule, 3, "error" if strict else "warning")]
    assert report.valid is not strict
    assert report.answers["x"].engine == ("scan" if reader in ("scan", "large") else "frictionless")
    assert reader != "large" or (tmp_path / "x.csv").stat().st_size > SMALLEST_SCAN


@pytest.mark.parametrize("strict", [False, True], ids=["lenient", "strict"])
@pytest.mark.parametrize("reader", READERS)
def test_misspelt_properties_are_warnings_and_with_strict_errors(tmp_path: Path, reader: str, strict: bool) -> None:
    engine, options = READERS[reader]
    described = package(tmp_path, b"id,name\n1,a\n", schema={"primarykey": "id"})
    report = validate(described.root, engine=engine, options=options, strict=strict)
    assert [(f.rule, f.value, f.severity) for f in report.findings] == [
        ("misspelt-property", "primarykey", "error" if strict else "warning")
    ]


@pytest.mark.parametrize("reader", ["frictionless", "scan"])
def test_a_whole_number_is_in_its_category_however_it_is_written(tmp_path: Path, reader: str) -> None:
    engine, options = READERS[reader]
    package(tmp_path, b"id,name\n01,a\n2,b\n+4,c\n1,d\n-4,e\n", [{**PAIR[0], "categories": [1, 4]}, PAIR[1]])
    report = validate(tmp_path, engine=engine, options=options)
    assert [(f.rule, f.row, f.value) for f in report.findings] == [("category", 3, "2"), ("category", 6, "-4")]


@pytest.mark.parametrize("reader", READERS)
def test_a_key_is_told_of_once_where_frictionless_tells_of_it_and_not_at_all_where_null_is_allowed(
    tmp_path: Path, reader: str
) -> None:
    engine, options = READERS[reader]
    filler = b"".join(b"%d,a,b\n" % n for n in range(1000, 60_000)) if reader == "large" else b""
    fields = [PAIR[0], {**PAIR[1], "constraints": {"required": False}}, {"name": "other", "type": "string"}]
    package(tmp_path, b"id,name,other\n1,,\n2,b,\n,,\n,,a\n" + filler, fields, schema={"primaryKey": ["id", "name"]})
    report = validate(tmp_path, engine=engine, options=options)
    assert [(f.rule, f.row) for f in report.findings] == [("blank-row", 4), ("primary-key", 4), ("primary-key", 5)]
    package(tmp_path, b"id,name,other\n1,,\n2,b,\n,c,d\n" + filler, fields, schema={"primaryKey": ["id", "name"]})
    report = validate(tmp_path, engine=engine, options=options)
    assert [(f.rule, f.row, f.column) for f in report.findings] == [("primary-key-null", 4, "id")]
    assert report.totals == {"primary-key-null": 1}
