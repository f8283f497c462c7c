"""Every command speaks the language that it is asked for: results, errors, errors of usage, and what it says of an
interrupt. A command that is new has to be tried here as well."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
from commands import CLAUSE, DOUBTFUL, ROOT, run
from packages import apply_edit, build
from propose.review_folders import REPORT
from typer.testing import CliRunner, Result
from xinzhi.cli import app

COMMANDS: dict[str, Any] = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]

HAN = re.compile(r"[\u3400-\u9fff]+")
# Words of a message, as against names, codes, ids and commands to be typed.
ENGLISH = re.compile(r"(?<![\w./-])[A-Za-z]+(?: [a-z]+)+(?![\w./-])")
# What git and the operating system say, in their own words.
OTHERS = re.compile(rf"fatal: .*?\.git|{os.strerror(errno.ENOENT)}|{os.strerror(errno.ENOTDIR)}")
TYPED = re.compile(r"xinzhi [a-z]+(?: [a-z_]+)?|<[^<>]*>")


@dataclass(frozen=True)
class Place:
    """Where a command is tried: a valid package, one with views, one with a finding, a folder that is none, and all
    that they say."""

    right: Path
    viewed: Path
    wrong: Path
    nothing: Path
    document: Path
    data: str


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The packages that commands are tried on. Read-only."""
    top = tmp_path_factory.mktemp("language")
    right = build(top / "right", ledger=True, described=True)
    viewed = build(top / "viewed")
    shutil.copytree(ROOT / "views", viewed / "views")
    wrong = build(top / "wrong", DOUBTFUL)
    apply_edit(wrong, DOUBTFUL_TARGET)
    document = top / "suzhou_2032.txt"
    document.write_text(REPORT, encoding="utf-8")
    (top / "nothing").mkdir()
    texts = [p.read_text(encoding="utf-8", errors="replace") for p in viewed.rglob("*") if p.is_file()]
    return Place(right, viewed, wrong, top / "nothing", document, "\n".join([*texts, REPORT]))


DOUBTFUL_TARGET = {
    "file": "datasets/targets.csv",
    "row": {"id": "qinghe-fab-investment"},
    "set": {"region": "999999"},
}
Arguments = Callable[[Place], list[object]]
DATASET = "organizations"
UNKNOWN = "no_such_thing"

# Each command with a run that goes well, runs with findings, and runs that cannot be.
RUNS: dict[str, list[Arguments]] = {
    "validate": [
        lambda p: [p.right, "--sources", p.right / "documents"],
        lambda p: [p.wrong],
        lambda p: [p.right / "datasets" / "units.csv", p.right / "datasets" / "parks.csv", p.nothing],
        lambda p: [p.nothing],
        lambda p: [p.right / "datasets" / "units.csv", "--progress"],
        lambda p: [p.right, "--format", UNKNOWN],
        lambda p: [p.right, "--sources", p.nothing / UNKNOWN],
        lambda p: [p.right, "--changed-since", "HEAD"],
        lambda p: [p.right, "--data-root", "x"],
    ],
    "verify": [
        lambda p: [p.right, "--sources", p.right / "documents"],
        lambda p: [p.right, "--sources", p.nothing],
        lambda p: [p.right],
        lambda p: [p.nothing],
    ],
    "coverage": [
        lambda p: [p.right, "--sources", p.right / "documents"],
        lambda p: [p.right, "--sources", p.nothing],
        lambda p: [p.right],
        lambda p: [p.right, "--sources", p.nothing / UNKNOWN],
    ],
    "locate": [
        lambda p: [p.right / "documents" / "900_invented_report.txt", CLAUSE, "-p", p.right],
        lambda p: [p.right / "documents" / "900_invented_report.txt", "计划投资约130亿元", "-p", p.right],
        lambda p: [p.right / "documents" / "900_invented_report.txt", "的", "-p", p.right],
        lambda p: [p.right / "documents" / "900_invented_report.txt", REPORT[:1], "-p", p.right],
        lambda p: [UNKNOWN, CLAUSE, "-p", p.right],
    ],
    "fmt": [lambda p: [p.right], lambda p: [p.wrong, "--check"], lambda p: [p.nothing]],
    "fix": [lambda p: [p.right], lambda p: [p.wrong], lambda p: [p.nothing]],
    "search": [
        lambda p: ["星尘微电子", "-p", p.viewed],
        lambda p: ["2031", "--limit", "1", "-p", p.viewed],
        lambda p: [UNKNOWN, "-p", p.viewed],
        lambda p: ["xingchne", "-p", p.viewed],
        lambda p: ["xingchen 2019", "-p", p.viewed],
        lambda p: ["x", "--kind", UNKNOWN, "-p", p.viewed],
        lambda p: ["x", "-p", p.right],
        lambda p: ["x", "-p", p.nothing],
    ],
    "query": [
        lambda p: ["SELECT 1 AS one", "-p", p.right],
        lambda p: ["", "-p", p.right],
        lambda p: ["SELECT 1", "-p", p.nothing],
    ],
    "show": [
        lambda p: [DATASET, "xingchen-micro", "-p", p.right],
        lambda p: ["targets", "qinghe-fab-investment", "-p", p.right, "--sources", p.right / "documents"],
        lambda p: ["targets", "qinghe-fab-investment", "-p", p.right, "--sources", p.nothing],
        lambda p: [DATASET, UNKNOWN, "-p", p.right],
        lambda p: [UNKNOWN, UNKNOWN, "-p", p.right],
    ],
    "cite": [
        lambda p: [DATASET, "xingchen-micro", "-p", p.right],
        lambda p: ["-p", p.right],
        lambda p: [DATASET, UNKNOWN, "-p", p.right],
    ],
    "docs": [lambda p: [p.wrong, "--check"], lambda p: [p.nothing]],
    "diff": [
        lambda p: [p.right, p.right / "datapackage.json"],
        lambda p: [p.right, p.wrong],
        lambda p: [p.right, p.wrong, "--format", "markdown"],
        lambda p: [p.right, p.nothing],
    ],
    "propose": [
        lambda p: [p.document, "-p", p.right, "--to", p.nothing / "review"],
        lambda p: [p.right / "documents" / "900_invented_report.txt", "-p", p.right],
        lambda p: [p.nothing / UNKNOWN, "-p", p.right],
    ],
    "accept": [lambda p: [p.nothing, "-p", p.right], lambda p: [p.document, "-p", p.right]],
    "review": [
        lambda p: ["-p", p.right],
        lambda p: ["--all-changed", "--check", "-p", p.right],
        lambda p: [DATASET, "xingchen-micro", "--check", "-p", p.right],
        lambda p: [DATASET, UNKNOWN, "-p", p.right],
        lambda p: [DATASET, "--all-changed", "-p", p.right],
    ],
    "build": [lambda p: [p.wrong, "--out", p.nothing / "dist"], lambda p: [p.nothing]],
    "site": [lambda p: [p.nothing]],
    "serve": [lambda p: [p.nothing]],
}
TRIED = [(command, number) for command, runs in RUNS.items() for number in range(len(runs))]


