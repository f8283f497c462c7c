"""`xinzhi diff` as people and programs read it, and `--write`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from commands import run
from small_versions import REDIRECTS, SCHEMA, committed, package

CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n- Something.\n\n## [1.2.3] – 2030-01-01\n\nThe first.\n"
OLD = [["a", "甲", "1"], ["b", "乙", "2"], ["gone", "x", ""]]
NEW = [["a", "甲 | <b>@somebody</b> [x](http://example.org)", "1"], ["c", "乙", "3"], ["d", "丁\n二", "4"]]


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tagged package whose work tree has a row added, removed, changed and renamed; we stand in it."""
    folder = tmp_path / "p"
    package(folder, {"things": (SCHEMA, OLD), "redirects": (REDIRECTS, [])})
    (folder / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    committed(folder, "v1.2.3")
    package(folder, {"things": (SCHEMA, NEW), "redirects": (REDIRECTS, [["things", "b", "c", "2.0.0"]])})
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("lang", "words", "other"),
    [
        ("en", ["1 added", "least bump: major → 2.0.0", "an id is gone"], "新增"),
        ("zh", ["新增 1 行", "最低升级", "编号消失"], "least"),
    ],
)
def test_text_says_what_differs_and_what_it_asks_for(changed: Path, lang: str, words: list[str], other: str) -> None:
    result = run("diff", "--lang", lang)
    assert result.exit_code == 1
    for word in [*words, "→ b → c", "value: 2 → 3", "- gone", "+ d"]:
        assert word in result.stdout
    assert other not in result.stdout.partition("datapackage.json:version")[0]


def test_json_holds_everything_in_a_form_that_stays(changed: Path) -> None:
    data = json.loads(run("diff", "--format", "json").stdout)
    assert set(data) == {"old", "new", "changes", "tables", "not_compared", "verdict"}
    things = data["tables"]["things"]
    assert things["totals"] == {"added": 1, "removed": 1, "changed": 1, "renamed": 1}
    assert things["rows"][-1] == {
        "kind": "renamed",
        "key": ["b"],
        "new_key": ["c"],
        "count": 1,
        "cells": {"value": ["2", "3"]},
    }
    assert (data["verdict"]["level"], data["verdict"]["required"]) == ("major", "2.0.0")
    assert {f["rule"] for f in data["verdict"]["findings"]} == {"version-too-low", "changelog-missing"}


def test_csv_has_a_line_for_each_cell(changed: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("diff", "--format", "csv").stdout, newline="")))
    assert {
        "resource": "things",
        "change": "renamed",
        "key": "b",
        "new_key": "c",
        "column": "value",
        "before": "2",
        "after": "3",
        "count": "1",
    } in rows
    assert [(r["column"], r["after"]) for r in rows if r["key"] == "d"] == [
        ("id", "d"),
        ("name", "丁\n二"),
        ("value", "4"),
    ]


def test_markdown_shows_cells_as_text_and_calls_nobody(changed: Path) -> None:
    text = run("diff", "--format", "markdown", "--lang", "en").stdout
    row = next(line for line in text.splitlines() if line.startswith("| ~ | a |"))
    assert row.replace("\\|", "").count("|") == 6
    assert "@somebody" not in text and "<b>" not in text and "[x]" not in text and "http:/" not in text


def test_a_terminal_obeys_nothing_that_a_cell_says(changed: Path) -> None:
    package(
        changed, {"things": (SCHEMA, [["a\x1b[2J", "\x1b]0;title\x07", "1"], ["b", "\x1b[31m", "2"]])}, title="\x1b[1m"
    )
    for format in ("text", "markdown"):
        assert "\x1b" not in run("diff", "--format", format).output


def test_what_is_left_out_is_said(changed: Path) -> None:
    package(
        changed,
        {"things": (SCHEMA, [*NEW, *[[f"n{n:02}", "x", "1"] for n in range(30)]]), "redirects": (REDIRECTS, [])},
    )
    assert "… and 22 more" in run("diff", "--lang", "en").stdout
    assert "… and 30 more" in run("diff", "--lang", "en", "--limit", "2").stdout
    result = run("diff", "--format", "csv", "--limit", "12")
    assert "not all rows are listed" in result.stderr and "things" in result.stderr


def test_writing_puts_the_version_right_and_running_again_changes_nothing(changed: Path) -> None:
    result = run("diff", "--write")
    assert result.exit_code == 0, result.output
    assert "CHANGELOG.md" in result.stderr and "datapackage.json" in result.stderr
    assert json.loads((changed / "datapackage.json").read_text(encoding="utf-8"))["version"] == "2.0.0"
    changelog = (changed / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [2.0.0] – " in changelog and "- Something." in changelog
    assert "`things`: 1 added (`d`), 1 removed (`gone`), 1 changed (`a`: name), 1 renamed (`b` to `c`)." in changelog
    assert run("diff", "--write").exit_code == 0
    assert (changed / "CHANGELOG.md").read_text(encoding="utf-8") == changelog
    assert run("diff").exit_code == 0


@pytest.mark.parametrize("name", ["datapackage.json", "CHANGELOG.md"])
def test_a_file_that_is_open_elsewhere_stops_the_writing_of_all(changed: Path, name: str) -> None:
    (changed / f".~lock.{name}#").touch()
    before = {n: (changed / n).read_bytes() for n in ("datapackage.json", "CHANGELOG.md")}
    result = run("diff", "--write")
    assert result.exit_code == 2 and f".~lock.{name}#" in result.stderr
    assert {n: (changed / n).read_bytes() for n in before} == before


def test_fmt_leaves_a_table_alone_that_is_open_elsewhere(changed: Path) -> None:
    (changed / "things.csv").write_text("id,name,value\nb,x,1\na,x,1\n", encoding="utf-8")
    (changed / "~$things.csv").touch()
    result = run("fmt", changed)
    assert result.exit_code == 2 and "~$things.csv" in result.stderr
    assert run("fmt", "--check", changed).exit_code == 1
    (changed / "~$things.csv").unlink()
    assert run("fmt", changed).exit_code == 0
