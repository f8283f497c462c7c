"""What can be named for validation: packages, resources and table files get the verdict of `frictionless validate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import frictionless
import pytest
from xinzhi.contract.package import PackageError
from xinzhi.contract.source import open_source
from xinzhi.validation import validate

SCHEMA = {"fields": [{"name": "id", "type": "integer"}, {"name": "n", "type": "integer"}]}
GOOD, BAD = "id,n\n1,2\n", "id,n\n1,a\nx,3\n"
YAML = "name: t\npath: bad.csv\nschema: s.json\n"
RESOURCES: dict[str, dict[str, Any]] = {
    "good": {"name": "t", "path": "good.csv", "schema": SCHEMA},
    "bad": {"name": "t", "path": "bad.csv", "schema": SCHEMA},
    "inline": {"name": "t", "data": [["id", "n"], [1, "a"]], "schema": SCHEMA},
    "schema-by-path": {"name": "t", "path": "bad.csv", "schema": "s.json"},
    "without-schema": {"name": "t", "path": "bad.csv"},
    "no-such-file": {"name": "t", "path": "none.csv"},
    "without-name": {"path": "good.csv"},
    "name-with-space": {"name": "T x", "path": "good.csv"},
    "unknown-type": {
        "name": "t",
        "path": "good.csv",
        "schema": {"fields": [{"name": "id", "type": "x"}, {"name": "n"}]},
    },
    "no-such-schema": {"name": "t", "path": "good.csv", "schema": "none.json"},
}
TABLES: dict[str, bytes] = {
    "plain.csv": GOOD.encode(),
    "cells.csv": BAD.encode(),
    "ragged.csv": b"a,b\n1\n1,2,3\n",
    "empty.csv": b"",
    "header.csv": b"a,b\n",
    "beyond-the-sample.csv": b"a\n" + b"1\n" * 200 + b"x\n",
    "gbk.csv": ("名,b\n上海市浦东新区,1\n" * 30).encode("gbk"),
    "semicolons.csv": b"a;b\n1;2\n",
    "tabs.tsv": b"a\tb\n1\t2\n",
    "数据.csv": BAD.encode(),
    "My File.CSV": BAD.encode(),
    "bytes.csv": b"\x00\x01\xff\xfe" * 10,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("good.csv", GOOD)
    write("bad.csv", BAD)
    write("s.json", json.dumps(SCHEMA))
    return tmp_path


def write(name: str, content: str | bytes) -> str:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def answers(where: str, **options: Any) -> tuple[Any, Any]:
    """frictionless's verdict and errors, and ours."""
    try:
        report = frictionless.Resource(where, **options).validate()
        errors = [e for task in report.tasks for e in task.errors] + list(report.errors)
        valid = report.valid
    except frictionless.FrictionlessException as refused:  # the command prints it, and exits with 1
        errors, valid = refused.to_errors(), False
    theirs = sorted((e.type, getattr(e, "row_number", None) or 0, getattr(e, "field_name", None) or "") for e in errors)
    ours = validate(where, **options)
    # frictionless does not name the field whose definition is wrong.
    found = sorted(
        (f.rule, f.row or 0, "" if f.rule == "field-error" else f.column or "")
        for f in ours.findings
        if f.severity == "error"
    )
    return (valid, theirs), (ours.valid, found)


@pytest.mark.parametrize("name", RESOURCES)
def test_a_resource_descriptor_gets_the_verdict_of_frictionless(folder: Path, name: str) -> None:
    theirs, ours = answers(write("described.json", json.dumps(RESOURCES[name])))
    assert ours == theirs


@pytest.mark.parametrize("name", ["r.yaml", "a.resource.yaml"])
def test_a_resource_described_in_yaml_gets_the_verdict_of_frictionless(folder: Path, name: str) -> None:
    theirs, ours = answers(write(name, YAML))
    assert ours == theirs and not ours[0]


