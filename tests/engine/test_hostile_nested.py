"""Descriptors within a package: frictionless follows them, and what they name is held to the limits."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hostile_runs import MEBIBYTE, findings, write, write_descriptor
from xinzhi.validation import validate

BOMB: dict[str, Any] = {"name": "b", "path": "b.csv.gz", "schema": {"fields": [{"name": "id"}]}}


def lay_bomb(folder: Path) -> None:
    """A gigabyte of rows, packed."""
    (folder / "b.csv.gz").write_bytes(
        gzip.compress(b"id\n") + gzip.compress(b"aaaaaaaaaaaaaaa\n" * (MEBIBYTE // 2)) * 128
    )


@pytest.mark.parametrize(
    ("name", "inner", "rule"),
    [
        ("inner/datapackage.json", {"name": "q", "resources": [BOMB]}, "unpacked-size"),
        ("inner/resource.json", BOMB, "unpacked-size"),
        ("inner/inquiry.json", {"tasks": [{"path": "b.csv.gz"}]}, "nested-descriptor"),
    ],
)
def test_a_bomb_that_a_descriptor_within_names_is_not_unpacked(
    tmp_path: Path, name: str, inner: Any, rule: str
) -> None:
    (tmp_path / "inner").mkdir()
    lay_bomb(tmp_path / "inner")
    (tmp_path / name).write_text(json.dumps(inner))
    code, rules, megabytes = findings(write(tmp_path, path=name))
    assert (code, rules) == (1, [rule])
    assert megabytes < 512


def test_a_bomb_that_a_package_in_the_descriptor_names_is_not_unpacked(tmp_path: Path) -> None:
    lay_bomb(tmp_path)
    write_descriptor(tmp_path, {"name": "p", "resources": [{"name": "x", "data": {"resources": [BOMB]}}]})
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["unpacked-size"])
    assert megabytes < 512


def test_packages_that_name_many_packages_are_not_followed(tmp_path: Path) -> None:
    """Ten levels of ten names each would be ten thousand million validations."""
    folder = tmp_path
    for _ in range(10):
        (folder / "i").mkdir()
        write_descriptor(
            folder, {"name": "q", "resources": [{"name": f"x{n}", "path": "i/datapackage.json"} for n in range(10)]}
        )
        folder /= "i"
    write(folder)
    assert findings(tmp_path)[:2] == (1, ["nested-descriptor"] * 10)


def test_a_package_that_names_itself_ends(tmp_path: Path) -> None:
    write_descriptor(tmp_path, {"name": "q", "resources": [{"name": "x", "path": "datapackage.json"}]})
    assert findings(tmp_path)[:2] == (1, ["nested-descriptor"])


def test_a_schema_of_a_package_within_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    laughs = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    (tmp_path / "inner" / "s.yaml").write_text(laughs + "fields: [{name: id, constraints: {enum: *a11}}]\n")
    write(tmp_path / "inner", schema="s.yaml")
    code, rules, megabytes = findings(write(tmp_path, path="inner/datapackage.json"))
    assert (code, rules) == (1, ["file-too-large"])
    assert megabytes < 256


def test_a_descriptor_within_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    with (tmp_path / "inner" / "datapackage.json").open("wb") as file:
        file.write(b'{"name": "q", "resources": [{"name": "y", "data": [["id"]]')
        for _ in range(64):
            file.write(b"  " * (MEBIBYTE // 2))
        file.write(b"}]}")
    code, rules, megabytes = findings(write(tmp_path, path="inner/datapackage.json"))
    assert (code, rules) == (1, ["file-too-large"])
    assert megabytes < 256


@pytest.mark.parametrize(("content", "rules"), [(b"id,name\n1,a\n", []), (b"id,name\nx,a\n", ["type-error"])])
def test_a_package_within_that_keeps_the_limits_is_validated(tmp_path: Path, content: bytes, rules: list[str]) -> None:
    write(tmp_path / "inner", content)
    report = validate(write(tmp_path, path="inner/datapackage.json"))
    assert [f.rule for f in report.findings] == rules
