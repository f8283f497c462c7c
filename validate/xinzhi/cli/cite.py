"""The command cite."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from ..contract.package import PackageError
from ..language import Language
from ..report.harmless import harmless
from .messages import fail, language, print_json
from .opening import here_or_own
from .shared_options import HereOption


class CitationFormat(StrEnum):
    """Format of a citation."""

    text = "text"
    bibtex = "bibtex"
    csl_json = "csl-json"
    ris = "ris"


def cite(
    dataset: Annotated[
        str | None,
        typer.Argument(
            help="Dataset or view; without one, the package is cited. 数据集或视图；不写则引用整个数据包。",
            show_default=False,
        ),
    ] = None,
    id: Annotated[
        str | None,
        typer.Argument(help="Primary key; / between its parts. 主键；不写则引用整个数据集。", show_default=False),
    ] = None,
    package: HereOption = None,
    format: Annotated[
        CitationFormat, typer.Option("--format", help="text, bibtex, csl-json or ris. 引用格式。")
    ] = CitationFormat.text,
) -> None:
    """Cite a row, with the characters that state it. 引用一行，附其在原文中的字符区间。

    BibTeX, CSL-JSON and RIS are in English unless --lang is zh.
    """
    from ..citation import cite as cite_row
    from ..citation.ris import LINE_END

    try:
        cited = cite_row(here_or_own(package), dataset, id)
    except PackageError as error:
        fail(error)
    printer = Console(highlight=False, markup=False, soft_wrap=True)
    single: Language = "zh" if language() == "zh" else "en"
    if format is CitationFormat.bibtex:
        printer.print(harmless(cited.bibtex(single), longest=sys.maxsize))
    elif format is CitationFormat.ris:
        lines = harmless(cited.ris(single).replace(LINE_END, "\n"), longest=sys.maxsize)
        sys.stdout.write(lines.replace("\n", LINE_END))
    elif format is CitationFormat.csl_json:
        print_json(cited.csl_json(single))
    else:
        printer.print(harmless(cited.text(language()), longest=sys.maxsize))
