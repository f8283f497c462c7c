"""The cause of an error is told where it is at hand: another format, delimiter, name, type, line end or character."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from single import PAIR, package
from xinzhi.engine import auto, frictionless
from xinzhi.engine.options import Options
from xinzhi.findings import Finding
from xinzhi.validation import validate

ROWS = b"id,name\n1,a\n2,b\n"
FILLER = b"".join(b"%d,a\n" % n for n in range(10, 60_000))


def errors(folder: Path) -> list[Finding]:
    """The errors, which all engines tell in the same words."""
    runs = [(auto.run, Options()), (auto.run, Options(smallest=0)), (frictionless.run, Options())]
    found = [validate(folder, engine=run, options=options).findings for run, options in runs]
    assert found[0] == found[1] == found[2]
    return [f for f in found[0] if f.severity == "error"]


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("x.csv", ROWS)
    return out.getvalue()


FORMATS: dict[str, tuple[bytes, str]] = {
    "gzip": (gzip.compress(ROWS), "the file is packed by gzip: "),
    "bzip2": (bz2.compress(ROWS), "the file is packed by bzip2: "),
    "workbook": (workbook(), "the file is a workbook of Excel (xlsx): "),
    "archive": (archive(), "the file is a ZIP archive: "),
    "page": (b"\n<!DOCTYPE HTML>\n<html><body>Sign in, please</body></html>\n", "the file is an HTML page: "),
    "pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "the file is a pointer of Git LFS"),
}


@pytest.mark.parametrize("case", FORMATS)
def test_a_file_of_another_format_is_called_what_it_is(tmp_path: Path, case: str) -> None:
    content, words = FORMATS[case]
    package(tmp_path, content)
    found = errors(tmp_path)
    assert sum(words in f.message_en for f in found) == 1
    assert not any(f.suggestion for f in found)


@pytest.mark.parametrize("filler", [b"", FILLER], ids=["small", "large"])
def test_another_delimiter_than_the_declared_one_is_told_once(tmp_path: Path, filler: bytes) -> None:
    package(tmp_path, (ROWS + filler).replace(b",", b";"), dialect={"delimiter": ","})
    found = errors(tmp_path)
    assert [
        f.message_en.startswith("the file's delimiter is “;”, and the dialect declares “,”") for f in found[:2]
    ] == [
        True,
        False,
    ]
    assert not any(f.suggestion for f in found)


def test_a_misspelt_label_is_no_other_delimiter(tmp_path: Path) -> None:
    package(tmp_path, b"id,nam\n1,a\n", dialect={"delimiter": ","})
    (found,) = errors(tmp_path)
    assert (found.suggestion, "delimiter" in found.message_en) == ("name", False)


@pytest.mark.parametrize(
    ("path", "there", "words"),
    [
        ("data/X.CSV", "Data/x.csv", "there is a file Data/x.csv: capital and small letters differ"),
        ("data/x.csv", "data/X.csv", "there is a file data/X.csv: capital and small letters differ"),
        ("data\\x.csv", "data/x.csv", "there is a file data/x.csv: paths are written with /"),
    ],
)
def test_a_file_under_another_name_is_named(tmp_path: Path, path: str, there: str, words: str) -> None:
    (tmp_path / there).parent.mkdir()
    (tmp_path / there).write_bytes(ROWS)
    resource = {"name": "x", "type": "table", "format": "csv", "path": path, "schema": {"fields": PAIR}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}))
    (found,) = errors(tmp_path)
    assert found.rule == "scheme-error" and words in found.message_en
    assert "Errno" not in found.message_en + found.message_zh


@pytest.mark.parametrize("kind", ["md5", "sha256", "sha512"])
@pytest.mark.parametrize("end", ["LF", "CRLF"])
def test_a_digest_of_other_line_ends_is_told(tmp_path: Path, kind: str, end: str) -> None:
    crlf = ROWS.replace(b"\n", b"\r\n")
    here, there = (crlf, ROWS) if end == "LF" else (ROWS, crlf)
    digest = hashlib.new(kind, there).hexdigest()
    package(tmp_path, here, hash=digest if kind == "md5" else f"{kind}:{digest}", bytes=len(there))
    found = {f.rule: f for f in validate(tmp_path).findings}
    assert set(found) == {"hash-count", "byte-count"}
    assert all(f"with {end} as its line ends it is the same" in f.message_en for f in found.values())


def test_a_digest_of_something_else_is_of_no_line_ends(tmp_path: Path) -> None:
    package(tmp_path, ROWS, hash="0" * 32, bytes=1)
    assert not any("line ends" in f.message_en for f in errors(tmp_path))


def test_a_column_that_no_object_has_is_missed_in_words_of_json(tmp_path: Path) -> None:
    package(tmp_path, b'[{"id": 1}, {"id": 2, "name": "b"}]', path="x.json")
    (found,) = errors(tmp_path)
    assert found.rule == "missing-label" and "the keys of the first object are the columns" in found.message_en


def test_of_several_members_the_one_that_was_read_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as packed:
        packed.writestr("__MACOSX/._x.csv", b"a,b\n1,2\n")
        packed.writestr("x.csv", ROWS)
    package(tmp_path, (tmp_path / "y.zip").read_bytes(), path="x.csv.zip")
    found = errors(tmp_path)
    assert "the archive has 2 files and innerpath names none of them" in found[0].message_en
    assert {f.member for f in found} == {"__MACOSX/._x.csv"}


@pytest.mark.parametrize(
    ("enum", "cell", "words"),
    [
        ([1, 2], "1", "its enum lists 1, which is no value of the type string"),
        ([True, "b"], "true", "its enum lists true, which is no value of the type string"),
    ],
)
def test_a_value_of_the_enum_that_is_of_another_type_is_told(
    tmp_path: Path, enum: list[Any], cell: str, words: str
) -> None:
    package(tmp_path, f"id,name\n1,{cell}\n".encode(), [PAIR[0], {**PAIR[1], "constraints": {"enum": enum}}])
    (found,) = errors(tmp_path)
    assert words in found.message_en and found.suggestion is None


def test_an_enum_is_listed_as_json_has_it(tmp_path: Path) -> None:
    package(tmp_path, ROWS, [PAIR[0], {**PAIR[1], "constraints": {"enum": ["a", "c", True]}}])
    (found,) = errors(tmp_path)
    assert found.message_en.endswith("one of a, c, true is expected")


@pytest.mark.parametrize(("mark", "name"), [("\u00a0", "NO-BREAK SPACE"), ("\u200b", "ZERO WIDTH SPACE")])
def test_a_character_that_is_not_seen_is_named(tmp_path: Path, mark: str, name: str) -> None:
    package(tmp_path, f"id,na{mark}me\n1{mark}0,a\n".encode())
    found = errors(tmp_path)
    assert [f.rule for f in found] == ["incorrect-label", "type-error"]
    for finding in found:
        assert mark not in finding.message_en and mark in str(finding.value)
        assert f"(\\u{ord(mark):04x} = {name})" in finding.message_en
