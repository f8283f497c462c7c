"""The command line: parses arguments, calls the toolkit, prints. Exit 0 = fine, 1 = findings, 2 = could not run."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .contract.package import Package, PackageError, open_package

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .findings import Finding

app = typer.Typer(
    name="xinzhi",
    help="芯志 Xinzhi: validate, prove and query the open data package. 校验、核证并查询芯志数据包。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Lang(StrEnum):
    """Language of the output."""

    zh = "zh"
    en = "en"
    both = "both"


class ReportFormat(StrEnum):
    """Format of a report."""

    text = "text"
    json = "json"


class TableFormat(StrEnum):
    """Format of a query's answer."""

    table = "table"
    csv = "csv"
    json = "json"


PackageArgument = Annotated[Path, typer.Argument(help="Folder or descriptor of a data package. 数据包的文件夹或描述文件。")]
PackageOption = Annotated[Path, typer.Option("--package", "-p", help="Folder of the package. 数据包的文件夹。")]
SourcesOption = Annotated[Path | None, typer.Option("--sources", help="Folder with the documents. 存放原文的文件夹。")]
LangOption = Annotated[Lang, typer.Option("--lang", help="Language of messages. 输出语言。")]
FormatOption = Annotated[ReportFormat, typer.Option("--format", help="text or json.")]
ReportsOption = Annotated[
    list[str],
    typer.Option(
        "--format",
        metavar="FORMAT[=FILE]",
        help="text, json, github, sarif, junit, gitlab, markdown or html; with =FILE into a file; may be repeated. 报告格式，可写入文件，可重复。",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--changed-since", metavar="REVISION", help="Report what changes since this git revision introduce. 只报告此后更改带来的问题。"),
]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help="Findings shown per rule (text). 每条规则显示的条数。")]

HERE = Path()
TEXT = ["text"]


def _console() -> Console:
    """A console that wraps only on a terminal and colours only there."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def _fail(error: Any) -> NoReturn:
    """Say why nothing could be run, in both languages, and exit with 2."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(Text(f"{error.en}", style="red"))
    console.print(Text(f"{error.zh}", style="red"))
    raise typer.Exit(2)


def _open(where: Path) -> Package:
    try:
        return open_package(where)
    except PackageError as error:
        _fail(error)


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")


@app.command()
def validate(
    package: PackageArgument = HERE,
    sources: SourcesOption = None,
    format: ReportsOption = TEXT,
    changed_since: SinceOption = None,
    lang: LangOption = Lang.both,
    limit: LimitOption = 10,
) -> None:
    """Validate a data package, all layers. 校验数据包的各个层面。"""
    from .evidence.documents import DocumentsError
    from .report.outcome import outcome_of
    from .report.write import ReportError, wanted, write
    from .repository import RepositoryError
    from .validation import validate as run

    try:
        reports = wanted(format)
        outcome = outcome_of(run(package, sources), changed_since, lambda where: run(where, sources))
        write(outcome, reports, _console(), lang.value, limit)
    except (PackageError, DocumentsError, RepositoryError, ReportError) as error:
        _fail(error)
    raise typer.Exit(0 if outcome.passed else 1)


