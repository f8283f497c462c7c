"""A table in several parts, or in an archive: its findings name the part, the member and the line."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from single import PAIR
from small import outcome_of
from xinzhi.engine import auto, frictionless
from xinzhi.engine.options import Options
from xinzhi.findings import Finding
from xinzhi.report.github import commands
from xinzhi.report.markdown import markdown
from xinzhi.report.plain_text import TextRenderer
from xinzhi.report.sarif import sarif
from xinzhi.validation import validate

Place = tuple[str, str | None, str | None, int | None, int | None]


def described(folder: Path, **resource: Any) -> Path:
    """A package of one table, whose files are there."""
    whole = {"name": "x", "type": "table", "schema": {"fields": PAIR}, **resource}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [whole]}), encoding="utf-8")
    return folder


def places(folder: Path) -> list[Place]:
    found = [validate(folder, engine=run, options=Options(smallest=0)).findings for run in (auto.run, frictionless.run)]
    assert found[0] == found[1]
    return [place(f) for f in found[0]]


def place(finding: Finding) -> Place:
    return (finding.rule, finding.file, finding.member, finding.row, finding.line)


def test_a_cell_is_in_its_part(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,name\n1,"a\nb"\n2,c\n')
    (tmp_path / "b.csv").write_text("id,name\n3,d\nx,e\n4, f\n")
    found = places(described(tmp_path, path=["a.csv", "b.csv"]))
    assert found == [("type-error", "b.csv", None, 5, 3), ("padded-cell", "b.csv", None, 6, 4)]


def test_parts_without_a_header_keep_their_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1,a\n2,b")
    (tmp_path / "b.csv").write_text("\ny,c\n")
    found = places(described(tmp_path, path="a.csv", extrapaths=["b.csv"], dialect={"header": False}))
    assert found == [("type-error", "b.csv", None, 3, 2)]


def test_the_part_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\n1,a\n")
    assert places(described(tmp_path, path=["a.csv", "b.csv"])) == [("scheme-error", "b.csv", None, None, None)]


def zipped(content: bytes) -> bytes:
    """An archive of one file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("t.csv", content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress), ("zip", zipped)]
)
def test_each_part_is_unpacked_by_its_name(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    names = [f"a.csv.{suffix}", "b.csv", f"c.csv.{suffix}"]
    (tmp_path / names[0]).write_bytes(pack(b'id,name\n1,"a\nb"\n'))
    (tmp_path / names[1]).write_bytes(b"id,name\n2,c\n")
    (tmp_path / names[2]).write_bytes(pack(b"id,name\nx,d\n"))
    assert places(described(tmp_path, path=names)) == [("type-error", names[2], None, 4, 2)]


@pytest.mark.parametrize(
    ("dialect", "parts", "place"),
    [
        ({"quoteChar": "'"}, ("id,name\n1,'a\nb'\n", "id,name\n2,c\nx,d\n"), (4, 3)),
        ({"header": False}, ("1,a\n", "2,b\nx,c\n"), (3, 2)),
    ],
)
def test_a_dialect_in_a_file_of_its_own_tells_lines_too(
    tmp_path: Path, dialect: dict[str, Any], parts: tuple[str, str], place: tuple[int, int]
) -> None:
    (tmp_path / "d.json").write_text(json.dumps(dialect))
    for name, content in zip(("a.csv", "b.csv"), parts, strict=True):
        (tmp_path / name).write_text(content)
    found = places(described(tmp_path, path=["a.csv", "b.csv"], dialect="d.json"))
    assert found == [("type-error", "b.csv", None, *place)]


@pytest.mark.parametrize("innerpath", ["second.csv", None])
def test_a_cell_is_in_its_member(tmp_path: Path, innerpath: str | None) -> None:
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        names = ["first.csv", "second.csv"] if innerpath else ["second.csv"]
        for name in names:
            archive.writestr(name, "id,name\n1,a\nx,b\n")
    more = {"innerpath": innerpath} if innerpath else {}
    found = places(described(tmp_path, path="t.zip", format="csv", **more))
    assert found == [("type-error", "t.zip", "second.csv", 3, 3)]


def test_a_cell_of_a_packed_file_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b'id;name\n1;"a\n\nb"\nx;b\n'))
    found = places(described(tmp_path, path="t.csv.gz", dialect={"delimiter": ";"}))
    assert found == [("type-error", "t.csv.gz", None, 3, 5)]


@pytest.mark.parametrize(
    ("path", "content", "resource"),
    [
        ("t.tsv", b'id\tname\n1\t"a\nb"\nx\tb\n', {}),
        ("t.csv", b"# a comment\nid;name\n\xd6\xd0;b\n", {"encoding": "gb18030", "dialect": {"delimiter": ";", "commentChar": "#"}}),  # noqa: E501
        ("t.csv", b"id|name\n1|'a\n\n'\nx|b\n", {"dialect": {"delimiter": "|", "quoteChar": "'"}}),
        ("t.csv", b"id,name\n1,a\\\n,b\nx,b\n", {"dialect": {"escapeChar": "\\", "quoteChar": "'"}}),
        ("t.csv", "id,name\n1,a\nx,b\n".encode("utf-16"), {"encoding": "utf-16"}),
    ],
)  # fmt: skip
def test_a_cell_of_another_dialect_or_encoding_has_its_line(
    tmp_path: Path, path: str, content: bytes, resource: dict[str, Any]
) -> None:
    (tmp_path / path).write_bytes(content)
    found = [f for f in places(described(tmp_path, path=path, **resource)) if f[0] == "type-error"]
    end = content.count(b"\n")
    assert [(file, line) for _, file, _, _, line in found] == [(path, end)]


def test_reports_name_the_part_and_where_no_line_is_known_the_record(tmp_path: Path) -> None:
    described(tmp_path, data=[["id", "name"], [1, "a"], ["x", "b"]])
    outcome = outcome_of(tmp_path)
    assert "datapackage.json:id (record 3)\n" in TextRenderer().render(outcome, "en", 10)
    assert "datapackage.json:id (第 3 条记录)\n" in TextRenderer().render(outcome, "zh", 10)
    assert "<code>datapackage.json</code> id (record 3) |" in markdown(outcome, "en")
    assert next(commands(outcome, "en")).endswith(" (record 3)")
    (tmp_path / "a.csv").write_text("id,name\n1,a\n")
    (tmp_path / "b.csv").write_text("id,name\nx,e\n")
    outcome = outcome_of(described(tmp_path, path=["a.csv", "b.csv"]))
    assert "  b.csv:2:id\n" in TextRenderer().render(outcome, "en", 10)
    assert next(commands(outcome, "en")).startswith("::error file=b.csv,line=2,")
    assert '"b.csv"' in json.dumps(sarif(outcome, "en"))
