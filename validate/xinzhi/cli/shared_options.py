"""The options and arguments that commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..language import LANGUAGE_OPTION, LANGUAGE_VARIABLE, LanguageChoice
from ..report.formats import TEXT, help_of_formats


class RecordFormat(StrEnum):
    """Format of what a command says of records."""

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
LanguageOption = Annotated[
    LanguageChoice,
    typer.Option(LANGUAGE_OPTION, envvar=LANGUAGE_VARIABLE, help="Language of messages. 输出语言。"),
]
FormatOption = Annotated[RecordFormat, typer.Option("--format", help="text or json. 输出格式。")]
ReportsOption = Annotated[list[str], typer.Option("--format", metavar="FORMAT[=FILE]", help=help_of_formats())]
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
REPORTS = [TEXT.name]
