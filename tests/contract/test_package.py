"""Opening a package: by folder or descriptor, and what is said where there is none. A descriptor is untrusted input."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from xinzhi.contract.package import Package, PackageError, Schema, is_safe_path, open_package


def put(folder: Path, descriptor: Any, name: str = "datapackage.json") -> Path:
    path = folder / name
    path.write_text(descriptor if isinstance(descriptor, str) else json.dumps(descriptor), encoding="utf-8")
    return path


def refusal(where: Path) -> PackageError:
    with pytest.raises(PackageError) as caught:
        open_package(where)
    assert str(where) in caught.value.en or where.name in caught.value.en
    assert any("\u4e00" <= c <= "\u9fff" for c in caught.value.zh)
    return caught.value


def resource(**properties: Any) -> Any:
    return Package(Path("p"), Path("p/datapackage.json"), {"resources": [{"name": "t", **properties}]}).resource("t")


def test_a_folder_and_its_descriptor_open_the_same_package(tmp_path: Path) -> None:
    path = put(tmp_path, {"name": "mini", "resources": [{"name": "t", "path": "t.csv"}]})
    by_folder, by_file = open_package(tmp_path), open_package(str(path))
    assert by_folder == by_file
    assert (by_folder.name, by_folder.root) == ("mini", tmp_path)
    assert by_folder.resource("t").file == tmp_path / "t.csv"


def test_a_descriptor_may_have_another_name_and_a_byte_order_mark(tmp_path: Path) -> None:
    assert open_package(put(tmp_path, '\ufeff{"name": "other"}', "other.json")).name == "other"


def test_a_folder_without_descriptor_is_refused(tmp_path: Path) -> None:
    assert "no descriptor at" in refusal(tmp_path).en


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no descriptor at" in refusal(tmp_path / "none" / "datapackage.json").en


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    assert "not a JSON descriptor" in refusal(put(tmp_path, "name: mini", "datapackage.yaml")).en


def test_the_place_of_a_syntax_error_is_told(tmp_path: Path) -> None:
    error = refusal(put(tmp_path, '{\n  "name": "mini",\n  "resources" []\n}'))
    assert "datapackage.json:3:15 is not JSON" in error.en
    assert "datapackage.json:3:15" in error.zh


@pytest.mark.parametrize("text", ["", "[]", '"mini"', "null", "3"])
def test_what_is_no_object_is_refused(tmp_path: Path, text: str) -> None:
    refusal(put(tmp_path, text))


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    assert "nested too deep" in refusal(put(tmp_path, '{"a":' * 100_000)).en


def test_a_number_without_end_is_refused(tmp_path: Path) -> None:
    assert "cannot read" in refusal(put(tmp_path, '{"a": ' + "9" * 5000 + "}")).en


def test_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "datapackage.json"
    path.write_bytes(b'{"name": "\xff"}')
    assert "is not UTF-8" in refusal(path).en


@pytest.mark.parametrize("resources", [None, 3, "t", {"name": "t"}, [1, None, "t"]])
def test_resources_of_the_wrong_kind_are_none(tmp_path: Path, resources: Any) -> None:
    assert open_package(put(tmp_path, {"resources": resources})).resources == []


def test_an_unknown_resource_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        open_package(put(tmp_path, {"resources": []})).resource("t")


@pytest.mark.parametrize("path", ["t.csv", "datasets/t.csv", "a b/芯.csv", "./t.csv", ".", "a..b/t.csv", "a/b:c.csv"])
def test_a_path_inside_the_package_is_safe(path: str) -> None:
    assert is_safe_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "", "..", "../t.csv", "a/../../t.csv", "a/..", "/etc/passwd", "//host/share", "C:\\t.csv", "c:/t.csv",
        "C:t.csv",        "\\t.csv", "\\\\host\\share", "..\\t.csv", "a\\..\\..\\t.csv", "https://example.org/t.csv",
        "file:///etc/passwd", "s3://bucket/t.csv", "t.csv\0",
    ],
)  # fmt: skip
def test_a_path_that_leaves_the_package_is_not(path: str) -> None:
    assert not is_safe_path(path)
    assert resource(path=path).file is None


def test_inline_data_and_data_in_parts_have_no_file() -> None:
    assert resource(data=[["id"], [1]]).file is None
    assert resource(path=["a.csv", "b.csv"]).file is None


@pytest.mark.parametrize(
    ("properties", "plain"),
    [
        ({"path": "t.csv"}, True),
        ({"path": "T.CSV", "encoding": "UTF-8"}, True),
        ({"path": "t.json"}, False),
        ({"path": "../t.csv"}, False),
        ({"path": "t.csv", "encoding": "gb18030"}, False),
        ({"path": "t.csv", "dialect": {"delimiter": ";"}}, False),
        ({"path": "t.csv", "compression": "gz"}, False),
        ({"data": []}, False),
    ],
)
def test_only_utf8_csv_in_the_default_dialect_is_plain(properties: dict[str, Any], plain: bool) -> None:
    assert resource(**properties).is_plain_csv is plain


def test_a_schema_is_read_inline_and_from_its_file(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "id", "type": "integer"}, {"name": "name"}], "primaryKey": "id"}
    (tmp_path / "schemas").mkdir()
    put(tmp_path / "schemas", schema, "t.json")
    resources = [{"name": "by-path", "schema": "schemas/t.json"}, {"name": "inline", "schema": schema}]
    package = open_package(put(tmp_path, {"resources": resources}))
    for name in ("by-path", "inline"):
        found = package.resource(name).schema
        assert found is not None
        assert (found.names, found.primary_key) == (["id", "name"], ["id"])
        assert (found.field("id").type, found.field("name").type) == ("integer", "string")


@pytest.mark.parametrize("text", ["{", "[]", '{"a":' * 100_000], ids=["torn", "a list", "too deep"])
def test_a_schema_file_that_holds_none_is_no_schema(tmp_path: Path, text: str) -> None:
    put(tmp_path, text, "s.json")
    assert open_package(put(tmp_path, {"resources": [{"name": "t", "schema": "s.json"}]})).resource("t").schema is None


def test_a_schema_outside_the_package_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, {"fields": [{"name": "secret"}]}, "outside.json")
    inner = tmp_path / "package"
    inner.mkdir()
    for path in ("../outside.json", str(tmp_path / "outside.json"), "https://example.org/s.json", "."):
        package = open_package(put(inner, {"resources": [{"name": "t", "schema": path}]}))
        assert package.resource("t").schema is None


def test_keys_are_lists_however_they_are_written() -> None:
    reference = {"resource": "regions", "fields": ["code"]}
    schema = Schema(
        {
            "primaryKey": "id",
            "uniqueKeys": [["a", "b"], "c"],
            "foreignKeys": [
                {"fields": "region", "reference": reference},
                {"fields": ["parent"], "reference": {"fields": "id"}},
                {"fields": "x"},
                "nonsense",
            ],
        }
    )
    assert schema.primary_key == ["id"]
    assert schema.unique_keys == [["a", "b"], ["c"]]
    assert schema.foreign_keys == [(["region"], "regions", ["code"]), (["parent"], "", ["id"])]


def test_unique_keys_of_no_column_or_of_an_unknown_one_cannot_be_checked() -> None:
    schema = Schema({"uniqueKeys": [[], ["a", "nowhere"], ["b", "a"], "a"]})
    assert schema.unique_keys_among(["a", "b"]) == [["b", "a"], ["a"]]


def test_categories_are_values_with_or_without_labels() -> None:
    def categories(found: Any) -> list[str] | None:
        return Schema({"fields": [{"name": "a", "categories": found}]}).field("a").categories

    assert categories(["x", "y"]) == ["x", "y"]
    assert categories([{"value": 1, "label": "one"}, {"value": 2}, {"label": "none"}]) == ["1", "2"]
    assert categories("x") is None


def test_paths_are_shown_relative_to_the_package(tmp_path: Path) -> None:
    package = open_package(put(tmp_path, {}))
    assert package.shown(tmp_path / "datasets" / "t.csv") == "datasets/t.csv"
    assert package.shown(Path("elsewhere/t.csv")) == "elsewhere/t.csv"


def test_a_package_is_handed_to_another_process_without_what_was_worked_out_from_it(tmp_path: Path) -> None:
    package = Package(
        tmp_path, tmp_path / "datapackage.json", {"name": "p", "resources": [{"name": "r", "path": "r.csv"}]}
    )
    worked_out = package.resources
    again = pickle.loads(pickle.dumps(package))
    assert again == package and "resources" in vars(package) and "resources" not in vars(again)
    assert [r.name for r in again.resources] == [r.name for r in worked_out]