@app.command()
def verify(
    package: PackageArgument = HERE,
    sources: SourcesOption = None,
    format: FormatOption = ReportFormat.text,
    lang: LangOption = Lang.both,
    limit: LimitOption = 10,
) -> None:
    """Check every fact against the documents. 逐条核对事实与原文。"""
    from .evidence.documents import DocumentsError
    from .evidence.verify import check_evidence
    from .report.text import pick, print_findings
    from .validation import read_tables

    opened = _open(package)
    tables = read_tables(opened)
    _need_datasets(tables, "evidence", "documents", "sources")
    if sources is None:
        _explain_documents(opened, tables, lang)
        raise typer.Exit(2)
    try:
        result = check_evidence(opened, tables, sources)
    except DocumentsError as error:
        _fail(error)
    counted = {**{f"spans {k}": v for k, v in sorted(result.outcomes.items())}, **dict(sorted(result.reread.items()))}
    if format is ReportFormat.json:
        _print_json(_as_dict(result.findings, counted, result.documents.absent))
    else:
        console = _console()
        print_findings(console, result.findings, lang.value, limit)
        words = {"matches": ("相符", "match"), "moved": ("移位", "moved"), "changed": ("不符", "changed"), "absent": ("原文不在手边", "not at hand")}
        for outcome, count in sorted(result.outcomes.items()):
            console.print(f"{count:,} {pick('处证据', 'spans', lang.value, '/')}: {pick(*words[outcome], lang.value)}")
        kinds = {"figures": ("数字", "figures"), "names": ("名称", "names"), "dates": ("日期", "dates"), "numbers": ("概述中的数字", "numbers in texts"), "texts": ("文本", "texts compared for copying")}
        reread = ", ".join(f"{result.reread[k]:,} {pick(*w, lang.value, '/')}" for k, w in kinds.items())
        console.print(f"{pick('重读', 're-read', lang.value, '/')}: {reread}")
        _say_absent(console, result.documents.absent, lang)
        _say_verdict(console, result.findings, lang)
    raise typer.Exit(1 if any(f.severity == "error" for f in result.findings) else 2 if result.documents.absent else 0)


@app.command()
def coverage(
    package: PackageArgument = HERE,
    sources: SourcesOption = None,
    format: FormatOption = ReportFormat.text,
    lang: LangOption = Lang.both,
    limit: LimitOption = 20,
) -> None:
    """List what the documents say and the package does not. 列出原文有而数据未收的数字与名称。"""
    from .evidence.coverage import check_coverage
    from .evidence.documents import DocumentsError
    from .report.text import pick, print_findings
    from .validation import read_tables

    opened = _open(package)
    tables = read_tables(opened)
    _need_datasets(tables, "evidence", "documents", "sources", "omissions")
    if sources is None:
        _explain_documents(opened, tables, lang)
        raise typer.Exit(2)
    try:
        result = check_coverage(opened, tables, sources)
    except DocumentsError as error:
        _fail(error)
    counted = {f"{what}, {how}": n for what, c in (("numerals", result.numerals), ("names", result.names)) for how, n in sorted(c.items())}
    if format is ReportFormat.json:
        _print_json(_as_dict(result.findings, counted, result.documents.absent))
    else:
        console = _console()
        print_findings(console, result.findings, lang.value, limit)
        for what, counter in ((("数字", "numerals"), result.numerals), (("名称", "names"), result.names)):
            total, left = sum(counter.values()), counter["unaccounted"]
            share = 100 * (total - left) / total if total else 100.0
            parts = ", ".join(f"{how} {n:,}" for how, n in sorted(counter.items()) if n)
            console.print(f"{pick(*what, lang.value, '/')}: {total - left:,} / {total:,} ({share:.1f} %)  {parts}")
        _say_absent(console, result.documents.absent, lang)
        _say_verdict(console, result.findings, lang)
    raise typer.Exit(1 if result.findings else 2 if result.documents.absent else 0)


