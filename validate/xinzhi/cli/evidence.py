"""The commands that compare facts with documents: verify, coverage, locate."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from ..contract.package import Package, PackageError
from ..language import counted
from ..report.harmless import harmless
from .messages import console, error_console, fail, language, print_json, say
from .opening import open_or_fail
from .options import HERE, FormatOption, LimitOption, PackageArgument, PackageOption, RecordFormat, SourcesOption

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_OUTCOMES = {
    "matches": ("相符", "match"),
    "moved": ("移位", "moved"),
    "changed": ("不符", "changed"),
    "absent": ("原文不在手边", "not at hand"),
}
_REREAD = {
    "figures": ("数字", "figures"),
    "names": ("名称", "names"),
    "dates": ("日期", "dates"),
    "numbers": ("概述中的数字", "numbers in texts"),
    "texts": ("文本", "texts compared for copying"),
}
_ACCOUNTED = {"in a row": "已收入", "in evidence": "证据中已有", "unaccounted": "未收", "omitted": "已略去"}


def verify(
    package: PackageArgument = HERE,
    sources: SourcesOption = None,
    format: FormatOption = RecordFormat.text,
    limit: LimitOption = 10,
) -> None:
    """Check every fact against the documents. 逐条核对事实与原文。"""
    from ..evidence.verify import check_evidence

    result = _checked(check_evidence, package, sources, "evidence", "documents", "sources")
    counts = {**{f"spans {k}": v for k, v in sorted(result.outcomes.items())}, **dict(sorted(result.reread.items()))}
    lines = [
        f"{count:,} {say('处证据', 'spans', '/')}: {say(*_OUTCOMES[outcome])}"
        for outcome, count in sorted(result.outcomes.items())
    ]
    reread = ", ".join(f"{result.reread[k]:,} {say(*words, '/')}" for k, words in _REREAD.items())
    _print_result(result, counts, [*lines, f"{say('重读', 're-read', '/')}: {reread}"], format, limit)
    raise typer.Exit(1 if any(f.severity == "error" for f in result.findings) else 2 if result.documents.absent else 0)


def coverage(
    package: PackageArgument = HERE,
    sources: SourcesOption = None,
    format: FormatOption = RecordFormat.text,
    limit: LimitOption = 20,
) -> None:
    """List what the documents say and the package does not. 列出原文有而数据未收的数字与名称。"""
    from ..evidence.coverage import check_coverage

    result = _checked(check_coverage, package, sources, "evidence", "documents", "sources", "omissions")
    counts = {
        f"{what}, {how}": n
        for what, counter in (("numerals", result.numerals), ("names", result.names))
        for how, n in sorted(counter.items())
    }
    lines = []
    for what, counter in ((("数字", "numerals"), result.numerals), (("名称", "names"), result.names)):
        total, left = sum(counter.values()), counter["unaccounted"]
        share = 100 * (total - left) / total if total else 100.0
        parts = ", ".join(f"{_accounted(how)} {n:,}" for how, n in sorted(counter.items()) if n)
        lines.append(f"{say(*what, '/')}: {total - left:,} / {total:,} ({share:.1f} %)  {parts}")
    _print_result(result, counts, lines, format, limit)
    raise typer.Exit(1 if result.findings else 2 if result.documents.absent else 0)


def _accounted(how: str) -> str:
    """How numerals or names are accounted for; a reason is a code of the data, which is in English only."""
    kind, colon, reason = how.partition(": ")
    return say(_ACCOUNTED[kind], kind, "/") + colon + reason


def _checked(check: Callable[[Package, Any, Path], Any], package: Path, sources: Path | None, *needed: str) -> Any:
    """What a check of the package beside its documents finds; without documents, what is needed is said, and the
    command ends."""
    from ..evidence.documents import DocumentsError
    from ..validation import read_tables

    opened = open_or_fail(package)
    tables = read_tables(opened)
    missing = ", ".join(name for name in needed if name not in tables)
    if missing:
        fail(
            PackageError(
                f"此数据包没有 {missing}，无从核对",
                f"this package has no {missing}: there is nothing to check against documents",
            )
        )
    if sources is None:
        _explain_documents(tables)
        raise typer.Exit(2)
    try:
        return check(opened, tables, sources)
    except DocumentsError as error:
        fail(error)


def _print_result(result: Any, counts: dict[str, int], lines: list[str], format: RecordFormat, limit: int) -> None:
    """Findings, the lines that count what was checked, and the verdict; or all of that as data."""
    from ..report.terminal import print_findings

    findings, absent = result.findings, result.documents.absent
    errors = sum(f.severity == "error" for f in findings)
    if format is RecordFormat.json:
        print_json(
            {
                "valid": not errors,
                "complete": not absent,
                "counted": counts,
                "absent": absent,
                "findings": [f.as_dict() for f in findings],
            }
        )
        return
    printer = console()
    print_findings(printer, findings, language(), limit)
    for line in lines:
        printer.print(line)
    if absent:
        printer.print(Text(say("原文不在手边", "not at hand") + ": " + ", ".join(absent), style="yellow"))
    verdict = say(f"{errors:,} 个问题", counted(errors, "finding")) if errors else say("全部核对无误", "nothing left")
    printer.print(Text(verdict, style="bold red" if errors else "bold green"))


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
    from ..evidence.locate import locate as find
    from ..evidence.locate import nearest
    from ..propose.text import MAXIMUM_SPAN
    from ..validation import read_tables

    facts = gather(read_tables(open_or_fail(package)))
    id, path = _document(facts.rows.get("documents", {}), document, sources)
    try:
        whole = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        fail(PackageError(f"{path} 不是 UTF-8 文本", f"{path} is not UTF-8 text"))
    spans = list(find(whole, text))
    printer = error_console()
    if not spans:
        near = nearest(whole, text)
        hint = "" if near is None else harmless("".join(near.text.split()))
        printer.print(Text(say("原文中没有这句话", f"not found in {path.name}"), style="red"))
        if hint:
            printer.print(Text(f"{say('最相近的是', 'nearest passage')}: {hint}"))
        raise typer.Exit(1)
    if len(spans) > 1:
        several = say(
            f"出现 {len(spans)} 次：请选一处，或多复制几个字",
            f"stands {len(spans)} times: choose one, or copy more of the clause",
        )
        printer.print(Text(several, style="yellow"))
    if any(s.end - s.start > MAXIMUM_SPAN for s in spans):
        long = say(
            f"超过 {MAXIMUM_SPAN} 个字符：应只取陈述事实的分句",
            f"longer than {MAXIMUM_SPAN} characters: take the clause that states the fact",
        )
        printer.print(Text(long, style="yellow"))
    dataset, _, record = fact.partition("/")
    articles = [(key, span_of(row)) for key, row in facts.rows.get("sources", {}).items() if row["document"] == id]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["dataset", "record", "field", "source", "start", "end", "sha256"])
    for span in spans:
        source = next((key for key, a in articles if a and a[0] <= span.start and span.end <= a[1]), "SOURCE")
        writer.writerow([dataset, record, field, source, span.start, span.end, span.sha256])


def _explain_documents(tables: Any) -> None:
    """Say which documents are needed, by digest, and how to supply them."""
    printer = error_console()
    table = tables["documents"][1]
    spans = len(tables["evidence"][1].records)
    printer.print(
        say(
            f"未核对任何内容：{spans:,} 处证据指向 {len(table.records)} 份原文，原文受版权保护，不在本包内。"
            "\n请将下列文件放入一个文件夹（文件名不限，按 SHA-256 辨认），再加上 --sources 文件夹：",
            f"Nothing was checked: {spans:,} spans point into {len(table.records)} documents, which are under copyright"
            " and not part of this package.\nPut these files into a folder (any name; they are known by SHA-256) and"
            " add --sources FOLDER:",
            "\n",
        )
    )
    for record in table.records:
        printer.print(f"  {table.cell(record, 'id')}  sha256 {table.cell(record, 'sha256')}")


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
