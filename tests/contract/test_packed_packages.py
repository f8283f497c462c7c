"""A ZIP archive of a whole package is read like the package, within the limits of hostile input; it leaves nothing."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pytest
from xinzhi.contract.package import PackageError
from xinzhi.contract.source import open_source
from xinzhi.validation import validate

SCHEMA = {"fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]}
RIGHT, WRONG = "id,name\n1,a\n", "id,name\nx,a\n"


def descriptor(**resource: Any) -> str:
    return json.dumps({"name": "p", "resources": [{"name": "t", "path": "data/t.csv", "schema": SCHEMA, **resource}]})


def pack(path: Path, members: dict[str, str | bytes]) -> Path:
    """An archive of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("table", [RIGHT, WRONG, "", "id\n1\n"], ids=["right", "wrong cell", "empty", "no label"])
@pytest.mark.parametrize("name", ["p.zip", "P.ZIP"])
def test_the_package_within_gets_the_verdict_of_frictionless(tmp_path: Path, table: str, name: str) -> None:
    path = pack(tmp_path / name, {"datapackage.json": descriptor(), "data/t.csv": table})
    theirs = frictionless.validate(str(path))
    assert [f.rule for f in validate(path).findings] == [e.type for t in theirs.tasks for e in t.errors]


def test_a_package_in_a_folder_of_the_archive_is_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "p.zip", {"p-1.0/datapackage.json": descriptor(), "p-1.0/data/t.csv": WRONG, "LICENSE": ""})
    (finding,) = validate(path).findings
    assert (finding.rule, finding.file, finding.line, finding.column) == ("type-error", "data/t.csv", 2, "id")


def test_an_archive_of_one_table_stays_a_table(tmp_path: Path) -> None:
    report = validate(pack(tmp_path / "t.csv.zip", {"t.csv": RIGHT}))
    assert (report.valid, report.rows) == (True, 1)


@pytest.mark.parametrize(
    "members, says",
    [
        ({"datapackage.json": "{"}, "is not JSON"),
        ({"datapackage.json": "[]"}, "JSON object"),
        ({"a/datapackage.json": descriptor(), "b/datapackage.json": descriptor()}, "several packages"),
        ({"datapackage.json": descriptor(), "../t.csv": RIGHT}, "unsafe member"),
        ({"datapackage.json": descriptor(), "/etc/t.csv": RIGHT}, "unsafe member"),
        ({"datapackage.json": descriptor(), "data/t.csv": RIGHT, "./data//t.csv": WRONG}, "unsafe member"),
        ({"datapackage.json": descriptor(), "data": "", "data/t.csv": RIGHT}, "cannot be unpacked"),
        ({"datapackage.json": descriptor(), "x" * 300: ""}, "cannot be unpacked"),
        ({"datapackage.json": descriptor(), "data/zeros": b"\0" * (300 << 20)}, "times its size"),
        ({"datapackage.json": descriptor()} | {str(n): "" for n in range(10_001)}, "10,000 members"),
    ],
    ids=[
        "no JSON",
        "a list",
        "two packages",
        "climbs",
        "absolute",
        "twice",
        "below a file",
        "long name",
        "bomb",
        "too many members",
    ],
)
def test_an_archive_that_cannot_be_opened_says_why_and_names_itself(
    tmp_path: Path, members: dict[str, str | bytes], says: str
) -> None:
    path = pack(tmp_path / "p.zip", members)
    with pytest.raises(PackageError) as error:
        open_source(path)
    assert says in error.value.en and "p.zip" in error.value.en and "p.zip" in error.value.zh


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "p.zip", {"datapackage.json": descriptor()})
    link = zipfile.ZipInfo("data/t.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(PackageError, match="unsafe member"):
        open_source(path)


@pytest.mark.parametrize("at", ["directory", "member"])
def test_a_name_that_is_not_in_its_encoding_is_damage(tmp_path: Path, at: str) -> None:
    path = pack(tmp_path / "p.zip", {"datapackage.json": descriptor()})
    content = bytearray(path.read_bytes())
    flags, name = (content.index(b"PK\x01\x02") + 8, content.rindex(b"datapackage")) if at == "directory" else (6, 30)
    content[flags + 1] |= 0x08  # it claims to be in UTF-8
    content[name] = 0xFF
    path.write_bytes(content)
    with pytest.raises(PackageError, match="readable" if at == "directory" else "damaged"):
        open_source(path)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"no archive at all"], ids=["empty", "cut short", "text"])
def test_a_file_that_is_no_archive_says_so(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "p.zip").write_bytes(damage)
    with pytest.raises(PackageError, match="not a readable zip file"):
        open_source(tmp_path / "p.zip")


def test_a_member_with_a_wrong_checksum_is_no_package(tmp_path: Path) -> None:
    path = pack(tmp_path / "p.zip", {"datapackage.json": descriptor(), "data/t.csv": RIGHT * 100})
    content = bytearray(path.read_bytes())
    at = content.index(b"data/t.csv") + len("data/t.csv") + 4
    content[at] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(PackageError, match="damaged"):
        open_source(path)


@pytest.mark.parametrize(
    "arguments", [["p.zip"], ["p.zip", "p.zip"], ["--format", "html=r.html", "p.zip"], ["broken.zip"]]
)
def test_nothing_that_was_unpacked_is_left(tmp_path: Path, arguments: list[str]) -> None:
    pack(tmp_path / "p.zip", {"datapackage.json": descriptor(), "data/t.csv": WRONG})
    pack(tmp_path / "broken.zip", {"datapackage.json": "{"})
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "xinzhi", "validate", *arguments],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == (2 if "broken.zip" in arguments else 1), done.stderr
    assert list(scratch.iterdir()) == []
