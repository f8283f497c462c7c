"""The commands that compare facts with documents: verify, coverage, locate."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from ..contract.package import Package, PackageError
from .shared import (
    HERE,
    FormatOption,
    Lang,
    LangOption,
    LimitOption,
    PackageArgument,
    PackageOption,
    ReportFormat,
    SourcesOption,
    console,
    fail,
    open_or_fail,
    print_json,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..findings import Finding


def verify(
    package: PackageArgument = HERE,
    sources: SourcesOption = None,
    format: FormatOption = ReportFormat.text,
    lang: LangOption = Lang.both,
    limit: LimitOption = 10,
) -> None:
    """Check every fact against the documents. 逐条核对事实与原文。"""
    from ..evidence.documents import DocumentsError
    from ..evidence.verify import check_evidence
    from ..report.text import pick, print_findings
    from ..validation import read_tables

    opened = open_or_fail(package)
    tables = read_tables(opened)
    _need_datasets(tables, "evidence", "documents", "sources")
    if sources is None:
        _explain_documents(opened, tables, lang)
        raise typer.Exit(2)
    try:
        result = check_evidence(opened, tables, sources)
    except DocumentsError as error:
        fail(error)
    counted = {**{f"spans {k}": v for k, v in sorted(result.outcomes.items())}, **dict(sorted(result.reread.items()))}
    if format is ReportFormat.json:
        print_json(_as_dict(result.findings, counted, result.documents.absent))
    else:
        printer = console()
        print_findings(printer, result.findings, lang.value, limit)
        words = {
            "matches": ("相符", "match"),
            "moved": ("移位", "moved"),
            "changed": ("不符", "changed"),
            "absent": ("原文不在手边", "not at hand"),
        }
        for outcome, count in sorted(result.outcomes.items()):
            printer.print(f"{count:,} {pick('处证据', 'spans', lang.value, '/')}: {pick(*words[outcome], lang.value)}")
        kinds = {
            "figures": ("数字", "figures"),
            "names": ("名称", "names"),
            "dates": ("日期", "dates"),
            "numbers": ("概述中的数字", "numbers in texts"),
            "texts": ("文本", "texts compared for copying"),
        }
        reread = ", ".join(f"{result.reread[k]:,} {pick(*w, lang.value, '/')}" for k, w in kinds.items())
        printer.print(f"{pick('重读', 're-read', lang.value, '/')}: {reread}")
        _say_absent(printer, result.documents.absent, lang)
        _say_verdict(printer, result.findings, lang)
    raise typer.Exit(1 if any(f.severity == "error" for f in result.findings) else 2 if result.documents.absent else 0)


def coverage(
    package: PackageArgument = HERE,
    sources: SourcesOption = None,
    format: FormatOption = ReportFormat.text,
    lang: LangOption = Lang.both,
    limit: LimitOption = 20,
) -> None:
    """List what the documents say and the package does not. 列出原文有而数据未收的数字与名称。"""
    from ..evidence.coverage import check_coverage
    from ..evidence.documents import DocumentsError
    from ..report.text import pick, print_findings
    from ..validation import read_tables

    opened = open_or_fail(package)
    tables = read_tables(opened)
    _need_datasets(tables, "evidence", "documents", "sources", "omissions")
    if sources is None:
        _explain_documents(opened, tables, lang)
        raise typer.Exit(2)
    try:
        result = check_coverage(opened, tables, sources)
    except DocumentsError as error:
        fail(error)
    counted = {
        f"{what}, {how}": n
        for what, c in (("numerals", result.numerals), ("names", result.names))
        for how, n in sorted(c.items())
    }
    if format is ReportFormat.json:
        print_json(_as_dict(result.findings, counted, result.documents.absent))
    else:
        printer = console()
        print_findings(printer, result.findings, lang.value, limit)
        for what, counter in ((("数字", "numerals"), result.numerals), (("名称", "names"), result.names)):
            total, left = sum(counter.values()), counter["unaccounted"]
            share = 100 * (total - left) / total if total else 100.0
            parts = ", ".join(f"{how} {n:,}" for how, n in sorted(counter.items()) if n)
            printer.print(f"{pick(*what, lang.value, '/')}: {total - left:,} / {total:,} ({share:.1f} %)  {parts}")
        _say_absent(printer, result.documents.absent, lang)
        _say_verdict(printer, result.findings, lang)
    raise typer.Exit(1 if result.findings else 2 if result.documents.absent else 0)


def locate(
    document: Annotated[str, typer.Argument(help="A document's file, or its id with --sources. 原文文件，或其编号。")],
    text: Annotated[str, typer.Argument(help="The clause, copied from the document. 从原文复制的分句。")],
    package: PackageOption = HERE,
    sources: SourcesOption = None,
    fact: Annotated[str, typer.Option("--for", help="DATASET/ID that it proves. 所证的行。")] = "DATASET/ID",
    field: Annotated[str, typer.Option("--field", help="Column that it proves. 所证的列。")] = "",
) -> None:
    """Print the evidence row of a clause. 打印一个分句的证据行。"""
    from ..evidence.facts import gather, span_of
    from ..evidence.locate import LONGEST_SPAN, nearest
    from ..evidence.locate import locate as find
    from ..validation import read_tables

    facts = gather(read_tables(open_or_fail(package)))
    id, path = _document(facts.rows.get("documents", {}), document, sources)
    try:
        whole = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        fail(PackageError(f"{path} 不是 UTF-8 文本", f"{path} is not UTF-8 text"))
    spans = list(find(whole, text))
    printer = Console(stderr=True, highlight=False, soft_wrap=True)
    if not spans:
        near = nearest(whole, text)
        hint = "" if near is None else "".join(near.text.split())
        printer.print(Text(f"not found in {path.name} / 原文中没有这句话", style="red"))
        if hint:
            printer.print(Text(f"nearest passage / 最相近的是： {hint}"))
        raise typer.Exit(1)
    if len(spans) > 1:
        printer.print(
            Text(
                f"stands {len(spans)} times: choose one, or copy more of the clause / 出现 {len(spans)} 次：请选一处，或多复制几个字",  # noqa: E501
                style="yellow",
            )
        )
    if any(s.end - s.start > LONGEST_SPAN for s in spans):
        printer.print(
            Text(
                f"longer than {LONGEST_SPAN} characters: take the clause that states the fact /"
                f" 超过 {LONGEST_SPAN} 个字符：应只取陈述事实的分句",
                style="yellow",
            )
        )
    dataset, _, record = fact.partition("/")
    articles = [(key, span_of(row)) for key, row in facts.rows.get("sources", {}).items() if row["document"] == id]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["dataset", "record", "field", "source", "start", "end", "sha256"])
    for span in spans:
        source = next((key for key, a in articles if a and a[0] <= span.start and span.end <= a[1]), "SOURCE")
        writer.writerow([dataset, record, field, source, span.start, span.end, span.sha256])


def _as_dict(findings: Sequence[Finding], counted: dict[str, int], absent: list[str]) -> dict[str, Any]:
    valid = not any(f.severity == "error" for f in findings)
    return {
        "valid": valid,
        "complete": not absent,
        "counted": counted,
        "absent": absent,
        "findings": [f.as_dict() for f in findings],
    }


def _need_datasets(tables: Any, *names: str) -> None:
    missing = [n for n in names if n not in tables]
    if missing:
        listed = ", ".join(missing)
        fail(
            PackageError(
                f"此数据包没有 {listed}，无从核对",
                f"this package has no {listed}: there is nothing to check against documents",
            )
        )


def _explain_documents(package: Package, tables: Any, lang: Lang) -> None:
    """Say which documents are needed, by digest, and how to supply them."""
    from ..report.text import pick

    printer = Console(stderr=True, highlight=False, soft_wrap=True)
    table = tables["documents"][1]
    spans = len(tables["evidence"][1].records)
    printer.print(
        pick(
            f"未核对任何内容：{spans:,} 处证据指向 {len(table.records)} 份原文，原文受版权保护，不在本包内。"
            "\n请将下列文件放入一个文件夹（文件名不限，按 SHA-256 辨认），再加上 --sources 文件夹：",
            f"Nothing was checked: {spans:,} spans point into {len(table.records)} documents, which are under copyright"
            " and not part of this package.\nPut these files into a folder (any name; they are known by SHA-256) and"
            " add --sources FOLDER:",
            lang.value,
            "\n",
        )
    )
    for record in table.records:
        printer.print(f"  {table.cell(record, 'id')}  sha256 {table.cell(record, 'sha256')}")


def _say_absent(printer: Console, absent: list[str], lang: Lang) -> None:
    from ..report.text import pick

    if absent:
        printer.print(Text(pick("原文不在手边", "not at hand", lang.value) + ": " + ", ".join(absent), style="yellow"))


def _say_verdict(printer: Console, findings: Sequence[Finding], lang: Lang) -> None:
    from ..report.text import counted, pick

    errors = sum(f.severity == "error" for f in findings)
    text = (
        pick("全部核对无误", "nothing left", lang.value)
        if not errors
        else pick(f"{errors} 个问题", counted(errors, "finding"), lang.value)
    )
    printer.print(Text(text, style="bold red" if errors else "bold green"))


def _document(registered: Mapping[str, Mapping[str, str]], document: str, sources: Path | None) -> tuple[str, Path]:
    """The id and the file of a document that is named by its file, whatever its name, or by its id."""
    from ..evidence.documents import DocumentsError, digest_of_file, find_documents

    path = Path(document)
    if path.is_file():
        digest = digest_of_file(path)
        return next((id for id, row in registered.items() if row["sha256"] == digest), path.stem), path
    if sources is not None:
        try:
            found = find_documents(sources, [(document, registered.get(document, {}).get("sha256", ""))]).found
        except DocumentsError as error:
            fail(error)
        if document in found:
            return document, found[document].path
    fail(
        PackageError(
            f"找不到文档 {document}：给出文件路径，或用 --sources 指明文件夹",
            f"there is no document {document}: name its file, or the folder that holds it with --sources",
        )
    )
