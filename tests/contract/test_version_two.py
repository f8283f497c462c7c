"""Properties of Data Package 2.0 that frictionless passes over: a finding for each wrong form, none for what the
specification has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from xinzhi.contract.package import open_package
from xinzhi.contract.strict import check_descriptor
from xinzhi.findings import Finding

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "integer"},
    {"name": "name", "type": "string"},
    {"name": "day", "type": "date"},
]


def found(
    folder: Path,
    *,
    field: dict[str, Any] | None = None,
    of: str = "name",
    strict: bool = False,
    schema: Any = None,
    dialect: Any = None,
    **package: Any,
) -> list[Finding]:
    """The findings in a descriptor with these properties, those of `field` in the field that is named."""
    fields = [{**f, **(field or {})} if f["name"] == of else f for f in FIELDS]
    resource = {
        "name": "x",
        "path": "x.csv",
        "schema": {"fields": fields, **(schema or {})},
        **({"dialect": dialect} if dialect else {}),
    }
    (folder / "datapackage.json").write_text(
        json.dumps({"name": "p", **package, "resources": [resource]}), encoding="utf-8"
    )
    return [
        f
        for f in check_descriptor(open_package(folder), strict=strict)
        if f.rule in ("malformed-property", "property-without-effect")
    ]


@pytest.mark.parametrize("keys", ["id", [], {}, [[]], [["id"], [1]], [["id", "colour"]], [None], ["colour"]])
def test_unique_keys_of_a_wrong_form_are_found(tmp_path: Path, keys: Any) -> None:
    assert [(f.rule, f.severity) for f in found(tmp_path, schema={"uniqueKeys": keys})] == [
        ("malformed-property", "warning")
    ]


@pytest.mark.parametrize("key", [[], ["id", "id"]])
def test_a_primary_key_of_nothing_or_of_a_field_twice_is_found(tmp_path: Path, key: Any) -> None:
    assert [(f.rule, f.severity) for f in found(tmp_path, schema={"primaryKey": key})] == [
        ("malformed-property", "warning")
    ]


@pytest.mark.parametrize("key", ["id", ["id"], ["id", "name"]])
def test_a_primary_key_as_specified_is_none(tmp_path: Path, key: Any) -> None:
    assert found(tmp_path, schema={"primaryKey": key}) == []


@pytest.mark.parametrize("keys", [[["id"]], ["id"], [["id", "name"], ["day"]]])
def test_unique_keys_as_specified_are_none(tmp_path: Path, keys: Any) -> None:
    assert found(tmp_path, schema={"uniqueKeys": keys}) == []


@pytest.mark.parametrize(
    "categories",
    ["a", [], ["a", "a"], ["a", 1], [1], [{"label": "A"}], [{"value": "a", "label": 1}], ["a", {"value": "b"}], [True]],
)
def test_categories_of_a_wrong_form_are_found(tmp_path: Path, categories: Any) -> None:
    (finding,) = found(tmp_path, field={"categories": categories})
    assert (finding.rule, finding.column, finding.value) == ("malformed-property", "name", json.dumps(categories))


@pytest.mark.parametrize(
    ("of", "categories"),
    [
        ("name", ["a", "b"]),
        ("name", [{"value": "a"}, {"value": "b", "label": "B"}]),
        ("id", [1, 2]),
        ("id", [{"value": 0, "label": "none"}]),
    ],
)
def test_categories_as_specified_are_none(tmp_path: Path, of: str, categories: Any) -> None:
    assert found(tmp_path, field={"categories": categories, "categoriesOrdered": True}, of=of) == []


@pytest.mark.parametrize(
    ("of", "field", "rule"),
    [
        ("name", {"categories": ["a"], "categoriesOrdered": "yes"}, "malformed-property"),
        ("name", {"categoriesOrdered": True}, "property-without-effect"),
        ("day", {"categories": ["2024-01-01"]}, "property-without-effect"),
        ("id", {"groupChar": ","}, "property-without-effect"),
    ],
)
def test_properties_of_fields_are_looked_at(tmp_path: Path, of: str, field: dict[str, Any], rule: str) -> None:
    (finding,) = found(tmp_path, field=field, of=of)
    assert (finding.rule, finding.resource, finding.column) == (rule, "x", of)


@pytest.mark.parametrize(
    "name", ["property", "itemType", "itemKeys", "sheetNumber", "sheetName", "table", "nullSequence"]
)
def test_properties_of_a_dialect_that_frictionless_does_not_read_are_found(tmp_path: Path, name: str) -> None:
    assert [(f.rule, f.value) for f in found(tmp_path, dialect={"delimiter": ";", name: "x"})] == [
        ("property-without-effect", name)
    ]


@pytest.mark.parametrize(
    "package",
    [
        {"contributors": [{"title": "a", "roles": "author"}]},
        {"contributors": [{"title": "a"}, {"roles": []}]},
        {"sources": [{"title": "s", "version": 2}]},
    ],
)
def test_contributors_and_sources_are_looked_at(tmp_path: Path, package: dict[str, Any]) -> None:
    assert [f.rule for f in found(tmp_path, **package)] == ["malformed-property"]
    assert (
        found(tmp_path, contributors=[{"title": "a", "roles": ["author"]}], sources=[{"title": "s", "version": "2.0"}])
        == []
    )


def test_it_is_an_error_where_the_package_is_to_be_strict(tmp_path: Path) -> None:
    assert [f.severity for f in found(tmp_path, schema={"uniqueKeys": "id"}, strict=True)] == ["error"]