def test_every_command_is_tried() -> None:
    assert set(RUNS) == set(COMMANDS)


def told(result: Result) -> str:
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def chinese_in(text: str, data: str) -> list[str]:
    """The Chinese of an output that is none of the data."""
    return [run for run in HAN.findall(text) if run not in data]


def english_in(text: str, data: str) -> list[str]:
    """The English of an output that is none of the data."""
    return [words for words in ENGLISH.findall(TYPED.sub("", OTHERS.sub("", text))) if words not in data]


@pytest.mark.parametrize(("command", "number"), TRIED, ids=[f"{c}-{n}" for c, n in TRIED])
def test_what_a_command_says_is_in_the_language_asked_for(
    places: Place, command: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(places.nothing)
    arguments = RUNS[command][number](places)
    said = {lang: told(run_afresh(places, command, *arguments, "--lang", lang)) for lang in ("en", "zh")}
    assert said["en"].strip() and said["zh"].strip()
    assert chinese_in(said["en"], places.data) == [], said["en"]
    assert english_in(said["zh"], places.data) == [], said["zh"]


def run_afresh(places: Place, *arguments: object) -> Result:
    """Run a command; what it writes is removed again."""
    result = CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "200"})
    shutil.rmtree(places.nothing / "review", ignore_errors=True)
    return result


def misuses(command: str) -> Iterator[list[str]]:
    yield [command, "--no-such-option"]
    yield [command, "--lang"]
    required = [p for p in COMMANDS[command].params if p.required]
    yield [command, *["x"] * 9, "--no-such-option"] if not required else [command]
    for parameter in COMMANDS[command].params:
        if parameter.param_type_name == "option" and not parameter.is_flag and parameter.name in ("format", "limit"):
            yield [command, *["x"] * len(required), parameter.opts[0], "0" if parameter.name == "limit" else UNKNOWN]


@pytest.mark.parametrize("command", COMMANDS)
def test_errors_of_usage_are_told_in_the_language_asked_for(command: str) -> None:
    for arguments in misuses(command):
        for lang in ("en", "zh"):
            result = CliRunner().invoke(app, arguments, env={"XINZHI_LANG": lang})
            assert result.exit_code == 2, (arguments, result.output)
            said = result.output
            assert said.strip(), arguments
            assert (chinese_in(said, "") if lang == "en" else english_in(said, "")) == [], (arguments, said)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_the_option_and_its_help_is_in_both_languages(command: str) -> None:
    (option,) = [p for p in COMMANDS[command].params if p.name == "lang"]
    assert option.opts == ["--lang"] and option.envvar == "XINZHI_LANG" and option.default == "both"
    for parameter in COMMANDS[command].params:
        assert HAN.search(parameter.help or ""), (command, parameter.name)
    assert HAN.search(COMMANDS[command].help) and re.search("[a-z]{3}", COMMANDS[command].help)


@pytest.mark.parametrize(
    ("arguments", "variable", "chinese", "english"),
    [
        ([], "", True, True),
        ([], "zh", True, False),
        ([], "en", False, True),
        (["--lang", "zh"], "en", True, False),
        (["--lang=en"], "zh", False, True),
        (["--lang", "both"], "zh", True, True),
    ],
)
def test_the_option_goes_before_the_environment(
    tmp_path: Path, arguments: list[str], variable: str, chinese: bool, english: bool
) -> None:
    for command in (["validate", str(tmp_path)], ["validate", "--no-such-option"], ["no-such-command"]):
        if command[0] == "no-such-command" and arguments:
            continue
        said = CliRunner().invoke(app, [*command, *arguments], env={"XINZHI_LANG": variable}).output
        said = said.replace(str(tmp_path), "")
        assert (bool(chinese_in(said, "")), bool(english_in(said, ""))) == (chinese, english), said


def test_a_language_that_is_none_is_an_error_of_usage() -> None:
    assert run("validate", "--lang", "fr").exit_code == 2
    assert CliRunner().invoke(app, ["fmt"], env={"XINZHI_LANG": "fr"}).exit_code == 2


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "interrupted\n"), ("zh", "已中断\n"), ("both", "interrupted · 已中断\n")]
)
def test_an_interrupt_of_any_command_is_told(monkeypatch: pytest.MonkeyPatch, lang: str, said: str) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xinzhi.cli.data.open_to_write", interrupted)
    result = CliRunner().invoke(app, ["fmt", "--lang", lang])
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", said)
