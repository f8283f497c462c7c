"""Where the scan once answered otherwise than frictionless: each case that a search or a hostile reader found."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from single import PAIR, package, scanned
from xinzhi.contract.package import open_package
from xinzhi.engine import auto, reasons, screening
from xinzhi.engine.options import Options

SHORT = [PAIR[0], {**PAIR[1], "constraints": {"maxLength": 1}}]
KEY = {"primaryKey": "id"}
# frictionless guesses the dialect from the first hundred lines: what comes later does not change it.
MANY = b"id,name\n" + b"".join(b"%d,a\n" % n for n in range(150))


def keyed(**field: Any) -> list[dict[str, Any]]:
    return [{"name": "id", **field}, PAIR[1]]


@pytest.fixture(params=["in memory", "column by column"])
def counting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of counting keys; the second is for files of many rows."""
    if request.param == "column by column":
        monkeypatch.setattr(screening, "_MOST_KEYS_IN_MEMORY", 0)


# Spaces and quotes, which DuckDB passes over


@pytest.mark.parametrize("row", [b'7, ""', b'7, """"', b'7,"x" ', b'"7" ,x', b'7,"x" "y"', b'7,"x,"  '])
def test_spaces_beside_a_quoted_cell_belong_to_it(tmp_path: Path, row: bytes) -> None:
    answer, _ = scanned(package(tmp_path, MANY + row + b"\n8,y\n", SHORT))
    assert answer.engine == "scan"


