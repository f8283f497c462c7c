"""The data dictionary says all that a schema asks for, so that neither changes without the other."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import run
from packages import ROOT, build
from xinzhi.contract.package import Package, open_package
from xinzhi.dictionary import sections_wanted
from xinzhi.outdated import check_dictionaries

Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    return {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "schemas").glob("*.json"))}


def loosened(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The schema with one promise less, or another one, and what was changed."""

    def changed() -> Schema:
        return copy.deepcopy(schema)

    for i, field in enumerate(schema["fields"]):
        for name, value in field.get("constraints", {}).items():
            if value is not False and (
                name != "enum" or "categories" not in field
            ):  # which `categories-without-enum` finds
                other = changed()
                del other["fields"][i]["constraints"][name]
                yield f"{field['name']}: {name} dropped", other
            if isinstance(value, list):
                other = changed()
                other["fields"][i]["constraints"][name].append("anything")
                yield f"{field['name']}: {name} widened", other
        if "categories" in field:
            other = changed()
            other["fields"][i]["categories"].append({"value": "anything", "label": "Anything"})
            yield f"{field['name']}: a category more", other
        for name, value in (("type", "any"), ("format", "uri"), ("bareNumber", False), ("missingValues", ["-"])):
            other = changed()
            other["fields"][i][name] = value
            yield f"{field['name']}: {name}", other
    for name in ("primaryKey", "uniqueKeys"):
        if name in schema:
            yield f"{name} dropped", {k: v for k, v in schema.items() if k != name}
            yield f"{name} shortened", {**schema, name: schema[name][1:]}
    for i in range(len(schema.get("foreignKeys", []))):
        other = changed()
        del other["foreignKeys"][i]
        yield f"foreign key {i} dropped", other
        other = changed()
        other["foreignKeys"][i]["reference"]["fields"] = "name_zh"
        yield f"foreign key {i} to another column", other
    yield "null values", {**schema, "missingValues": ["", "-"]}


def with_schema(schema: Schema, name: str) -> Package:
    resource = {"name": name, "path": f"datasets/{name}.csv", "schema": schema}
    return Package(ROOT, ROOT / "datapackage.json", {"name": "xinzhi", "resources": [resource]})


@pytest.mark.parametrize("dataset", schemas())
def test_whatever_a_schema_promises_stands_in_the_dictionary(dataset: str) -> None:
    schema = schemas()[dataset]
    before = sections_wanted(with_schema(schema, dataset), "en")
    unseen = [what for what, other in loosened(schema) if sections_wanted(with_schema(other, dataset), "en") == before]
    assert unseen == []


def described(folder: Path) -> Path:
    build(folder)
    shutil.copytree(ROOT / "views", folder / "views")
    assert run("docs", folder).exit_code == 0
    return folder


def found(folder: Path) -> list[tuple[str | None, str]]:
    return [(f.file, f.message_en.partition(" disagree")[0]) for f in check_dictionaries(open_package(folder))]


def test_new_rows_do_not_make_the_dictionary_outdated(tmp_path: Path) -> None:
    folder = described(tmp_path / "package")
    for path in (folder / "datasets").glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert found(folder) == []


def test_a_dataset_that_the_dictionary_lacks_and_one_that_is_gone(tmp_path: Path) -> None:
    folder = described(tmp_path / "package")
    for path in (folder / "docs" / "dictionary.md", folder / "docs" / "dictionary.zh.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("## parks\n", "## gardens\n"), encoding="utf-8")
    what = "the data dictionary and the schema of"
    assert found(folder) == [
        (f"docs/dictionary{part}.md", f"{what} {name}") for part in ("", ".zh") for name in ("parks", "gardens")
    ]


def test_a_dictionary_in_another_encoding_is_a_finding(tmp_path: Path) -> None:
    folder = described(tmp_path / "package")
    path = folder / "docs" / "dictionary.zh.md"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert {file for file, _ in found(folder)} == {"docs/dictionary.zh.md"}


def test_schemas_of_any_shape_are_compared(tmp_path: Path) -> None:
    folder = described(tmp_path / "package")
    path = folder / "schemas" / "parks.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["fields"][0] = {"name": "id", "constraints": [], "categories": [1, {"label": 2}]}
    schema["foreignKeys"] = [{"fields": ["a", "b"], "reference": {"resource": "x", "fields": []}}, 7]
    path.write_text(json.dumps(schema), encoding="utf-8")
    assert len(found(folder)) == 2


def test_a_package_without_a_dictionary_has_none_to_compare(tmp_path: Path) -> None:
    assert found(build(tmp_path / "package")) == []
