"""Descriptors of any shape: each ends in a report or in a clear error, and what is printed of it is harmless."""

from __future__ import annotations

import copy
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_runs import run, write, write_descriptor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console
from xinzhi.contract.package import LARGEST_DESCRIPTOR, PackageError
from xinzhi.engine.options import Options
from xinzhi.report.harmless import harmless, harmless_json
from xinzhi.report.terminal import print_report
from xinzhi.validation import validate

BASE: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "p",
    "version": "1.0.0",
    "created": "2024-01-01T00:00:00Z",
    "keywords": ["k"],
    "licenses": [{"name": "CC0-1.0", "path": "https://example.org/", "title": "t"}],
    "sources": [{"title": "s", "path": "https://example.org/", "email": "a@example.org"}],
    "contributors": [{"title": "c", "roles": ["author"], "email": "a@example.org"}],
    "resources": [
        {
            "name": "x",
            "path": "x.csv",
            "encoding": "utf-8",
            "format": "csv",
            "mediatype": "text/csv",
            "bytes": 12,
            "hash": "sha256:00",
            "profile": "tabular-data-resource",
            "dialect": {"delimiter": ",", "header": True, "headerRows": [1], "csv": {"quoteChar": '"'}},
            "schema": {
                "fields": [
                    {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 0, "enum": [1, 2]}},
                    {"name": "name", "type": "string", "format": "default", "categories": ["a", {"value": "b"}]},
                ],
                "missingValues": ["", "-"],
                "primaryKey": ["id"],
                "uniqueKeys": [["name"]],
                "foreignKeys": [{"fields": ["name"], "reference": {"resource": "y", "fields": ["name"]}}],
            },
        },
        {"name": "y", "path": ["y.csv"], "schema": "y.json"},
        {"name": "z", "data": [["a"], [1]]},
    ],
}
FIELD_FILE: dict[str, Any] = {"fields": [{"name": "name", "type": "string", "constraints": {"pattern": "[a-z]"}}]}

TEXTS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            "x",
            "id",
            "string",
            "..",
            "/dev/zero",
            "http://127.0.0.1:9/x",
            "file:///etc/passwd",
            "~",
            "$HOME/x",
            "%A%",
            "\ud800",
            "\x1b[31m",
            "[bold]",
            "'\"); DROP",
            "(",
            "(a+)+$",
            "x" * 300,
            "a/" * 3000,
            "\0",
            "table",
            "package",
            "s3",
            "zip",
            "utf-16",
        ]
    ),
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -1, 1e308, 2**63])
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


