"""The command `xinzhi diff`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ..contract.package import PackageError, open_package
from ..report.harmless import one_line
from .messages import console, error_console, fail, language, print_json, say
from .opening import open_to_write

if TYPE_CHECKING:
    from ..versions.difference import Difference


class DiffFormat(StrEnum):
    """Format of a difference."""

    text = "text"
    json = "json"
    markdown = "markdown"
    csv = "csv"


# Rows of each kind and resource: for people a few; for programs as many as are kept.
_SHOWN = {DiffFormat.text: 10, DiffFormat.markdown: 20}


def diff(
    old: Annotated[
        str | None,
        typer.Argument(
            help=(
                "Old version: a git revision (also REVISION:path), folder, zip file or descriptor; else the last tag,"
                " or HEAD. 旧版。"
            ),
            show_default=False,
        ),
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(help="New version, likewise; else the working tree. 新版，默认为工作树。", show_default=False),
    ] = None,
    format: Annotated[
        DiffFormat, typer.Option("--format", help="text, json, markdown or csv. 输出格式。")
    ] = DiffFormat.text,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            help="Rows shown of each kind and dataset (text 10, markdown 20, else 10,000). 每类显示的行数。",
            show_default=False,
        ),
    ] = None,
    write: Annotated[
        bool,
        typer.Option(
            "--write",
            help="Write the version and the changelog's entry that are missing. 写入所缺的版本号与更新日志条目。",
        ),
    ] = False,
) -> None:
    """Compare two versions: rows, columns, constraints, and the version number that they ask for.
    比较两版并算出所需版本号。"""
    from ..report.diff_data import as_json, write_csv
    from ..report.diff_markdown import as_markdown
    from ..report.diff_text import print_difference
    from ..versions.amend import amend
    from ..versions.compare import KEPT
    from ..versions.compare import diff as compare
    from ..versions.verdict import judge
    from ..versions.version_source import open_new, open_old, refuse_same

    with ExitStack() as stack:
        try:
            versions = stack.enter_context(open_old(old)), stack.enter_context(open_new(new))
            before, after = versions
            if write and after.on_disk:
                open_to_write(after.package.descriptor_path)
                versions = before, stack.enter_context(open_new(new))
                before, after = versions
            refuse_same(before, after)
            if write and not after.on_disk:
                raise PackageError(
                    f"--write 只能写入文件夹，{after.label_zh} 不是",
                    f"--write needs a folder to write into, and {after.label_en} is none",
                )
            shown = limit or _SHOWN.get(format, KEPT)
            difference = compare(before.package, after.package, limit=max(shown, 10))
            verdict = judge(difference, after.package, published=before.published)
            written = []
            if write:
                written = amend(after.package, difference, verdict, date.today())
                again = open_package(after.package.descriptor_path)
                difference = compare(before.package, again, limit=max(shown, 10))
                verdict = judge(difference, again, published=before.published)
        except PackageError as error:
            fail(error)
        if format is DiffFormat.json:
            print_json(as_json(difference, verdict, versions))
        elif format is DiffFormat.csv:
            write_csv(difference, sys.stdout)
        elif format is DiffFormat.markdown:
            sys.stdout.write(as_markdown(difference, verdict, versions, language(), shown))
        else:
            print_difference(console(), difference, verdict, versions, language(), shown)
        _say(format, difference, written)
    raise typer.Exit(1 if verdict.findings else 0)


def _say(format: DiffFormat, difference: Difference, written: list[str]) -> None:
    """What a reader of the data must know and the data does not say, on the error stream; and the files that were
    written."""
    printer = error_console()
    cut = [t.resource for t in difference.tables if not t.complete]
    if cut and format in (DiffFormat.json, DiffFormat.csv):
        names = ", ".join(cut)
        printer.print(
            Text(
                say(
                    f"未列出全部行，总数准确（--limit）：{names}",
                    f"not all rows are listed, the totals are exact (--limit): {names}",
                ),
                style="yellow",
            )
        )
    for name in written:
        printer.print(Text(f"{say('已写入', 'written')}: {one_line(name)}"))
