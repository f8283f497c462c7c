"""What the commands share: their common options, how they print, and how they end where nothing could be run."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn, Protocol

import typer
from rich.console import Console
from rich.text import Text

from ..contract.package import DESCRIPTOR, Package, PackageError, open_package
from ..report.harmless import harmless, harmless_json


class Lang(StrEnum):
    """Language of the output."""

    zh = "zh"
    en = "en"
    both = "both"


class ReportFormat(StrEnum):
    """Format of a report."""

    text = "text"
    json = "json"


PackageArgument = Annotated[
    Path, typer.Argument(help="Folder or descriptor of a data package. 数据包的文件夹或描述文件。")
]
PackageOption = Annotated[Path, typer.Option("--package", "-p", help="Folder of the package. 数据包的文件夹。")]
HereOption = Annotated[
    Path | None,
    typer.Option(
        "--package",
        "-p",
        help=(
            "Folder of the package; by default the one here, else Xinzhi itself. 数据包的文件夹；默认为当前文件夹，"
            "其次为芯志自身。"
        ),
        show_default=False,
    ),
]
SourcesOption = Annotated[Path | None, typer.Option("--sources", help="Folder with the documents. 存放原文的文件夹。")]
LangOption = Annotated[Lang, typer.Option("--lang", help="Language of messages. 输出语言。")]
FormatOption = Annotated[ReportFormat, typer.Option("--format", help="text or json.")]
ReportsOption = Annotated[
    list[str],
    typer.Option(
        "--format",
        metavar="FORMAT[=FILE]",
        help=(
            "text, json, github, sarif, junit, gitlab, markdown or html; with =FILE into a file; may be repeated."
            " 报告格式，可写入文件，可重复。"
        ),
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--changed-since",
        metavar="REVISION",
        help="Report what changes since this git revision introduce. 只报告此后更改带来的问题。",
    ),
]
LimitOption = Annotated[
    int, typer.Option("--limit", min=1, help="Findings shown per rule (text). 每条规则显示的条数。")
]

HERE = Path()
TEXT = ["text"]


class Bilingual(Protocol):
    """A message in both languages."""

    @property
    def zh(self) -> str: ...

    @property
    def en(self) -> str: ...


def console() -> Console:
    """A console that wraps only on a terminal and colours only there."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def complain(error: Bilingual) -> None:
    """Say on stderr why something could not be run, in both languages."""
    printer = Console(stderr=True, highlight=False, soft_wrap=True)
    printer.print(Text(harmless(error.en), style="red"))
    printer.print(Text(harmless(error.zh), style="red"))


def fail(error: Bilingual) -> NoReturn:
    """Say why nothing could be run, and exit with 2."""
    complain(error)
    raise typer.Exit(2)


def open_or_fail(where: Path) -> Package:
    """The package at `where`; where there is none, that is said and the command ends."""
    try:
        return open_package(where)
    except PackageError as error:
        fail(error)


def open_to_write(where: Path) -> Package:
    """The package at `where`, for a command that writes into it: what an earlier one began to write and could not end
    is completed or undone first."""
    from ..writing import complete

    opened = open_or_fail(where)
    try:
        settled = complete(opened.root)
    except PackageError as error:
        fail(error)
    if not (settled.completed or settled.undone):
        return opened
    done = {
        "completed, an earlier run was cut short / 已补完此前被中断的写入": settled.completed,
        "undone, an earlier run was cut short and a file changed since / 此前被中断的写入已撤销，因有文件此后被改动": (
            settled.undone
        ),
    }
    for said, paths in done.items():
        for path in paths:
            Console(stderr=True, highlight=False, soft_wrap=True).print(Text(harmless(f"{said}: {opened.shown(path)}")))
    return open_or_fail(where)


def here_or_own(where: Path | None) -> Package:
    """The package at `where`; without that, the one in the current folder, else the toolkit's own data."""
    if where is not None or (HERE / DESCRIPTOR).is_file():
        return open_or_fail(where or HERE)
    from ..api import own_package

    try:
        return own_package()
    except PackageError as error:
        fail(error)


def print_json(data: Any) -> None:
    """Print data as JSON; what JSON does not know, as text."""
    sys.stdout.write(harmless_json(json.dumps(data, ensure_ascii=False, indent=2, default=str)) + "\n")
