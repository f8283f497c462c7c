"""What each format says where the one target cannot be opened: on the terminal, and in a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from commands import run
from xinzhi.report.formats import FORMATS

BROKEN = '{"name": "p", <b>}'


def _notification(text: str) -> Any:
    (run,) = json.loads(text)["runs"]
    (invocation,) = run["invocations"]
    assert run["results"] == [] and invocation["executionSuccessful"] is False
    return invocation["toolExecutionNotifications"][0]["message"]["text"]


def _error_of_case(text: str) -> Any:
    root = ElementTree.fromstring(text)
    error = root.find("testsuite/testcase/error")
    assert error is not None and root.get("errors") == "1"
    return error.get("message")


SAID: dict[str, Callable[[str], Any]] = {
    "text": str,
    "json": lambda text: json.loads(text)["error_en"],
    "html": str,
    "github": lambda text: text.removeprefix("::error title=xinzhi::"),
    "sarif": _notification,
    "markdown": str,
    "junit": _error_of_case,
    "gitlab": lambda text: json.loads(text)[0]["description"],
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_why_nothing_was_opened(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "datapackage.json").write_text(BROKEN, encoding="utf-8")
    shown = run("validate", folder, "--format", name, "--lang", "en")
    assert shown.exit_code == 2
    assert "is not JSON" in shown.stderr, "a program reads stdout, a person stderr"
    file = tmp_path / "report"
    assert run("validate", folder, "--format", f"{name}={file}", "--lang", "en").exit_code == 2
    written = file.read_text(encoding="utf-8")
    assert "datapackage.json:1:15 is not JSON" in SAID[name](written)
    assert shown.stdout == ("" if name == "text" else written)


def test_json_of_what_is_not_there_is_an_object_without_a_verdict(tmp_path: Path) -> None:
    shown = run("validate", tmp_path / "none.csv", "--format", "json")
    data = json.loads(shown.stdout)
    assert (shown.exit_code, data["valid"], data["where"]) == (2, None, str(tmp_path / "none.csv"))
    assert "没有" in data["error_zh"] and "there is no file" in data["error_en"]


def test_a_report_is_not_written_over_what_cannot_be_opened(tmp_path: Path) -> None:
    broken = tmp_path / "p.json"
    broken.write_text(BROKEN, encoding="utf-8")
    assert run("validate", broken, "--format", f"json={broken}").exit_code == 2
    assert broken.read_text(encoding="utf-8") == BROKEN
