"""Where a file leaves its encoding: the line and the character, whatever a decoder was given before."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from single import PAIR, package
from xinzhi.engine import frictionless
from xinzhi.engine.undecodable import Undecodable, first_undecodable


@pytest.mark.parametrize("rows", [0, 3, 200_000])
@pytest.mark.parametrize(
    ("encoding", "wrong"),
    [
        ("utf-8", b"\xff"),
        ("utf-8", "芯".encode()[:2]),
        ("gb18030", b"\xff"),
        ("ascii", b"\xe4"),
        ("utf-16", b"\x00\xdc"),
    ],
)
def test_the_line_and_the_character_are_told(tmp_path: Path, rows: int, encoding: str, wrong: bytes) -> None:
    text = "".join(f"{n},{'a' if encoding == 'ascii' else '芯'}\n" for n in range(rows)) + "7,x"
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding) + wrong + ",y\n".encode("utf-16-le" if encoding == "utf-16" else "ascii"))
    found = first_undecodable(path, encoding)
    assert found is not None
    assert (found.line, found.character) == (rows + 1, 4)
    assert found.data and wrong.startswith(found.data[:1])


def test_text_that_ends_within_a_character_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress("a\nb芯".encode()[:-1]))
    assert first_undecodable(path, "utf-8", compressed=True) == Undecodable("芯".encode()[:-1], 2, 2)


def test_text_in_its_encoding_has_none(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,name\n1,芯\n", encoding="utf-8")
    assert first_undecodable(tmp_path / "x.csv", "utf-8") is None
    assert first_undecodable(tmp_path / "x.csv", "no-such-encoding") is None


def test_the_finding_names_the_line(tmp_path: Path) -> None:
    content = b"id,name\n" + b"1,a\n" * 40_000 + b"2,na\xffme\n"
    (finding,) = frictionless.run(package(tmp_path, content, PAIR)).findings
    assert (finding.rule, finding.file, finding.line, finding.row) == ("encoding-error", "x.csv", 40_002, None)
    assert "0xff at character 5 of line 40002" in finding.message_en
    assert "第 40002 行第 5 个字符" in finding.message_zh


def test_of_an_archive_no_line_is_told(tmp_path: Path) -> None:
    """Its own bytes are no text of any encoding."""
    with zipfile.ZipFile(tmp_path / "x.csv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.csv", b"id,name\n" + b"1,a\n" * 40_000 + b"2,na\xffme\n")
    described = package(tmp_path, (tmp_path / "x.csv.zip").read_bytes(), PAIR, path="x.csv.zip")
    (finding,) = frictionless.run(described).findings
    assert (finding.rule, finding.line) == ("encoding-error", None)


def test_a_file_packed_under_another_name_is_looked_into(tmp_path: Path) -> None:
    content = gzip.compress(b"id,name\n1,a\n2,na\xffme\n")
    (finding,) = frictionless.run(package(tmp_path, content, PAIR, path="x.csv", compression="gz")).findings
    assert (finding.rule, finding.line) == ("encoding-error", 3)
