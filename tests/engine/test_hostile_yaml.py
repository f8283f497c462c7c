"""YAML of strangers: aliases of aliases, which stand for more than any memory holds, and those that are harmless."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import yaml
from hostile_runs import MEBIBYTE, findings, run, write
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.contract.yaml_text import written_out
from xinzhi.engine import frictionless
from xinzhi.validation import validate

LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
MERGES = "a0: &a0 {x: y, z: w}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n" for n in range(1, 12)
)
ENDLESS = "a: &a [*a]\n"
BOMBS = {"laughs": LAUGHS, "merges": MERGES, "endless": ENDLESS}
SCHEMA = "fields: [{name: id, type: integer}, {name: name, type: string, constraints: {enum: *a11}}]\n"


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_descriptor_of_many_aliases_is_not_read(tmp_path: Path, bomb: str) -> None:
    (tmp_path / "datapackage.yaml").write_text(f"{bomb}name: p\nresources: [{{name: x, path: x.csv}}]\n")
    outcome = run(tmp_path)
    assert outcome.code == 2
    assert "aliases that stand for more than 8388608 characters" in outcome.said
    assert outcome.megabytes < 256


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("place", ["schema", "dialect", "profile", "path"])
def test_a_file_of_many_aliases_is_not_read(tmp_path: Path, bomb: str, place: str) -> None:
    write(tmp_path, **{place: "s.yaml"})
    (tmp_path / "s.yaml").write_text(bomb + (SCHEMA if bomb is LAUGHS else "fields: []\n"))
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["schema-too-large"])
    assert megabytes < 256


@pytest.mark.parametrize("unit", [b"a", b"#"])
def test_a_packed_bomb_of_one_text_or_comment_is_not_unpacked(tmp_path: Path, unit: bytes) -> None:
    """A parser would have it whole before it says anything."""
    write(tmp_path, None, path="x.yaml.gz")
    (tmp_path / "x.yaml.gz").write_bytes(gzip.compress(unit * MEBIBYTE) * 1024)
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["file-too-large"])
    assert megabytes < 256


def test_data_nested_deeper_than_python_follows_are_not_read(tmp_path: Path) -> None:
    write(tmp_path, None, path="x.txt", format="yaml")
    (tmp_path / "x.txt").write_text("[" * 5_000 + "]" * 5_000)
    assert findings(tmp_path)[:2] == (1, ["file-too-large"])


def test_values_and_names_that_json_has_not_are_shown(tmp_path: Path) -> None:
    (tmp_path / "datapackage.yaml").write_text(
        "name: p\n1: one\nsources: [{title: t, version: 2024-05-01}]\nresources: [{name: x, data: [[id], [1]]}]\n"
    )
    outcome = run(tmp_path, "--format", "json")
    assert (outcome.code, outcome.rules) == (0, ["malformed-property"])
    assert "2024-05-01" in outcome.said


def test_data_of_many_aliases_are_not_read_under_any_name(tmp_path: Path) -> None:
    write(tmp_path, None, path="x.txt", format="yaml")
    (tmp_path / "x.txt").write_text(
        "- [id, name]\n- &a0 [1, ha]\n" + "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    )
    code, rules, megabytes = findings(tmp_path)
    assert (code, rules) == (1, ["file-too-large"])
    assert megabytes < 512


def test_harmless_aliases_are_read_as_frictionless_reads_them(tmp_path: Path) -> None:
    text = (
        "x: &text {type: string, constraints: {required: true}}\nfields: [{name: id, <<: *text}, {name: name, <<:"
        " *text}]\n"
    )
    package = write(tmp_path / "p", b"id,name\n1,\n", schema="s.yaml")
    (package / "s.yaml").write_text(text)
    report = validate(package)
    assert [(f.rule, f.column) for f in report.findings] == [("constraint-error", "name")]
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "datapackage.yaml").write_text("name: &n q\nresources: [{name: *n, data: [[a], [1]]}]\n")
    report = validate(tmp_path / "q")
    assert (report.valid, report.package.name) == (True, "q")
    assert frictionless.run(report.package).findings == []


def test_a_deeply_nested_descriptor_or_schema_is_not_read(tmp_path: Path) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    write(tmp_path, schema="s.yaml")
    (tmp_path / "s.yaml").write_text(f"fields: {deep}\n")
    assert findings(tmp_path)[:2] == (1, ["schema-too-large"])
    (tmp_path / "datapackage.json").unlink()
    (tmp_path / "datapackage.yaml").write_text(f"name: p\nresources: {deep}\n")
    outcome = run(tmp_path)
    assert outcome.code == 2
    assert "is nested too deep" in outcome.said


def size(node: object) -> int:
    """The characters of a value as YAML's events count them."""
    if isinstance(node, dict):
        return 1 + sum(size(k) + size(v) for k, v in node.items())
    if isinstance(node, list):
        return 1 + sum(map(size, node))
    return len(str(node)) + 1


TEXTS = st.text(alphabet="ab", min_size=1, max_size=4)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6
)


@given(VALUES, st.lists(st.booleans(), min_size=1, max_size=6))
def test_aliases_count_as_what_they_stand_for(value: object, doubled: list[bool]) -> None:
    """`safe_dump` writes an alias wherever it meets a collection again."""
    for again in doubled:
        value = [value, value] if again else [value]
    assert written_out(yaml.safe_dump(value), 10**9) == size(value)
