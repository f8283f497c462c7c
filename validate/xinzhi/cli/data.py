"""The commands about the data: fmt, query, show, docs."""

from __future__ import annotations

import csv
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..cell_text import cell_text
from ..contract.package import PackageError
from ..report.harmless import harmless, one_line
from .messages import console, fail, language, print_json, say
from .opening import here_or_own, open_or_fail, open_to_write
from .shared_options import HERE, FormatOption, HereOption, PackageArgument, RecordFormat, SourcesOption


class TableFormat(StrEnum):
    """Format of a query's answer."""

    table = "table"
    csv = "csv"
    json = "json"


def format_files(
    package: PackageArgument = HERE,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 if something would. 只检查。")] = False,
) -> None:
    """Write the datasets in canonical form. 将数据文件整理为规范形式。"""
    from ..formatting import format_package

    opened = open_or_fail(package) if check else open_to_write(package)
    printer = console()
    changed = []
    try:
        for path in format_package(opened, write=not check):
            changed.append(path)
            outcome = say("不规范", "not canonical") if check else say("已整理", "rewritten")
            printer.print(Text(f"{outcome}: {one_line(opened.shown(path))}"))
    except PackageError as error:
        fail(error)
    if not changed:
        printer.print(say("所有文件均为规范形式", "all files are in canonical form"))
    raise typer.Exit(1 if check and changed else 0)


def query(
    sql: Annotated[str, typer.Argument(help="A SELECT over tables and views. 查询语句。")],
    package: HereOption = None,
    format: Annotated[TableFormat, typer.Option("--format", help="table, csv or json. 输出格式。")] = TableFormat.table,
) -> None:
    """Query the tables and views with SQL; it only reads. 用 SQL 查询数据表与视图，只读。

    In CSV, a list is its members with semicolons between them.
    """
    import duckdb

    from ..database import answer, connect, is_utf8

    opened = here_or_own(package)
    if not is_utf8(sql):
        fail(PackageError("查询不是 UTF-8 文本", "the query is no UTF-8 text"))
    try:
        with connect(opened) as connection:
            found = answer(connection, sql)
    except PackageError as error:
        fail(error)
    except duckdb.Error as error:
        fail(PackageError(f"查询出错（DuckDB 的原话）：{error}", f"the query failed: {error}"))
    if found is None:
        fail(PackageError("查询出错：其中没有语句", "the query failed: there is no statement in it"))
    names, rows = found
    if format is TableFormat.json:
        print_json([dict(zip(_distinct(names), row, strict=True)) for row in rows])
    elif format is TableFormat.csv:
        # A file or a program gets every cell as it is; a terminal nothing that acts on it.
        writer = csv.writer(sys.stdout, lineterminator="\n")
        for row in [names, *rows]:
            writer.writerow([_shown(c) if sys.stdout.isatty() else _in_csv(c) for c in row])
    else:
        table = Table(box=None, pad_edge=False)
        for name in names:
            table.add_column(Text(one_line(name)), overflow="fold")
        for row in rows:
            table.add_row(*(Text(_shown(c)) for c in row))
        # Into a file or a pipe, a row is a line however wide; a terminal folds.
        Console(highlight=False, width=None if sys.stdout.isatty() else 100_000).print(table)


def show_row(
    dataset: Annotated[str, typer.Argument(help="Dataset or view. 数据集或视图。")],
    id: Annotated[str, typer.Argument(help="Primary key; / between its parts. 主键。")],
    package: HereOption = None,
    sources: SourcesOption = None,
    format: FormatOption = RecordFormat.text,
) -> None:
    """Show a row, what it links to, and its evidence. 显示一行、其关联与证据。

    Of a view, every row of that key, as a list in JSON, with the rows of datasets that it rests on.
    """
    from ..evidence.documents import DocumentsError
    from ..report.row import print_row, row_as_dict
    from ..view_rows import show_rows

    try:
        opened = here_or_own(package)
        shown = show_rows(opened, dataset, id, sources)
    except (PackageError, DocumentsError) as error:
        fail(error)
    if format is RecordFormat.json:
        one = dataset in [resource.name for resource in opened.resources]
        print_json(row_as_dict(shown[0]) if one else [row_as_dict(row) for row in shown])
        return
    printer = console()
    for number, row in enumerate(shown):
        if number:
            printer.print()
        print_row(printer, row, language(), with_sources=sources is not None)


def docs(
    package: PackageArgument = HERE,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if something is stale. 只检查。")
    ] = False,
) -> None:
    """Generate the data dictionary, views/tables.sql and the citation files. 生成数据字典、建表语句与引用文件。"""
    from ..dictionary import write_generated_files

    opened = open_or_fail(package) if check else open_to_write(package)
    try:
        stale = write_generated_files(opened, write=not check)
    except PackageError as error:
        fail(error)
    outcome = say("已过时，请运行 xinzhi docs", "stale, run xinzhi docs") if check else say("已生成", "written")
    for path in stale:
        console().print(Text(f"{outcome}: {one_line(opened.shown(path))}"))
    if not stale:
        console().print(say("生成的文件均为最新", "generated files are up to date"))
    raise typer.Exit(1 if check and stale else 0)


def _shown(cell: Any) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else harmless(cell_text(cell), longest=sys.maxsize)


def _in_csv(cell: Any) -> Any:
    """A cell as the csv module is to write it: numbers as Python spells them."""
    return cell if isinstance(cell, (int, float)) and not isinstance(cell, bool) else cell_text(cell)


def _distinct(names: list[str]) -> list[str]:
    """Column names as JSON keys: those that stand twice are numbered, so that no column is lost."""
    return [f"{n}_{names[:i].count(n)}" if n in names[:i] else n for i, n in enumerate(names)]
