"""What frictionless refuses a descriptor for: the finding lies in the descriptor and names resource, field, value."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from xinzhi.engine.notes import worded
from xinzhi.findings import Finding
from xinzhi.validation import validate

FIELDS: list[dict[str, Any]] = [{"name": "id", "type": "integer"}, {"name": "t", "type": "string"}]
# What the schema has beside its fields, or in the second one; the rule, the field, and words of the message.
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], str, str | None, str]] = {
    "text for a number": ({}, {"constraints": {"maxLength": "5"}}, "field-error", "t", 'constraints.maxLength is "5", and a whole number is expected'),  # noqa: E501
    "constraint of another type": ({}, {"constraints": {"minimum": 1}}, "field-error", "t", "the type string has no constraint minimum: there are "),  # noqa: E501
    "object for a text": ({}, {"title": {"en": "T"}}, "field-error", "t", 'the property title is {"en": "T"}, and a text is expected'),  # noqa: E501
    "bounds of version 2": ({}, {"type": "integer", "constraints": {"exclusiveMinimum": 1}}, "field-error", "t", '"$schema": "https://datapackage.org/profiles/2.0/datapackage.json" at the top'),  # noqa: E501
    "required outside": ({}, {"required": True}, "field-error", "t", "required should be written as constraints.required"),  # noqa: E501
    "no name": ({}, {"name": None}, "field-error", None, "datapackage.json#b#fields[1], the definition of a field"),
    "name twice": ({}, {"name": "id"}, "schema-error", None, "two fields have the same name: id"),
    "missing values of version 2": ({"missingValues": [{"value": "-"}]}, {}, "schema-error", None, "at the top of the descriptor"),  # noqa: E501
    "key of no field": ({"primaryKey": ["id", "x"]}, {}, "schema-error", None, "the primary key names x, which is no field: the fields are id, t"),  # noqa: E501
    "key of no type": ({"primaryKey": ""}, {}, "schema-error", None, 'the property primaryKey is "", and a list is expected'),  # noqa: E501
    "word that is none": ({"fieldsMatch": "some"}, {}, "schema-error", None, 'is "some", and one of exact, equal, subset, superset, partial is'),  # noqa: E501
}  # fmt: skip


def found(folder: Path, schema: dict[str, Any], second: dict[str, Any]) -> list[Finding]:
    """The findings of two tables; the second has what is wrong."""
    field = {name: value for name, value in {**FIELDS[1], **second}.items() if value is not None}
    schemas = [{"fields": FIELDS}, {"fields": [FIELDS[0], field], **schema}]
    resources = [{"name": n, "path": "x.csv", "schema": s} for n, s in zip("ab", schemas, strict=True)]
    (folder / "x.csv").write_text("id,t\n1,a\n")
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}))
    return [f for f in validate(folder).findings if f.severity == "error"]


@pytest.mark.parametrize("case", CASES)
def test_an_error_of_an_inline_schema_lies_in_the_descriptor(tmp_path: Path, case: str) -> None:
    schema, second, rule, column, words = CASES[case]
    (finding,) = found(tmp_path, schema, second)
    assert (finding.rule, finding.resource, finding.file, finding.column) == (rule, "b", "datapackage.json", column)
    assert words in finding.message_en
    assert "datapackage.json#b" in finding.message_en and "datapackage.json#b" in finding.message_zh
    assert re.search("[\u3400-\u9fff]", finding.message_zh.partition("：")[2])


def test_errors_of_several_fields_each_name_theirs(tmp_path: Path) -> None:
    wrong = [{"name": name, "type": "string", "constraints": {"maxLength": "5"}} for name in "uvw"]
    findings = found(tmp_path, {"fields": wrong}, {})
    assert [f.column for f in findings] == ["u", "v", "w"]


def test_an_error_of_a_schema_in_a_file_lies_there(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text(json.dumps({"fields": [{"name": "id", "type": "no-type"}]}))
    resource = {"name": "x", "path": "x.csv", "schema": "s.json"}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}))
    (finding,) = validate(tmp_path).findings
    assert (finding.file, finding.column) == ("s.json", "id")
    assert finding.message_en.startswith("s.json#id, the definition of a field, is wrong: ")


@pytest.mark.parametrize(
    ("note", "zh", "en"),
    [
        ("[Errno 2] No such file or directory: 'x.csv'", "没有文件 x.csv", "there is no file x.csv"),
        ("[Errno 13] Permission denied: 'x'", "没有读取 x 的权限", "x may not be read: permission is denied"),
        ("[Errno 5] Input/output error: 'x'", "x：Input/output error", "x: Input/output error"),
        ("True is not of type 'string', 'null' at property 'a/b'", "属性 a.b 为 true，应为文本或null", "the property a.b is true, and a text or null is expected"),  # noqa: E501
        ("something that nobody knows", "something that nobody knows", "something that nobody knows"),
    ],
)  # fmt: skip
def test_a_note_is_said_in_both_languages(note: str, zh: str, en: str) -> None:
    assert (worded(note).zh, worded(note).en) == (zh, en)


def test_a_long_value_is_cut() -> None:
    assert len(worded(f"'{'x' * 5000}' is not of type 'array' at property 'enum'").en) < 200
