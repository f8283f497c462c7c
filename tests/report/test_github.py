"""Annotations: within GitHub's limits, on the right place, and nothing in a cell becomes a command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import run
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from small import BOOKS, commit, make, outcome_of
from xinzhi.report.github import SHOWN, commands, escape_data, escape_property, protected
from xinzhi.report.harmless import harmless
from xinzhi.report.outcome import Outcome

COMMAND = re.compile(r"^::(error|warning) ([^:]*)::(.*)$")


def _unescape(text: str) -> str:
    """As the runner does: the per cent sign last."""
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def _parsed(command: str) -> tuple[str, dict[str, str], str]:
    found = COMMAND.match(command)
    assert found and "\n" not in command and "\r" not in command, command
    properties = dict(part.split("=", 1) for part in found[2].split(","))
    return found[1], {k: _unescape(v) for k, v in properties.items()}, _unescape(found[3])


def _dirty(values: list[str]) -> str:
    return BOOKS + "".join(f'c{i},C,north,"{v.replace(chr(34), chr(34) * 2)}",\n' for i, v in enumerate(values))


@given(st.text())
def test_escaping_loses_nothing_and_leaves_no_sign_that_ends_a_message_or_property(text: str) -> None:
    assert _unescape(escape_data(text)) == text == _unescape(escape_property(text))
    assert not set("\r\n") & set(escape_data(text))
    assert not set("\r\n:,") & set(escape_property(text))


def test_an_annotation_points_at_the_cell(tmp_path: Path) -> None:
    outcome = outcome_of(make(tmp_path, BOOKS.replace("b2,Two", 'b2,"Two, too"').replace("south,20", "south,x")))
    ((level, properties, message),) = map(_parsed, commands(outcome, "both"))
    assert level == "error"
    assert properties == {
        "file": "data/books.csv",
        "line": "3",
        "endLine": "3",
        "col": "21",
        "endColumn": "22",
        "title": "type-error (price)",
    }
    assert "does not fit the type" in message and "类型" in message


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_cell_makes_no_command_of_its_own(tmp_path: Path, value: str) -> None:
    outcome = outcome_of(make(tmp_path, _dirty([value])))
    (command,) = commands(outcome, "both")
    assert harmless(value) in _parsed(command)[2]


def test_paths_are_told_from_the_top_of_the_repository(tmp_path: Path) -> None:
    make(tmp_path / "deep" / "down", _dirty(["x"]))
    commit(tmp_path)
    shown = run("validate", tmp_path / "deep" / "down", "--format", "github").stdout
    assert _parsed(shown.splitlines()[0])[1]["file"] == "deep/down/data/books.csv"


def test_a_mistake_made_often_takes_one_annotation_that_says_how_often(tmp_path: Path) -> None:
    outcome = outcome_of(make(tmp_path, _dirty(["x", "y", "z"])))
    shown = list(map(_parsed, commands(outcome, "en")))
    assert shown[0][1]["line"] == "5" and "2 more of this rule and column" in shown[0][2]
    assert "2 more findings not annotated" in shown[1][2] and len(shown) == 2


def _many(folder: Path) -> Outcome:
    """Thirteen rules and columns with an error each: more than GitHub shows."""
    fields = [{"name": f"f{i}", "type": "integer"} for i in range(13)]
    header, cells = ",".join(f["name"] for f in fields), ",".join("x" * 13)
    resource = {"name": "books", "path": "data/books.csv", "schema": {"fields": fields}}
    return outcome_of(make(folder, f"{header}\n{cells}\n", resources=[resource]))


def test_no_more_annotations_than_github_shows_and_the_last_counts_the_rest(tmp_path: Path) -> None:
    shown = list(map(_parsed, commands(_many(tmp_path), "en")))
    assert len(shown) == SHOWN
    assert "4 more findings" in shown[-1][2] and "file" not in shown[-1][1]


def test_lines_that_the_pull_request_touches_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, _dirty(["x", "y"]) + "d,D,nowhere,1,\n")
    commit(tmp_path)
    make(tmp_path, _dirty(["x", "y", "z"]) + "d,D,nowhere,1,\n")
    commit(tmp_path)
    monkeypatch.delenv("GITHUB_EVENT_NAME", raising=False)
    assert [
        _parsed(c)[1].get("line") for c in run("validate", tmp_path, "--format", "github").stdout.splitlines()[:2]
    ] == ["5", "8"]
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    assert [
        _parsed(c)[1].get("line") for c in run("validate", tmp_path, "--format", "github").stdout.splitlines()[:2]
    ] == ["7", "8"]


def test_the_log_holds_the_whole_text_in_a_stretch_without_commands(tmp_path: Path) -> None:
    shown = run("validate", make(tmp_path, _dirty(["a\n::error::forged", "y"])), "--format", "github").stdout
    (token,) = re.findall(r"^::stop-commands::([0-9a-f]{32})$", shown, re.MULTILINE)
    head, _, rest = shown.partition(f"::stop-commands::{token}\n")
    body, _, tail = rest.partition(f"::{token}::\n")
    assert all(COMMAND.match(line) for line in head.splitlines())
    assert "forged" in body and "INVALID" in body and tail == ""


def test_the_stretch_without_commands_cannot_be_ended_from_within() -> None:
    assert protected("x").splitlines()[0] != protected("x").splitlines()[0]


def test_the_summary_is_appended_to_the_page_of_the_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "summary.md"
    page.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert run("validate", make(tmp_path / "p", _dirty(["x"])), "--format", "github").exit_code == 1
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n") and "INVALID" in text and "data/books.csv:5" in text


def test_without_a_page_for_the_step_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert run("validate", make(tmp_path), "--format", "github").stdout.startswith("::stop-commands::")