@pytest.mark.parametrize("name", ["datapackage.yaml", "other.yaml", "other.json"])
def test_a_package_under_any_name_gets_the_verdict_of_frictionless(folder: Path, name: str) -> None:
    theirs, ours = answers(write(name, json.dumps({"name": "p", "resources": [RESOURCES["bad"]]})))
    assert ours == theirs and not ours[0]


def test_a_package_in_a_yml_file_is_validated_where_frictionless_reads_nothing(folder: Path) -> None:
    theirs, ours = answers(write("datapackage.yml", f"resources: [{json.dumps(RESOURCES['bad'])}]"))
    assert (theirs, ours[0]) == ((True, []), False)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_schema_gets_the_verdict_of_frictionless(folder: Path, name: str) -> None:
    theirs, ours = answers(write(name, TABLES[name]))
    assert ours == theirs


@pytest.mark.parametrize("name", TABLES)
def test_a_table_with_a_schema_gets_the_verdict_of_frictionless(folder: Path, name: str) -> None:
    theirs, ours = answers(write(name, TABLES[name]), schema="s.json")
    if name == "header.csv" or name in ("semicolons.csv", "ragged.csv", "beyond-the-sample.csv", "gbk.csv", "tabs.tsv"):
        # Errors of labels: frictionless gives them no row.
        assert (ours[0], [t for t, _, _ in ours[1]]) == (theirs[0], [t for t, _, _ in theirs[1]])
    else:
        assert ours == theirs


def test_a_folder_may_hold_its_descriptor_in_yaml(folder: Path) -> None:
    write("datapackage.yaml", "name: p\nresources: []\n")
    assert open_source(folder).name == "p"


@pytest.mark.parametrize(
    ("where", "schema", "told"),
    [
        ("none.csv", None, "there is no file or folder none.csv"),
        ("empty", None, "no descriptor at"),
        ("https://example.org/datapackage.json", None, "is an address"),
        ("broken.json", None, "broken.json:1:2 is not JSON"),
        ("broken.yaml", None, "broken.yaml is not YAML"),
        ("latin.yaml", None, "is not UTF-8"),
        ("described.json", "s.json", "--schema goes with a table file"),
        ("good.csv", "none.json", "there is no file none.json"),
        ("good.csv", "described.json", "is not a Table Schema"),
        ("good.csv", "broken.json", "is not JSON"),
    ],
)
def test_what_cannot_be_opened_is_told_in_both_languages(
    folder: Path, where: str, schema: str | None, told: str
) -> None:
    Path("empty").mkdir()
    write("broken.json", "{x")
    write("broken.yaml", "a: [\n")
    write("latin.yaml", "a: é".encode("latin-1"))
    write("described.json", json.dumps(RESOURCES["good"]))
    with pytest.raises(PackageError) as error:
        open_source(where, schema)
    assert told in error.value.en
    assert any("一" <= c <= "鿿" for c in error.value.zh)


def test_a_link_that_is_named_is_read(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "link.csv").symlink_to(folder / "bad.csv")
    assert [f.rule for f in validate("elsewhere/link.csv", schema="s.json").findings] == ["type-error", "type-error"]


def test_an_empty_path_is_no_folder(folder: Path) -> None:
    with pytest.raises(PackageError, match="empty"):
        open_source("")


@pytest.mark.parametrize("strict", [False, True])
def test_a_file_that_is_no_table_is_unread(folder: Path, strict: bool) -> None:
    write("notes.txt", "nothing to check\n")
    report = validate("notes.txt", strict=strict)
    assert ([f.rule for f in report.findings], report.valid) == (["nothing-read"], not strict)


def test_a_file_with_a_schema_is_meant_to_be_a_table(folder: Path) -> None:
    write("notes.txt", "id,n\n1,2\n")
    report = validate("notes.txt", schema="s.json")
    assert ([f.rule for f in report.findings], report.valid) == (["nothing-read"], False)
    assert "x.csv.zip" in report.findings[0].message_zh