@app.command()
def locate(
    document: Annotated[str, typer.Argument(help="A document's file, or its id with --sources. 原文文件，或其编号。")],
    text: Annotated[str, typer.Argument(help="The clause, copied from the document. 从原文复制的分句。")],
    package: PackageOption = HERE,
    sources: SourcesOption = None,
    fact: Annotated[str, typer.Option("--for", help="DATASET/ID that it proves. 所证的行。")] = "DATASET/ID",
    field: Annotated[str, typer.Option("--field", help="Column that it proves. 所证的列。")] = "",
) -> None:
    """Print the evidence row of a clause. 打印一个分句的证据行。"""
    from .evidence.facts import gather, span_of
    from .evidence.locate import locate as find
    from .evidence.locate import nearest
    from .validation import read_tables

    facts = gather(read_tables(_open(package)))
    id, path = _document(facts.rows.get("documents", {}), document, sources)
    try:
        whole = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        _fail(PackageError(f"{path} 不是 UTF-8 文本", f"{path} is not UTF-8 text"))
    spans = list(find(whole, text))
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if not spans:
        near = nearest(whole, text)
        hint = "" if near is None else "".join(near.text.split())
        console.print(Text(f"not found in {path.name} / 原文中没有这句话", style="red"))
        if hint:
            console.print(Text(f"nearest passage / 最相近的是： {hint}"))
        raise typer.Exit(1)
    if len(spans) > 1:
        console.print(Text(f"stands {len(spans)} times: choose one, or copy more of the clause / 出现 {len(spans)} 次：请选一处，或多复制几个字", style="yellow"))
    if any(s.end - s.start > 120 for s in spans):
        console.print(Text("longer than 120 characters: take the clause that states the fact / 超过 120 个字符：应只取陈述事实的分句", style="yellow"))
    dataset, _, record = fact.partition("/")
    articles = [(key, span_of(row)) for key, row in facts.rows.get("sources", {}).items() if row["document"] == id]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["dataset", "record", "field", "source", "start", "end", "sha256"])
    for span in spans:
        source = next((key for key, a in articles if a and a[0] <= span.start and span.end <= a[1]), "SOURCE")
        writer.writerow([dataset, record, field, source, span.start, span.end, span.sha256])


@app.command(name="fmt")
def format_files(
    package: PackageArgument = HERE,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 if something would. 只检查。")] = False,
) -> None:
    """Write the datasets in canonical form. 将数据文件整理为规范形式。"""
    from .formatting import format_package

    opened = _open(package)
    console = _console()
    try:
        changed = [opened.shown(p) for p in format_package(opened, write=not check)]
    except PackageError as error:
        _fail(error)
    for name in changed:
        console.print(("not canonical / 不规范：" if check else "rewritten / 已整理：") + name)
    if not changed:
        console.print("all files are in canonical form / 所有文件均为规范形式")
    raise typer.Exit(1 if check and changed else 0)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="A SELECT over tables and views. 查询语句。")],
    package: PackageOption = HERE,
    format: Annotated[TableFormat, typer.Option("--format", help="table, csv or json.")] = TableFormat.table,
) -> None:
    """Query the tables and views with SQL. 用 SQL 查询数据表与视图。"""
    import duckdb

    from .database import connect

    opened = _open(package)
    try:
        with connect(opened) as connection:
            connection.execute("SET enable_external_access = false")
            result = connection.execute(sql)
            if result is None:
                raise duckdb.Error("there is no statement in it")
            names = [d[0] for d in result.description or []]
            rows = result.fetchall()
    except duckdb.Error as error:
        _fail(PackageError(f"查询出错：{error}", f"the query failed: {error}"))
    if format is TableFormat.json:
        _print_json([dict(zip(_distinct(names), row, strict=True)) for row in rows])
    elif format is TableFormat.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
    else:
        table = Table(box=None, pad_edge=False)
        for name in names:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*("" if c is None else _shown(c) for c in row))
        # Into a file or a pipe, a row is a line however wide; a terminal folds.
        Console(highlight=False, width=None if sys.stdout.isatty() else 100_000).print(table)


@app.command(name="show")
def show_row(
    dataset: Annotated[str, typer.Argument(help="Dataset. 数据集。")],
    id: Annotated[str, typer.Argument(help="Primary key; / between its parts. 主键。")],
    package: PackageOption = HERE,
    sources: SourcesOption = None,
    format: FormatOption = ReportFormat.text,
) -> None:
    """Show a row, what it links to, and its evidence. 显示一行、其关联与证据。"""
    from .evidence.documents import DocumentsError
    from .report.row import print_row, row_as_dict
    from .show import show

    try:
        shown = show(_open(package), dataset, id, sources)
    except (PackageError, DocumentsError) as error:
        _fail(error)
    if format is ReportFormat.json:
        _print_json(row_as_dict(shown))
    else:
        print_row(_console(), shown, with_sources=sources is not None)


