"""Where frictionless fails, or warns of itself: what it fails on is named, and no one is told of its own code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from single import PAIR, package
from xinzhi.engine.options import SMALLEST_SCAN, Options
from xinzhi.findings import Finding
from xinzhi.validation import validate

KEY = {"foreignKeys": [{"fields": "name", "reference": {"resource": "parent", "fields": "k"}}]}


def errors(folder: Path, options: Options | None = None) -> list[Finding]:
    return [f for f in validate(folder, options=options or Options()).findings if f.severity == "error"]


def with_parent(folder: Path, content: bytes, **parent: Any) -> None:
    """A table that refers to another resource, which is described so."""
    child = package(folder, content, schema=KEY)
    described = {"name": "parent", "schema": {"fields": [{"name": "k", "type": "string"}]}, **parent}
    both = {**child.descriptor, "resources": [*child.descriptor["resources"], described]}
    child.descriptor_path.write_text(json.dumps(both))


@pytest.mark.parametrize("smallest", [0, SMALLEST_SCAN])
def test_a_pattern_that_is_none_is_named_with_its_field(tmp_path: Path, smallest: int) -> None:
    package(tmp_path, b"id,name\n1,a\n", [PAIR[0], {**PAIR[1], "constraints": {"pattern": "(abc"}}])
    (found,) = errors(tmp_path, Options(smallest=smallest))
    assert (found.rule, found.column) == ("reader-failure", "name")
    assert "the pattern “(abc” of the field name is no regular expression: missing ), unterm" in found.message_en
    assert "position 0" in found.message_en


def test_a_bound_that_is_no_value_is_named_with_its_field(tmp_path: Path) -> None:
    package(tmp_path, b"id,name\n1,a\n", [{**PAIR[0], "constraints": {"minimum": "abc"}}, PAIR[1]])
    (found,) = errors(tmp_path)
    assert found.column == "id" and '{"minimum": "abc"}' in found.message_en


def test_a_key_to_what_is_no_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text('{"k": "a"}')
    with_parent(tmp_path, b"id,name\n1,a\n", path="p.json")
    (found,) = errors(tmp_path)
    assert (found.rule, found.column) == ("reader-failure", "name")
    assert "the foreign key of name points to parent, which is no table" in found.message_en


@pytest.mark.parametrize("size", ["small", "large"])
@pytest.mark.parametrize("parent", ["missing", "in another encoding", "packed badly"])
def test_a_parent_that_cannot_be_opened_is_its_own_error_and_the_child_is_read(
    tmp_path: Path, parent: str, size: str
) -> None:
    path = "p.csv.gz" if parent == "packed badly" else "p.csv"
    if parent != "missing":
        (tmp_path / path).write_bytes(b"k\n\xff\xfe\xd6\n")
    filler = b"".join(b"%d,a\n" % n for n in range(60_000)) if size == "large" else b""
    with_parent(tmp_path, b"id,name\nx,a\n" + filler, path=path, encoding="utf-8")
    found = [(f.rule, f.resource, f.file) for f in errors(tmp_path)]
    rule = {"missing": "scheme-error", "in another encoding": "encoding-error"}.get(parent, "compression-error")
    assert found == [("type-error", "x", "x.csv"), (rule, "parent", path)]


@pytest.mark.parametrize(
    ("resource", "property"),
    [({"compression": "no"}, "compression"), ({"stats": {"rows": 1, "hash": "0" * 32}}, "stats.hash")],
)
def test_old_forms_are_a_finding_and_nothing_on_stderr(tmp_path: Path, resource: dict[str, Any], property: str) -> None:
    package(tmp_path, b"id,name\n1,a\n", **resource)
    command = [sys.executable, "-m", "xinzhi", "validate", str(tmp_path), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    found = json.loads(done.stdout)["findings"]
    assert [(f["rule"], f["value"], f["severity"]) for f in found if f["rule"] == "legacy-property"] == [
        ("legacy-property", property, "warning")
    ]