@pytest.mark.parametrize(
    "text, says", [("", "应为一个值"), ('{"a" 1}', "应为冒号"), ('{"a": 1,}', "属性名"), ('{"a": 1} x', "多余的内容")]
)
def test_what_is_wrong_with_json_is_said_in_chinese(folder: Path, text: str, says: str) -> None:
    with pytest.raises(PackageError) as error:
        open_source(write("p.json", text))
    assert says in error.value.zh or "多了逗号" in error.value.zh


@pytest.mark.parametrize("where", [".", "*.csv", "./[ab]*.csv", "**/*.csv", "*"])
def test_a_folder_of_tables_and_a_pattern_get_the_verdict_of_frictionless(folder: Path, where: str) -> None:
    theirs, ours = answers(where)
    assert ours == theirs == (True, [])
    write("bad.csv", "id,n\n1,a,3\nx\n")
    theirs, ours = answers(where)
    assert ours == theirs and not ours[0]
    write("b.txt", "no table")
    Path("sub").mkdir()
    assert {r.path for r in open_source(where).resources} >= {"bad.csv"}


def test_tables_without_a_descriptor_are_one_package_with_a_report(folder: Path) -> None:
    write("Bad.tsv", "id\tn\n1\ta\n")
    write(".hidden.csv", BAD)
    write("notes.txt", "no table")
    report = validate(".", schema="s.json")
    assert [(r.name, r.path) for r in report.package.resources] == [
        ("bad", "Bad.tsv"), ("bad-2", "bad.csv"), ("good", "good.csv"), ("s", "s.json"),
    ]  # fmt: skip
    assert [(f.rule, f.file, f.line) for f in report.findings] == [
        ("type-error", "Bad.tsv", 2),
        ("type-error", "bad.csv", 2),
        ("type-error", "bad.csv", 3),
    ]
    assert (report.rows, report.where) == (4, ".")


def test_a_pattern_is_read_below_the_folder_in_front_of_it(folder: Path) -> None:
    for name in ("a/one", "b/two"):
        Path(name).mkdir(parents=True)
        write(f"{name}/t.csv", BAD)
    write("t[1].csv", GOOD)
    report = validate(f"{folder}/*/*/t.csv", schema="s.json")
    assert [(f.file, f.line) for f in report.findings] == [
        (f"{n}/t.csv", i) for n in ("a/one", "b/two") for i in (2, 3)
    ]
    assert [r.path for r in open_source("t[1].csv").resources] == ["t[1].csv"], "a file of that name goes first"


def test_where_there_is_no_table_there_is_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("{}")
    with pytest.raises(PackageError, match="no descriptor at"):
        open_source(tmp_path)
    with pytest.raises(PackageError, match=r"no file matches .*\*\.csv"):
        open_source(f"{tmp_path}/*.csv")
    with pytest.raises(PackageError, match="is no pattern"):
        open_source(f"{tmp_path}/a**")
    report = validate(f"{tmp_path}/*.json")
    assert [f.rule for f in report.findings] == ["nothing-read"]


def test_a_link_that_a_pattern_matches_is_not_followed_out_of_the_folder(folder: Path) -> None:
    Path("tables").mkdir()
    Path("tables/link.csv").symlink_to(folder / "bad.csv")
    assert [f.rule for f in validate("tables").findings] == ["unsafe-path"]
    assert [f.rule for f in validate("tables/*.csv").findings] == ["unsafe-path"]


SCHEMAS: dict[str, dict[str, Any]] = {
    "good": SCHEMA,
    "type": {"fields": [{"name": "id", "type": "intger"}]},
    "key": {**SCHEMA, "primaryKey": ["colour"]},
    "fields": {"fields": "id"},
    "nameless": {"fields": [{"type": "string"}]},
}