@app.command()
def docs(
    package: PackageArgument = HERE,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 if something is stale. 只检查。")] = False,
) -> None:
    """Generate the data dictionary and views/tables.sql. 生成数据字典与建表语句。"""
    from .dictionary import generated_files
    from .formatting import replace_file

    opened = _open(package)
    stale = []
    for path, text in generated_files(opened).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(opened.shown(path))
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                replace_file(path, text)
    for name in stale:
        _console().print(("stale, run xinzhi docs / 已过时，请运行 xinzhi docs: " if check else "written / 已生成：") + name)
    if not stale:
        _console().print("generated files are up to date / 生成的文件均为最新")
    raise typer.Exit(1 if check and stale else 0)


def _shown(cell: Any) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _distinct(names: list[str]) -> list[str]:
    """Column names as JSON keys: those that stand twice are numbered, so that no column is lost."""
    return [f"{n}_{names[:i].count(n)}" if n in names[:i] else n for i, n in enumerate(names)]


def _as_dict(findings: Sequence[Finding], counted: dict[str, int], absent: list[str]) -> dict[str, Any]:
    valid = not any(f.severity == "error" for f in findings)
    return {"valid": valid, "complete": not absent, "counted": counted, "absent": absent, "findings": [f.as_dict() for f in findings]}


def _need_datasets(tables: Any, *names: str) -> None:
    missing = [n for n in names if n not in tables]
    if missing:
        listed = ", ".join(missing)
        _fail(PackageError(f"此数据包没有 {listed}，无从核对", f"this package has no {listed}: there is nothing to check against documents"))


def _explain_documents(package: Package, tables: Any, lang: Lang) -> None:
    """Say which documents are needed, by digest, and how to supply them."""
    from .report.text import pick

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    table = tables["documents"][1]
    spans = len(tables["evidence"][1].records)
    console.print(
        pick(
            f"未核对任何内容：{spans:,} 处证据指向 {len(table.records)} 份原文，原文受版权保护，不在本包内。\n请将下列文件放入一个文件夹（文件名不限，按 SHA-256 辨认），再加上 --sources 文件夹：",
            f"Nothing was checked: {spans:,} spans point into {len(table.records)} documents, which are under copyright and not part of this package.\nPut these files into a folder (any name; they are known by SHA-256) and add --sources FOLDER:",
            lang.value,
            "\n",
        )
    )
    for record in table.records:
        console.print(f"  {table.cell(record, 'id')}  sha256 {table.cell(record, 'sha256')}")


def _say_absent(console: Console, absent: list[str], lang: Lang) -> None:
    from .report.text import pick

    if absent:
        console.print(Text(pick("原文不在手边", "not at hand", lang.value) + ": " + ", ".join(absent), style="yellow"))


def _say_verdict(console: Console, findings: Sequence[Finding], lang: Lang) -> None:
    from .report.text import counted, pick

    errors = sum(f.severity == "error" for f in findings)
    text = pick("全部核对无误", "nothing left", lang.value) if not errors else pick(f"{errors} 个问题", counted(errors, "finding"), lang.value)
    console.print(Text(text, style="bold red" if errors else "bold green"))


def _document(registered: Mapping[str, Mapping[str, str]], document: str, sources: Path | None) -> tuple[str, Path]:
    """The id and the file of a document that is named by its file, whatever its name, or by its id."""
    from .evidence.documents import DocumentsError, digest_of_file, find_documents

    path = Path(document)
    if path.is_file():
        digest = digest_of_file(path)
        return next((id for id, row in registered.items() if row["sha256"] == digest), path.stem), path
    if sources is not None:
        try:
            found = find_documents(sources, [(document, registered.get(document, {}).get("sha256", ""))]).found
        except DocumentsError as error:
            _fail(error)
        if document in found:
            return document, found[document].path
    _fail(
        PackageError(
            f"找不到文档 {document}：给出文件路径，或用 --sources 指明文件夹",
            f"there is no document {document}: name its file, or the folder that holds it with --sources",
        )
    )
