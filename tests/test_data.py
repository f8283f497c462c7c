"""The real package: floors that rows may not fall below, the descriptor, and the schemas.

Each figure named here was read in its document. Where one of these tests fails, the change is to be explained by what
a document says; the bound is not to be refitted to the data.
"""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path

import duckdb
import pytest
import xinzhi
from frictionless import Package, validate
from rows import column_of, rows_of

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
SCHEMAS = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "schemas").glob("*.json"))}
HAN = re.compile(r"[\u4e00-\u9fff]")


FLOORS = {
    "documents": 5,
    "sources": 14,
    "work_reports": 14,
    "regional_priorities": 300,
    "targets": 55,
    "indicators": 55,
    "policies": 50,
    "policy_measures": 80,
    "policy_terms": 20,
    "projects": 75,
    "organizations": 120,
    "parks": 30,
    "park_roster": 20,
    "recognitions": 17,
    "milestones": 95,
    "events": 22,
    "evidence": 1250,
    "regions": 370,
}


@pytest.mark.parametrize(("dataset", "floor"), FLOORS.items())
def test_rows_do_not_get_lost(data: duckdb.DuckDBPyConnection, dataset: str, floor: int) -> None:
    """A row goes only by a merge that redirects.csv records, or because a document does not say it.

    Below the floor: explain in the change what went and why. Do not lower the floor to fit.
    """
    [[count]] = rows_of(data, f"SELECT count(*) FROM {dataset}")
    assert count >= floor


def test_facts_in_all(data: duckdb.DuckDBPyConnection) -> None:
    """A fact is a row that a span proves. The same rule: explain a breach, do not refit the bound."""
    [[count]] = rows_of(data, "SELECT count(DISTINCT (dataset, record)) FROM evidence")
    assert count >= 990


def test_fourteen_regions_and_shanghai_report_for_2024(data: duckdb.DuckDBPyConnection) -> None:
    """Eight provincial units and six cities, as the article excerpts them, and Shanghai's report in full."""
    assert column_of(data, "SELECT region FROM work_reports WHERE year = 2024") == {
        "110000", "210200", "220100", "310000", "320000", "330000", "330200", "340000",
        "370000", "370100", "430100", "440000", "500000", "510000", "620500",
    }  # fmt: skip
    silent = "SELECT id FROM work_reports WHERE year = 2024 EXCEPT SELECT work_report FROM regional_priorities"
    assert rows_of(data, silent) == []


def test_every_province_reports_for_2025_and_2026(data: duckdb.DuckDBPyConnection) -> None:
    mainland = column_of(data, "SELECT code FROM regions WHERE level = 'province'") - {"710000", "810000", "820000"}
    for year in (2025, 2026):
        assert column_of(data, f"SELECT region FROM work_reports WHERE year = {year}") == mainland
    shanghai = "SELECT year FROM work_reports WHERE region = '310000'"
    assert column_of(data, shanghai) == set(range(2020, 2027))


def test_no_region_outside_regions(data: duckdb.DuckDBPyConnection) -> None:
    known = column_of(data, "SELECT code FROM regions")
    seen = 0
    for name, schema in SCHEMAS.items():
        for field in schema["fields"]:
            if field["name"] == "region":
                used = column_of(data, f"SELECT region FROM {name} WHERE region IS NOT NULL")
                assert used <= known, name
                seen += 1
    assert seen >= 10


def test_every_article_in_scope_has_facts(data: duckdb.DuckDBPyConnection) -> None:
    silent = "SELECT id FROM sources WHERE in_scope AND id NOT IN (SELECT source FROM evidence)"
    assert rows_of(data, silent) == []
    assert len(rows_of(data, "SELECT id FROM sources WHERE in_scope")) >= 7


def test_every_document_has_an_article(data: duckdb.DuckDBPyConnection) -> None:
    assert rows_of(data, "SELECT id FROM documents WHERE id NOT IN (SELECT document FROM sources)") == []


def test_version() -> None:
    assert DESCRIPTOR["version"] == xinzhi.__version__


def test_profiles_of_version_2_are_named_everywhere() -> None:
    profiles = "https://datapackage.org/profiles/2.0/"
    assert DESCRIPTOR["$schema"] == profiles + "datapackage.json"
    assert {r.get("$schema") for r in DESCRIPTOR["resources"]} == {profiles + "dataresource.json"}
    assert {s.get("$schema") for s in SCHEMAS.values()} == {profiles + "tableschema.json"}


def test_licence_and_people_are_named() -> None:
    assert DESCRIPTOR["licenses"] and all(x.get("name") and x.get("path") for x in DESCRIPTOR["licenses"])
    assert DESCRIPTOR["licenses"][0]["name"] == "CC-BY-4.0"
    assert DESCRIPTOR["contributors"] and DESCRIPTOR["sources"]


def test_titles_and_descriptions_are_in_both_languages() -> None:
    described = [("datapackage", DESCRIPTOR), *((r["name"], r) for r in DESCRIPTOR["resources"]), *SCHEMAS.items()]
    described += [(f"{name}.{f['name']}", f) for name, schema in SCHEMAS.items() for f in schema["fields"]]
    for name, thing in described:
        for key in ("title", "description"):
            english, chinese = thing[key], thing[key + "_zh"]
            assert english and not HAN.search(english), f"{name}: {key} in English"
            # The name of a standard, such as ISO 3166-2, is the same in both.
            assert HAN.search(chinese) or (key == "title" and chinese == english), f"{name}: {key} in Chinese"


def test_every_dataset_is_declared_and_every_declared_file_is_there() -> None:
    declared = {r["name"]: r for r in DESCRIPTOR["resources"]}
    assert set(declared) == {p.stem for p in (ROOT / "datasets").glob("*.csv")} == set(SCHEMAS)
    for name, resource in declared.items():
        assert (resource["path"], resource["schema"]) == (f"datasets/{name}.csv", f"schemas/{name}.json")


def test_descriptor_carries_no_digests() -> None:
    """Two contributions would collide there; releases carry them."""
    assert [r["name"] for r in DESCRIPTOR["resources"] if {"bytes", "hash"} & set(r)] == []


def test_schemas_say_only_what_every_reader_understands() -> None:
    """fieldsMatch and lists of types are properties of version 2 that version 1 readers do not know."""
    for name, schema in SCHEMAS.items():
        assert "fieldsMatch" not in schema, name
        for field in schema["fields"]:
            assert isinstance(field["type"], str), f"{name}.{field['name']}"


def test_categories_are_the_enum() -> None:
    """Whoever reads only the one or only the other gets the same vocabulary."""
    seen = 0
    for name, schema in SCHEMAS.items():
        for field in schema["fields"]:
            if "categories" in field:
                values = [c["value"] if isinstance(c, dict) else c for c in field["categories"]]
                assert values == field["constraints"]["enum"], f"{name}.{field['name']}"
                seen += 1
    assert seen >= 20


def test_frictionless_finds_the_package_valid(here: None) -> None:
    """The verdict of the reference implementation, which also reads every foreign key; not a warning on the way."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = validate("datapackage.json")
    assert report.valid, report.flatten(["type", "title", "note"])
    assert (report.stats["tasks"], report.stats["errors"], report.stats["warnings"]) == (len(SCHEMAS), 0, 0)


def test_frictionless_loads_the_package(here: None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        package = Package("datapackage.json")
        rows = package.get_resource("regions").read_rows()
    assert "110000" in {row["code"] for row in rows}
