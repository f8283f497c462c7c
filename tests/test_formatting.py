"""`xinzhi fmt`: a file is replaced whole or not at all, and what cannot be read for certain is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run
from xinzhi.contract.package import Package, PackageError, open_package
from xinzhi.formatting import format_package

UNTIDY = "\ufeffname,id\r\n 乙 ,10\r\n甲,9\r\n"
TIDY = "id,name\n9,甲\n10,乙\n"


def package(folder: Path, text: str | bytes | None, **properties: object) -> Package:
    """A package with one table, `t.csv`."""
    schema = {"fields": [{"name": "id", "type": "integer"}, {"name": "name"}], "primaryKey": "id"}
    resource = {"name": "t", "path": "t.csv", "schema": schema, **properties}
    (folder / "datapackage.json").write_text(json.dumps({"name": "mini", "resources": [resource]}), encoding="utf-8")
    if text is not None:
        (folder / "t.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_package(folder)


def format_it(opened: Package, *, write: bool = True) -> list[str]:
    return [opened.shown(path) for path in format_package(opened, write=write)]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_untidy_file_is_rewritten_and_then_left_alone(tmp_path: Path) -> None:
    opened = package(tmp_path, UNTIDY)
    assert format_it(opened) == ["t.csv"]
    assert (tmp_path / "t.csv").read_bytes() == TIDY.encode()
    assert format_it(opened) == []
    assert names(tmp_path) == ["datapackage.json", "t.csv"]


def test_checking_changes_nothing(tmp_path: Path) -> None:
    opened = package(tmp_path, UNTIDY)
    before = (tmp_path / "t.csv").stat()
    assert format_it(opened, write=False) == ["t.csv"]
    assert (tmp_path / "t.csv").read_bytes() == UNTIDY.encode()
    assert (tmp_path / "t.csv").stat().st_ino == before.st_ino
    assert names(tmp_path) == ["datapackage.json", "t.csv"]


def test_a_tidy_file_is_not_touched(tmp_path: Path) -> None:
    opened = package(tmp_path, TIDY)
    before = (tmp_path / "t.csv").stat()
    assert format_it(opened) == []
    assert (tmp_path / "t.csv").stat().st_ino == before.st_ino


@pytest.mark.parametrize(
    "properties",
    [
        {"schema": None},
        {"dialect": {"delimiter": ";"}},
        {"encoding": "gb18030"},
        {"path": "../t.csv"},
        {"path": ["t.csv", "u.csv"]},
    ],
    ids=["no schema", "dialect", "encoding", "outside", "in parts"],
)
def test_what_is_not_plain_csv_with_a_schema_is_left_alone(tmp_path: Path, properties: dict[str, object]) -> None:
    assert format_it(package(tmp_path, UNTIDY, **properties)) == []
    assert (tmp_path / "t.csv").read_bytes() == UNTIDY.encode()


def test_a_missing_file_is_left_to_validation(tmp_path: Path) -> None:
    assert format_it(package(tmp_path, None)) == []


@pytest.mark.parametrize(
    "text",
    [
        b"id,name\n1,\xff\n",
        'id,name\n1,"torn\n2,b\n3,c\n',
        'id,name\n1,"a" b\n',
    ],
    ids=["not UTF-8", "a quote never closed", "text behind a quote"],
)
def test_what_cannot_be_read_for_certain_is_refused_and_kept(tmp_path: Path, text: str | bytes) -> None:
    """Writing it back would turn what a slip swallowed into a cell that looks meant."""
    opened = package(tmp_path, text)
    before = (tmp_path / "t.csv").read_bytes()
    with pytest.raises(PackageError) as caught:
        format_it(opened)
    assert "t.csv" in caught.value.en and "t.csv" in caught.value.zh
    assert (tmp_path / "t.csv").read_bytes() == before


def test_blank_lines_above_the_header_go_and_the_header_stays_first(tmp_path: Path) -> None:
    format_it(package(tmp_path, "\n\nid,name\n10,乙\n\n9,甲\n"))
    assert (tmp_path / "t.csv").read_bytes() == TIDY.encode()


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    opened = package(tmp_path, None)
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(PackageError):
        format_it(opened)


def two_tables(folder: Path, second: str) -> Package:
    """A package with the untidy table and another one."""
    opened = package(folder, UNTIDY)
    resources = [{**opened.resource("t").descriptor, "name": "s", "path": "s.csv"}, opened.resource("t").descriptor]
    (folder / "s.csv").write_text(second, encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps({"name": "mini", "resources": resources}), encoding="utf-8")
    return open_package(folder)


@pytest.mark.parametrize("write", [True, False])
def test_a_row_that_ends_early_is_not_filled_up(tmp_path: Path, write: bool) -> None:
    torn = "id,name\n1,甲\n2\n"
    opened = two_tables(tmp_path, torn)
    done = []
    with pytest.raises(PackageError, match=r"s\.csv:3 has 1 of 2 cells") as refused:
        for path in format_package(opened, write=write):
            done.append(opened.shown(path))
    assert "s.csv:3 只有 1 个单元格，应有 2 个" in refused.value.zh
    assert done == ["t.csv"], "the other file is put in order all the same"
    assert (tmp_path / "s.csv").read_text(encoding="utf-8") == torn


def test_the_command_names_what_it_did_and_what_it_left(tmp_path: Path) -> None:
    two_tables(tmp_path, "id,name\n1\n")
    result = run("fmt", tmp_path)
    assert result.exit_code == 2
    assert "rewritten · 已整理: t.csv" in result.stdout
    assert "s.csv:2 has 1 of 2 cells" in result.stderr