@pytest.mark.parametrize("suffix", ["json", "yaml"])
@pytest.mark.parametrize("name", SCHEMAS)
def test_a_table_schema_is_checked_as_frictionless_does(folder: Path, name: str, suffix: str) -> None:
    theirs, ours = answers(write(f"my.{suffix}", json.dumps(SCHEMAS[name])))
    assert (ours[0], [t for t, _, _ in ours[1]]) == (theirs[0], [t for t, _, _ in theirs[1]])
    report = validate(f"my.{suffix}")
    assert all(f.file == f"my.{suffix}" for f in report.findings)


def test_what_is_said_of_a_schema_in_a_package_is_said_of_one_alone(folder: Path) -> None:
    write("my.json", json.dumps({**SCHEMA, "primarykey": "id", "uniqueKeys": "id"}))
    report = validate("my.json")
    assert ([f.rule for f in report.findings], report.valid) == (["misspelt-property", "malformed-property"], True)
    with pytest.raises(PackageError, match="rename it"):
        open_source(write("my.yml", json.dumps(SCHEMA)))


@pytest.mark.parametrize("what", ["package", "resource", "schema", "dialect", "profile"])
def test_json_that_begins_with_a_byte_order_mark_is_refused_wherever_it_stands(folder: Path, what: str) -> None:
    good = {"name": "t", "path": "good.csv", "schema": "s.json"}
    write("d.json", "{}")
    write("profile.json", '{"type": "object"}')
    files = {"schema": "s.json", "dialect": "d.json", "profile": "profile.json"}
    if what in files:
        write(files[what], "\ufeff" + Path(files[what]).read_text())
    described: dict[str, Any] = {**good, "dialect": "d.json"}
    package = {"name": "p", "resources": [described], **({"profile": "profile.json"} if what == "profile" else {})}
    mark = "\ufeff" if what in ("package", "resource") else ""
    name = "resource.json" if what == "resource" else "datapackage.json"
    theirs, ours = answers(write(name, mark + json.dumps(described if what == "resource" else package)))
    assert not ours[0] and not theirs[0]
    report = validate(name)
    assert report.rows == 0
    assert any("BOM" in f.message_en for f in report.findings)


def test_a_schema_that_is_given_has_no_byte_order_mark_either(folder: Path) -> None:
    write("s.json", "\ufeff" + json.dumps(SCHEMA))
    with pytest.raises(PackageError, match="byte order mark"):
        open_source("good.csv", "s.json")


SAYING: dict[str, dict[str, Any]] = {
    "schema of a text": {"path": "t.txt", "schema": SCHEMA},
    "schema of JSON": {"path": "t.json", "schema": SCHEMA},
    "format in capitals": {"path": "t.txt", "format": "CSV"},
    "media type": {"path": "t", "mediatype": "text/csv"},
    "number sign": {"path": "t#1.csv"},
    "question mark": {"path": "t?.csv"},
}


@pytest.mark.parametrize("case", SAYING)
def test_what_says_that_it_is_a_table_and_was_not_read_is_told(folder: Path, case: str) -> None:
    for name in ("t.txt", "t", "t#1.csv", "t?.csv"):
        write(name, BAD)
    write("t.json", '[{"id": "x"}]')
    resources = [{"name": "good", "path": "good.csv"}, {"name": "t", **SAYING[case]}]
    report = validate(write("p.json", json.dumps({"resources": resources})))
    assert [(f.rule, f.resource, f.severity) for f in report.findings] == [("table-not-read", "t", "warning")]
    alone = validate(write("p.json", json.dumps({"resources": resources[1:]})))
    assert [(f.rule, f.severity) for f in alone.findings] == [("nothing-read", "warning")]


@pytest.mark.parametrize("other", [{"path": "notes.txt"}, {"path": "t.json"}, {"path": "notes.txt", "format": "txt"}])
def test_what_does_not_say_that_it_is_a_table_is_not_told(folder: Path, other: dict[str, Any]) -> None:
    write("notes.txt", "no table")
    write("t.json", "{}")
    resources = [{"name": "good", "path": "good.csv"}, {"name": "t", **other}]
    assert validate(write("p.json", json.dumps({"resources": resources}))).findings == []
