"""Packed files that unpack to far more than they are: refused in bounded memory, before they are unpacked."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile_runs import MEBIBYTE, findings, run, write, write_descriptor
from xinzhi.contract.package import open_package
from xinzhi.engine import auto, frictionless, limits
from xinzhi.engine.options import Options

ROW = b"1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
PACK: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
BOMB = 1024 * MEBIBYTE


def packed(format: str, size: int, unit: bytes) -> bytes:
    """A header and so many bytes of one unit, packed. The formats let one write the same piece again and again."""
    block = unit * (8 * MEBIBYTE // len(unit))
    return PACK[format](b"id,name\n") + PACK[format](block) * (size // len(block) + 1)


def fill(file: Any, size: int, unit: bytes) -> None:
    """Write so many bytes, of a header and then of one unit again and again."""
    file.write(b"id,name\n")
    block = unit * (MEBIBYTE // len(unit))
    for _ in range(size // len(block)):
        file.write(block)


@pytest.mark.parametrize("unit", [ROW, b"\0", b"\n", b"a"], ids=["rows", "NUL bytes", "line ends", "one line"])
def test_a_gzip_bomb_is_refused(tmp_path: Path, unit: bytes) -> None:
    write(tmp_path, None, path="x.csv.gz")
    (tmp_path / "x.csv.gz").write_bytes(packed("gz", BOMB, unit))
    code, rules, megabytes = findings(tmp_path)
    assert code == 1
    assert rules == [{b"\0": "nul-byte", b"a": "row-too-long"}.get(unit, "unpacked-size")]
    assert megabytes < 512


@pytest.mark.parametrize("format", ["bz2", "xz"])
def test_other_bombs_are_refused(tmp_path: Path, format: str) -> None:
    write(tmp_path, None, path=f"x.csv.{format}")
    (tmp_path / f"x.csv.{format}").write_bytes(packed(format, BOMB, ROW))
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["unpacked-size"])
    assert megabytes < 512


def test_a_bomb_among_several_parts_is_refused(tmp_path: Path) -> None:
    write(tmp_path, b"id,name\n1,a\n", extrapaths=["y.csv.gz"])
    (tmp_path / "y.csv.gz").write_bytes(packed("gz", BOMB, ROW))
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["unpacked-size"])
    assert megabytes < 512


def test_a_bomb_beside_a_table_that_refers_to_it_is_not_read_for_it(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "y.csv.gz").write_bytes(packed("gz", BOMB, ROW))
    fields = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]
    key = {"fields": ["name"], "reference": {"resource": "y", "fields": ["name"]}}
    resources = [
        {"name": "x", "path": "x.csv", "schema": {"fields": fields, "foreignKeys": [key]}},
        {"name": "y", "path": "y.csv.gz", "schema": {"fields": fields}},
    ]
    code, rules, megabytes = findings(write_descriptor(tmp_path, {"name": "p", "resources": resources}))
    assert (code, rules) == (1, ["unpacked-size"])
    assert megabytes < 512


def test_a_packed_table_within_the_limits_is_read(tmp_path: Path) -> None:
    write(tmp_path, None, path="x.csv.gz")
    (tmp_path / "x.csv.gz").write_bytes(packed("gz", MEBIBYTE, ROW[:16] + b"\n"))
    package = open_package(tmp_path)
    assert auto.run(package, Options(smallest=0)).findings == []
    assert frictionless.run(package).findings == []


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    write(tmp_path, None, path="x.csv.zip")
    with (
        zipfile.ZipFile(tmp_path / "x.csv.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("x.csv", "w") as member,
    ):
        fill(member, BOMB, ROW)
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["unpacked-size"])
    assert megabytes < 512


def test_a_member_that_lies_about_its_size_is_read_no_further(tmp_path: Path) -> None:
    honest = io.BytesIO()
    with zipfile.ZipFile(honest, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x.csv", "w") as member:
        fill(member, BOMB, ROW)
    raw = bytearray(honest.getvalue())
    at = raw.rfind(b"PK\x01\x02") + 24
    raw[at : at + 4] = (8).to_bytes(4, "little")
    write(tmp_path, None, path="x.csv.zip")
    (tmp_path / "x.csv.zip").write_bytes(raw)
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["compression-error"])
    assert megabytes < 512


def test_an_archive_of_many_members_is_refused(tmp_path: Path) -> None:
    write(tmp_path, None, path="x.csv.zip")
    with zipfile.ZipFile(tmp_path / "x.csv.zip", "w") as archive:
        for number in range(limits.MOST_MEMBERS + 1):
            archive.writestr(str(number), b"")
    code, rules, _ = findings(tmp_path)
    assert (code, rules) == (1, ["archive-members"])


def test_an_archive_in_an_archive_is_not_unpacked(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x.csv", "w") as member:
        fill(member, 64 * MEBIBYTE, ROW)
    write(tmp_path, None, path="x.csv.zip")
    with zipfile.ZipFile(tmp_path / "x.csv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("y.zip", inner.getvalue())
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["encoding-error", "nul-byte"])
    assert megabytes < 512


@pytest.mark.parametrize("name", ["../../secret.csv", "/etc/passwd", "a\\..\\b.csv"])
def test_the_name_of_a_member_is_no_path_on_the_disk(tmp_path: Path, name: str) -> None:
    write(tmp_path / "p", None, path="x.csv.zip")
    (tmp_path / "secret.csv").write_text("id,name\nsecret-word,a\n")
    with zipfile.ZipFile(tmp_path / "p" / "x.csv.zip", "w") as archive:
        archive.writestr(name, "id,name\n1,a\n")
    assert frictionless.run(open_package(tmp_path / "p")).findings == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p", "secret.csv"]


def test_a_symbolic_link_in_an_archive_is_its_text(tmp_path: Path) -> None:
    write(tmp_path, None, path="x.csv.zip")
    link = zipfile.ZipInfo("x.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "x.csv.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    found = frictionless.run(open_package(tmp_path)).findings
    assert [(f.rule, f.value) for f in found] == [("missing-label", None), ("incorrect-label", "/etc/passwd")]
    assert "root:" not in str(found)


@pytest.mark.parametrize("path", ["x.csv.gz", "x.csv.zip", "x.csv.bz2", "x.csv.xz"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"id,name\n1,a\n", b"BZh9", b"\xfd7zXZ\x00"])
def test_what_is_no_archive_ends_in_a_finding(tmp_path: Path, path: str, content: bytes) -> None:
    write(tmp_path, None, path=path)
    (tmp_path / path).write_bytes(content)
    rule = {"x.csv.gz": "source-error", "x.csv.bz2": "compression-error"}.get(path) if not content else None
    if path == "x.csv.bz2" and content not in (b"", b"BZh9"):
        rule = "scheme-error"  # frictionless takes what bz2 says for the disk's word
    assert [f.rule for f in auto.run(open_package(tmp_path)).findings] == [rule or "compression-error"]


@pytest.mark.parametrize("format", PACK)
@pytest.mark.parametrize("engine", ["scan", "frictionless"])
def test_an_archive_that_is_cut_short_ends_in_a_finding(tmp_path: Path, format: str, engine: str) -> None:
    write(tmp_path, None, path=f"x.csv.{format}")
    content = PACK[format](b"id,name\n" + b"".join(b"%d,name %d\n" % (n, n * 7919 % 10007) for n in range(120_000)))
    (tmp_path / f"x.csv.{format}").write_bytes(content[: len(content) * 3 // 4])
    outcome = run(tmp_path, "--engine", engine, "--format", "json")
    assert (outcome.code, outcome.rules) == (1, ["source-error"])
    assert "the packed file is cut short" in outcome.said


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    write(tmp_path, None, path="x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in range(2):
            with archive.open(f"xl/worksheets/sheet{sheet}.xml", "w") as member:
                fill(member, BOMB // 2, b" " * 64)
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["unpacked-size"])
    assert megabytes < 512
