"""Reads the pages of the documentation, and runs the commands whose answers they show."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner
from xinzhi.cli import app

ROOT = Path(__file__).resolve().parent.parent

FENCE = re.compile(r"^```(?P<lang>\w*)(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
# A query or a command with what it prints right below it.
SHOWN = re.compile(
    r"^```(?P<lang>sql|sh)\n(?P<asked>(?:(?!```).)*?)^```\n\n(?P<head>```text\n)(?P<printed>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
WIDTH = "160"

# What every contribution changes, so that two of them would collide on the page: how much there is, and where.
_COUNTS = (
    (re.compile(r"\d[\d,]*(?= (?:objects|rows|files|rules|assertions|records)/)"), "…"),
    (re.compile(r"\d[\d,]*(?= datasets\b)|(?<=datasets, )\d[\d,]*(?= rows\b)"), "…"),
    (re.compile(r"\d[\d,]*(?= 个数据集)|(?<=个数据集，)\d[\d,]*(?= 行)"), "…"),
    (re.compile(r"(?<=\.csv:)\d+"), "…"),
)
# A time differs from run to run.
_TIME = re.compile(r"\d+\.\d(?= s\b| 秒)")


def page_id(path: Path) -> str:
    """A page's name in the repository."""
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    """A page's text."""
    return path.read_text(encoding="utf-8")


def tidy(text: str) -> str:
    """What a command printed, as a page shows it: without trailing blanks, and with `…` for counts and line numbers
    that every contribution changes."""
    text = _TIME.sub("1.5", text)
    for pattern, shown in _COUNTS:
        text = pattern.sub(shown, text)
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n")) + "\n"


def fill(text: str, name: str, change: Callable[[str], str]) -> str:
    """The page with its block `<!-- name -->…<!-- /name -->` changed."""
    block = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    found = block.findall(text)
    if len(found) != 1:
        raise ValueError(f"the page has {len(found)} blocks {name}")
    return block.sub(lambda match: change(match.group()), text)


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def headings(path: Path) -> list[tuple[int, str]]:
    """The headings of a page, each with its level."""
    return [(len(m[1]), m[2]) for m in re.finditer(r"^(#+) (.+)$", FENCE.sub("", read(path)), re.MULTILINE)]


@contextlib.contextmanager
def reader_at(folder: Path, variables: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Within, commands run in a folder as its reader would run them: on a wide screen without colour, with no settings
    of their own."""
    kept = {k: v for k, v in variables.items() if not k.startswith("XINZHI_")}
    with contextlib.chdir(folder), patch.dict(os.environ, {**kept, "COLUMNS": WIDTH, "NO_COLOR": "1"}, clear=True):
        yield


def printed(line: str, status: int = 0) -> str:
    """What a `xinzhi` command prints, here. It has to end with the status."""
    words = shlex.split(line, comments=True)
    if words[:1] != ["xinzhi"]:
        raise ValueError(f"no command of the toolkit: {line}")
    result = CliRunner().invoke(app, words[1:])
    if result.exit_code != status:
        raise ValueError(f"{line} ended with {result.exit_code}:\n{result.output}") from result.exception
    return tidy(result.stdout)


def answer(lang: str, asked: str) -> str:
    """What a query or a command on a page answers, here."""
    if lang == "sql":
        return printed(shlex.join(["xinzhi", "query", asked]))
    return printed("xinzhi validate ." if asked.strip() == "make" else asked)


def answered(text: str) -> str:
    """The page with every query and command answered anew, here."""

    def shown(match: re.Match[str]) -> str:
        return match.group().removesuffix(match["printed"] + "```") + answer(match["lang"], match["asked"]) + "```"

    return SHOWN.sub(shown, text)