@pytest.mark.parametrize("kind", ["string", "date"])
@pytest.mark.parametrize("cell", [b"x\n", b"\nx", b"2020-01-01\n", b"2020-01-1\n", b"\n2020-1-01"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_line_end_at_the_end_of_a_cell_is_padding(tmp_path: Path, kind: str, cell: bytes, end: bytes) -> None:
    content = (b'id,name\n1,"' + cell + b'"\n2,2020-01-01\n').replace(b"\n", end)
    answer, _ = scanned(package(tmp_path, content, [PAIR[0], {"name": "name", "type": kind}]))
    assert (answer.engine, answer.silent) == ("scan", Counter({"padded-cell": 1}))


@pytest.mark.parametrize("row", [b'7,"x"\t', b'"7"\t,x', b'7,\t"x"', b'7,"x"\t"y"'])
def test_tabs_beside_a_quoted_cell_belong_to_it(tmp_path: Path, row: bytes) -> None:
    answer, _ = scanned(package(tmp_path, MANY + row + b"\n8,y\n", SHORT))
    assert answer.engine == "scan"


@pytest.mark.parametrize(
    "row",
    [b'7,"he said ""x"" and ""y"", then left"', b'7,"{""a"": 1, ""b"": 2}"', b'7," x "', b'7,"a, ""b"""', b'7,""'],
)
def test_quotes_within_a_quoted_cell_do_not_keep_a_file_from_the_scan(tmp_path: Path, row: bytes) -> None:
    answer, errors = scanned(package(tmp_path, MANY + row + b"\n8,y\n"))
    assert (answer.engine, errors) == ("scan", [])


# Encodings and line ends


def test_a_byte_order_mark_that_is_text_to_python_is_text_to_the_scan(tmp_path: Path) -> None:
    content = "\ufeff1,a\n2,b\n".encode("gb18030")
    answer, errors = scanned(package(tmp_path, content, encoding="gb18030", dialect={"header": False}))
    assert (answer.engine, errors) == ("scan", [("type-error", 1, "id")])


@pytest.mark.parametrize("encoding", ["utf-7", "hz", "raw_unicode_escape", "cp037"])
def test_encodings_of_which_ascii_bytes_are_other_characters_are_left_to_frictionless(
    tmp_path: Path, encoding: str
) -> None:
    padded = b"b\\u3000" if encoding == "raw_unicode_escape" else "b\u3000".encode(encoding, "replace")
    content = "id,name\n1,".encode(encoding) + padded + "\n".encode(encoding)
    answer, _ = scanned(package(tmp_path, content, encoding=encoding))
    assert answer.reason == reasons.ASCII_REWRITTEN


@pytest.mark.parametrize("constraints", [{"maxLength": 3}, {"enum": ["a\r\nb", "c"]}, {"enum": ["a\nb", "c"]}])
def test_line_ends_within_cells_of_a_tsv_file_are_plain_ones(tmp_path: Path, constraints: dict[str, Any]) -> None:
    fields = [PAIR[0], {**PAIR[1], "constraints": constraints}]
    answer, _ = scanned(package(tmp_path, b'id\tname\r\n1\t"a\r\nb"\r\n2\tc\r\n', fields, path="x.tsv"))
    assert answer.engine == "scan"


def _packed() -> bytes:
    rows = "id,name\n" + "".join(f"{n},a{n * 7919 % 10007}\n" for n in range(60_000))
    return gzip.compress(rows.encode())


@pytest.mark.parametrize(
    "damage",
    [
        lambda packed: packed[:-3000],
        lambda packed: packed[:-8] + b"\0\0\0\0" + packed[-4:],
        lambda packed: packed[: len(packed) // 2] + b"\xff" * 10 + packed[len(packed) // 2 + 10 :],
        lambda packed: packed + b"garbage",
    ],
    ids=["cut short", "wrong checksum", "changed in the middle", "something behind"],
)
def test_a_damaged_archive_is_no_traceback(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    answer, errors = scanned(package(tmp_path, damage(_packed()), path="x.csv.gz"))
    assert answer.reason is not None and answer.reason.id == reasons.CANNOT_BE_READ.id
    assert errors


def test_half_a_character_of_utf_16_is_an_encoding_error(tmp_path: Path) -> None:
    rows = "id,name\n" + "".join(f"{n},a\n" for n in range(60_000))
    answer, errors = scanned(package(tmp_path, rows.encode("utf-16") + b"1\0,\0\x00\xd8x\0\n\0", encoding="utf-16"))
    assert answer.reason is not None and answer.reason.id == reasons.CANNOT_BE_READ.id
    assert [kind for kind, _, _ in errors] == ["encoding-error"]


# Fields


@pytest.mark.parametrize("name", ["minimum", "maximum"])
def test_a_bound_that_is_not_a_number_is_no_traceback(tmp_path: Path, name: str) -> None:
    answer, errors = scanned(package(tmp_path, b"id,name\n1,a\n", keyed(type="number", constraints={name: "NaN"})))
    assert (answer.engine, errors) == ("frictionless", [("reader-failure", 2, "id")])


@pytest.mark.parametrize("pattern", ["a|b", "^a|^b$", "|a", "(a|b)c?|a"])
def test_padding_behind_the_first_alternative_of_a_pattern_is_found(tmp_path: Path, pattern: str) -> None:
    """In ^a|b$ the first one does not reach the end."""
    answer, _ = scanned(
        package(
            tmp_path,
            "id,name\n1,a\n2,a \n3,a１\n4,b\n".encode(),
            [PAIR[0], {**PAIR[1], "constraints": {"pattern": pattern}}],
        )
    )
    assert (answer.engine, answer.silent) == ("scan", Counter({"padded-cell": 1, "full-width-digit": 1}))


def test_errors_are_in_the_order_of_the_file_where_nearly_every_cell_is_wrong(tmp_path: Path) -> None:
    rows = "".join(f"{n}.25,a\n" for n in range(3_000))
    answer, errors = scanned(package(tmp_path, f"id,name\n{rows}".encode()))
    assert answer.engine == "scan"
    assert [row for _, row, _ in errors] == list(range(2, 1002))


# Keys


@pytest.mark.usefixtures("counting")
@pytest.mark.parametrize("missing", ["0", "1.5", "1e0", "-7"])
@pytest.mark.parametrize("count", [1, 2])
def test_a_number_that_stands_for_null_is_no_key(tmp_path: Path, missing: str, count: int) -> None:
    content = "id,name\n" + f"{missing},a\n" * count
    answer, errors = scanned(
        package(tmp_path, content.encode(), keyed(type="integer", missingValues=[missing]), schema=KEY)
    )
    assert (answer.engine, [e[:2] for e in errors]) == ("scan", [("primary-key", 2 + n) for n in range(count)])


@pytest.mark.usefixtures("counting")
@pytest.mark.parametrize("kind", ["integer", "number"])
def test_long_numbers_that_differ_in_their_last_digit_are_different_keys(tmp_path: Path, kind: str) -> None:
    digits = "1" * 31
    content = f"id,name\n{digits}1,a\n{digits}2,b\n0{digits}1,c\n"
    answer, errors = scanned(package(tmp_path, content.encode(), keyed(type=kind), schema=KEY))
    assert (answer.engine, errors, answer.totals) == ("scan", [("primary-key", 4, "id")], Counter({"primary-key": 1}))


@pytest.mark.usefixtures("counting")
def test_numbers_of_a_billion_digits_are_keys_that_nobody_writes_out(tmp_path: Path) -> None:
    content = b"id,name\n1e999999999,a\n10E999999998,b\n1e-999999999,c\n1e120,d\n"
    answer, errors = scanned(package(tmp_path, content, keyed(type="number"), schema=KEY))
    assert (answer.engine, errors) == ("scan", [("primary-key", 3, "id")])


@pytest.mark.usefixtures("counting")
def test_what_is_true_and_false_is_false(tmp_path: Path) -> None:
    fields = keyed(type="boolean", trueValues=["1", "yes"], falseValues=["1", "no"])
    answer, errors = scanned(package(tmp_path, b"id,name\n1,a\nyes,b\nno,c\n", fields, schema=KEY))
    assert (answer.engine, errors) == ("scan", [("primary-key", 4, "id")])


@pytest.mark.usefixtures("counting")
def test_keys_that_differ_in_the_place_of_their_columns_only_are_different(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]
    content = b'a,b\nx,y\nxy,\n,xy\nx,\ny,x\n"a,b",c\na,"b,c"\n"a|b",\na,b\n"{a",b}\n,y\n,y\nx,\n'
    answer, errors = scanned(package(tmp_path, content, fields, schema={"primaryKey": ["a", "b"]}))
    assert (answer.engine, [e[:2] for e in errors]) == ("scan", [("primary-key", 13), ("primary-key", 14)])


def test_a_parent_that_cannot_be_looked_up_fails_even_where_the_column_is_not_there(tmp_path: Path) -> None:
    """frictionless looks the parent's values up before it sees that nothing refers to them."""
    version = "https://datapackage.org/profiles/2.0"
    (tmp_path / "a.csv").write_bytes(b"o,n\n{},1\n")
    (tmp_path / "x.csv").write_bytes(b"id,name\n1,a\n")
    fields = [{"name": "o", "type": "object"}, {"name": "n", "type": "integer"}]
    key = {"fields": ["o"], "reference": {"resource": "a", "fields": ["o"]}}
    schema = {"fields": [*PAIR, fields[0]], "fieldsMatch": "superset", "foreignKeys": [key]}
    tables = [
        {"name": "a", "type": "table", "path": "a.csv", "schema": {"fields": fields}},
        {"name": "x", "type": "table", "path": "x.csv", "schema": schema},
    ]
    described = {
        "$schema": f"{version}/datapackage.json",
        "name": "p",
        "resources": [{"$schema": f"{version}/dataresource.json", **table} for table in tables],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    found = auto.run(open_package(tmp_path), Options(smallest=0))
    assert [(f.rule, f.resource) for f in found.findings] == [("reader-failure", "x")]
    reason = found.answers["x"].reason
    assert reason is not None and reason.id == reasons.PARENT_WITH_OTHER_KEYS.id