def places(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every node of a JSON value."""
    yield at
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from places(child, (*at, key))


def replaced(node: Any, at: tuple[Any, ...], value: Any) -> Any:
    """A copy with another value in a place."""
    if not at:
        return value
    whole = copy.deepcopy(node)
    place = whole
    for step in at[:-1]:
        place = place[step]
    place[at[-1]] = value
    return whole


def report_on(descriptor: Any, schema: Any, smallest: int) -> None:
    """Validate and print a package; PackageError is a clear answer too. `smallest` decides for the scan or for
    frictionless."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "x.csv").write_bytes(b"id,name\n1,a\n")
        (folder / "y.csv").write_bytes(b"name\na\n")
        (folder / "y.json").write_text(json.dumps(schema))
        write_descriptor(folder, descriptor)
        try:
            report = validate(folder, options=Options(smallest=smallest))
        except PackageError:
            return
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        print_report(Console(file=out), report, "both")
        harmless_json(json.dumps(report.as_dict(), ensure_ascii=False, default=str)).encode()


SMALLEST = st.sampled_from([0, 1_000_000])
SEVERAL = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@SEVERAL
@given(st.sampled_from(list(places(BASE))), VALUES, SMALLEST)
def test_any_value_in_any_place_of_a_descriptor_is_answered(at: tuple[Any, ...], value: Any, smallest: int) -> None:
    report_on(replaced(BASE, at, value), FIELD_FILE, smallest)


@settings(SEVERAL, max_examples=40)
@given(st.sampled_from(list(places(FIELD_FILE))), VALUES, SMALLEST)
def test_any_value_in_any_place_of_a_schema_file_is_answered(at: tuple[Any, ...], value: Any, smallest: int) -> None:
    report_on(BASE, replaced(FIELD_FILE, at, value), smallest)


@pytest.mark.parametrize("depth", [900, 100_000])
def test_a_deeply_nested_descriptor_ends_in_an_error(tmp_path: Path, depth: int) -> None:
    text = '{"name": "p", "resources": [{"name": "x", "path": "x.csv", "custom": ' + "[" * depth + "]" * depth + "}]}"
    (tmp_path / "datapackage.json").write_text(text)
    outcome = run(tmp_path)
    assert outcome.code == (1 if depth == 900 else 2)
    assert ("package-error" if depth == 900 else "is nested too deep") in outcome.said


def test_a_number_of_five_thousand_digits_ends_in_an_error(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "p", "resources": [], "n": ' + "1" * 5_000 + "}")
    outcome = run(tmp_path)
    assert outcome.code == 2
    assert "4300 digits" in outcome.said


def test_a_descriptor_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "p", "custom": [' + "[]," * (40 * 1024 * 1024) + "[]]}")
    outcome = run(tmp_path)
    assert outcome.code == 2
    assert str(LARGEST_DESCRIPTOR) in outcome.said
    assert outcome.megabytes < 256


def test_a_descriptor_within_the_limit_is_read_in_bounded_memory(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(
        '{"name": "p", "resources": [], "custom": [' + "[]," * (LARGEST_DESCRIPTOR // 3 - 40) + "[]]}"
    )
    outcome = run(tmp_path)
    assert outcome.code == 0
    assert outcome.megabytes < 1024


def test_a_schema_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"fields": [' + "{}," * (LARGEST_DESCRIPTOR // 3) + "{}]}")
    report = validate(write(tmp_path / "p", schema="s.json"))
    assert [f.rule for f in report.findings] == ["schema-error"], "a schema file that is missing"
    (tmp_path / "s.json").rename(tmp_path / "p" / "s.json")
    report = validate(tmp_path / "p")
    assert [f.rule for f in report.findings] == ["schema-too-large"]


def test_two_resources_of_one_name_are_a_finding(tmp_path: Path) -> None:
    resource = {"name": "x", "path": "x.csv"}
    report = validate(write_descriptor(write(tmp_path), {"name": "p", "resources": [resource, resource]}))
    assert [f.rule for f in report.findings] == ["package-error"]


ACTS = set("\x1b\x07\x9b\u202e\u2066\u200b\r\ud800\x00\x7f\xad\u2028")
ACTING = "\x1b]0;t\x07\x1b[2J\x9b31m\u202etxt.\u2066\u200b\r\ud800\x00"


def test_what_acts_on_a_terminal_is_printed_as_an_escape(tmp_path: Path) -> None:
    text = ACTING + "[bold]b[/bold]"
    fields = [{"name": "id", "type": "integer"}, {"name": text.replace("\r", ""), "type": "string"}]
    write(
        tmp_path,
        f"id,{text.replace(chr(0xD800), '')}\n{text.replace(chr(0xD800), '')},a\n".encode(),
        fields,
        title=text,
        mediatyp=text,
    )
    shown = run(tmp_path)
    assert shown.code == 1
    assert "\\x1b" in shown.said
    assert "[bold]b[/bold]" in shown.said, "markup is text, too"
    assert not set(shown.said) & ACTS
    as_json = run(tmp_path, "--format", "json")
    assert as_json.code == 1
    assert not set(as_json.said) & ACTS
    values = [f["value"] for f in json.loads(as_json.said)["findings"]]
    assert any(v and "\x1b[2J" in v for v in values), "it is the same value, in JSON's own escapes"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_harmless_json_is_the_same_json(text: str) -> None:
    whole = json.dumps({"a": text}, ensure_ascii=False)
    escaped = harmless_json(whole)
    escaped.encode()
    assert json.loads(escaped) == json.loads(whole)


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_harmless_text_has_no_character_that_acts(text: str) -> None:
    shown = harmless(text)
    shown.encode()
    assert all(c in "\n\t\xa0" or c.isprintable() for c in shown if ord(c) < 0x300)
    assert not set(shown) & ACTS


def test_a_long_value_is_cut(tmp_path: Path) -> None:
    outcome = run(write(tmp_path, b"id,name\n" + b"1" * 100_000 + b"x,a\n"))
    assert outcome.code == 1
    assert len(outcome.said) < 10_000
