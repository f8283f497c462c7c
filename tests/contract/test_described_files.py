"""Schemas and dialects in files of their own: what is said of them in place is said there, in JSON and in YAML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from xinzhi.validation import validate

FIELDS: list[dict[str, Any]] = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]
PLACES = ["in place", "x.json", "x.yaml", "inner/x.yaml"]


def found(folder: Path, kind: str, described: dict[str, Any], place: str, content: str = "id;name\n1;a\n") -> list[str]:
    """The rules of the findings of a package whose schema or dialect stands in a place; YAML holds JSON."""
    (folder / "inner").mkdir(exist_ok=True)
    if place != "in place":
        (folder / place).write_text(json.dumps(described), encoding="utf-8")
    resource = {"name": "t", "path": "t.csv", "schema": {"fields": FIELDS}, "dialect": {"delimiter": ";"}}
    resource |= {kind: described if place == "in place" else place}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), encoding="utf-8")
    (folder / "t.csv").write_text(content, encoding="utf-8")
    report = validate(folder)
    assert all(f.severity == "warning" for f in report.findings)
    assert report.rows == content.count("\n") - 1
    files = {f.file for f in report.findings if f.rule.startswith(("misspelt", "property", "malformed"))}
    assert files <= {"datapackage.json" if place == "in place" else place}
    return [f.rule for f in report.findings]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("schema", "rule"),
    [
        ({"fields": FIELDS, "primarykey": "id"}, "misspelt-property"),
        ({"fields": [{**FIELDS[0], "constrains": {"unique": True}}, FIELDS[1]]}, "misspelt-property"),
        ({"fields": FIELDS, "uniqueKeys": [["colour"]]}, "malformed-property"),
        ({"fields": FIELDS, "uniqueKeys": [["name"]]}, "unique-key"),
        ({"fields": [FIELDS[0], {**FIELDS[1], "categories": ["b"]}]}, "category"),
    ],
)
def test_a_schema_is_looked_at_wherever_it_stands(
    tmp_path: Path, place: str, schema: dict[str, Any], rule: str
) -> None:
    rows = "id;name\n1;b\n2;b\n" if rule == "unique-key" else "id;name\n1;a\n"
    assert found(tmp_path, "schema", schema, place, rows) == [rule]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("dialect", "rules"),
    [
        ({"delimiter": ";"}, []),
        ({"csv": {"delimiter": ";"}, "header": True}, []),
        ({"delimiter": ";", "note": "ours", "_own": 1}, []),
        ({"delimiter": ";", "headerrows": [1]}, ["misspelt-property"]),
        ({"delimiter": ";", "comentChar": "#"}, ["misspelt-property"]),
        ({"csv": {"delimiter": ";", "quotechar": "'"}}, ["misspelt-property"]),
        ({"delimiter": ";", "sheetName": "x"}, ["property-without-effect"]),
        ({"delimiter": ";", "sheet": "x"}, ["property-without-effect"]),
        ({"csv": {"delimiter": ";", "header": True}}, ["property-without-effect"]),
        ({"csv": {"delimiter": ";", "nullSequence": "-"}}, ["property-without-effect"]),
    ],
)
def test_a_dialect_is_looked_at_wherever_it_stands(
    tmp_path: Path, place: str, dialect: dict[str, Any], rules: list[str]
) -> None:
    assert found(tmp_path, "dialect", dialect, place) == rules


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("creatd", "created"),
        ("licences", "licenses"),
        ("contributers", "contributors"),
        ("related", None),
        ("rating", None),
    ],
)
def test_a_word_of_its_own_is_no_misspelling_of_another(tmp_path: Path, written: str, meant: str | None) -> None:
    package = {"name": "p", written: "ours", "resources": [{"name": "x", "path": "x.csv"}]}
    (tmp_path / "x.csv").write_text("id\n1\n", encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    told = [f.suggestion for f in validate(tmp_path).findings if f.rule == "misspelt-property"]
    assert told == ([meant] if meant else [])
