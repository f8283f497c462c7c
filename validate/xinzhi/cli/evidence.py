"""The commands that compare facts with documents: verify, coverage, locate."""

from __future__ import annotations

import csv
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

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
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..domain import Proof
    from ..evidence.facts import Facts
    from ..findings import Finding


def verify(
    package: PackageArgument = HERE,
    sources: SourcesOption = None,
    format: FormatOption = ReportFormat.text,
    lang: LangOption = Lang.both,
    limit: LimitOption = 10,
) -> None:
    """Check every fact against the documents. 逐条核对事实与原文。"""
    from ..domain import Proof
    from ..evidence.verify import check_evidence
    from ..report.text import pick

    opened, facts, folder = _documented(package, sources, lang, Proof.spans, Proof.documents, Proof.articles)
    with _documents_or_fail():
        result = check_evidence(opened, facts, folder)
    counted = {**{f"spans {k}": v for k, v in sorted(result.outcomes.items())}, **dict(sorted(result.reread.items()))}

    def summarise(printer: Console) -> None:
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

    _report(result.findings, counted, result.documents.absent, summarise, format, lang, limit)


def coverage(
    package: PackageArgument = HERE,
    sources: SourcesOption = None,
    format: FormatOption = ReportFormat.text,
    lang: LangOption = Lang.both,
    limit: LimitOption = 20,
) -> None:
    """List what the documents say and the package does not. 列出原文有而数据未收的数字与名称。"""
    from ..domain import Proof
    from ..evidence.coverage import check_coverage
    from ..report.text import pick

    needed = Proof.spans, Proof.documents, Proof.articles, Proof.omissions
    _, facts, folder = _documented(package, sources, lang, *needed)
    with _documents_or_fail():
        result = check_coverage(facts, folder)
    counted = {
        f"{what}, {how}": n
        for what, c in (("numerals", result.numerals), ("names", result.names))
        for how, n in sorted(c.items())
    }

    def summarise(printer: Console) -> None:
        for what, counter in ((("数字", "numerals"), result.numerals), (("名称", "names"), result.names)):
            total, left = sum(counter.values()), counter["unaccounted"]
            share = 100 * (total - left) / total if total else 100.0
            parts = ", ".join(f"{how} {n:,}" for how, n in sorted(counter.items()) if n)
            printer.print(f"{pick(*what, lang.value, '/')}: {total - left:,} / {total:,} ({share:.1f} %)  {parts}")

    _report(result.findings, counted, result.documents.absent, summarise, format, lang, limit)


def locate(
    document: Annotated[str, typer.Argument(help="A document's file, or its id with --sources. 原文文件，或其编号。")],
    text: Annotated[str, typer.Argument(help="The clause, copied from the document. 从原文复制的分句。")],
    package: PackageOption = HERE,
    sources: SourcesOption = None,
    fact: Annotated[str, typer.Option("--for", help="DATASET/ID that it proves. 所证的行。")] = "DATASET/ID",
    field: Annotated[str, typer.Option("--field", help="Column that it proves. 所证的列。")] = "",
) -> None:
    """Print the evidence row of a clause. 打印一个分句的证据行。"""
    from ..domain import Proof
    from ..evidence.facts import span_of
    from ..evidence.locate import locate as find
    from ..evidence.locate import nearest

    facts = _facts(open_or_fail(package))
    id, path = _document(dict(facts.registered_documents()), document, sources)
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
    if any(s.end - s.start > 120 for s in spans):
        printer.print(
            Text(
                "longer than 120 characters: take the clause that states the fact / 超过 120 个字符：应只取陈述事实的分句",  # noqa: E501
                style="yellow",
            )
        )
    dataset, _, record = fact.partition("/")
    articles = [
        (key, span_of(row)) for key, row in facts.proof_rows(Proof.articles).items() if row.get("document") == id
    ]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["dataset", "record", "field", "source", "start", "end", "sha256"])
    for span in spans:
        source = next((key for key, a in articles if a and a[0] <= span.start and span.end <= a[1]), "SOURCE")
        writer.writerow([dataset, record, field, source, span.start, span.end, span.sha256])


def _facts(package: Package) -> Facts:
    from ..contract.tables import read_tables
    from ..domains import datasets_of
    from ..evidence.facts import gather

    return gather(read_tables(package), datasets_of(package))


def _documented(where: Path, sources: Path | None, lang: Lang, *needed: Proof) -> tuple[Package, Facts, Path]:
    """The package, its facts and the folder of its documents. Where the package does not have what is needed, or no
    folder was named, that is said and the command ends."""
    package = open_or_fail(where)
    facts = _facts(package)
    names = {proof: facts.datasets.name_of(proof) for proof in needed}
    missing = [n for proof, n in names.items() if not facts.datasets.has(proof) or n not in facts.tables]
    if missing:
        listed = ", ".join(missing)
        fail(
            PackageError(
                f"此数据包没有 {listed}，无从核对",
                f"this package has no {listed}: there is nothing to check against documents",
            )
        )
    if sources is None:
        _explain_documents(facts, lang)
        raise typer.Exit(2)
    return package, facts, sources


@contextmanager
def _documents_or_fail() -> Iterator[None]:
    """Say why the folder of the documents cannot be used, and end the command."""
    from ..evidence.documents import DocumentsError

    try:
        yield
    except DocumentsError as error:
        fail(error)


def _report(
    findings: Sequence[Finding],
    counted: dict[str, int],
    absent: list[str],
    summarise: Callable[[Console], None],
    format: ReportFormat,
    lang: Lang,
    limit: int,
) -> NoReturn:
    """Report what a comparison found, and end the command: with 1 where something is wrong, with 2 where documents were
    not at hand. `summarise` prints what was counted."""
    from ..report.text import print_findings

    valid = not any(f.severity == "error" for f in findings)
    if format is ReportFormat.json:
        print_json(
            {
                "valid": valid,
                "complete": not absent,
                "counted": counted,
                "absent": absent,
                "findings": [f.as_dict() for f in findings],
            }
        )
    else:
        printer = console()
        print_findings(printer, findings, lang.value, limit)
        summarise(printer)
        _say_absent(printer, absent, lang)
        _say_verdict(printer, findings, lang)
    raise typer.Exit(0 if valid and not absent else 2 if valid else 1)


def _explain_documents(facts: Facts, lang: Lang) -> None:
    """Say which documents are needed, by digest, and how to supply them."""
    from ..report.text import pick

    printer = Console(stderr=True, highlight=False, soft_wrap=True)
    documents = facts.registered_documents()
    spans = len(facts.proofs)
    printer.print(
        pick(
            f"未核对任何内容：{spans:,} 处证据指向 {len(documents)} 份原文，原文受版权保护，不在本包内。"
            "\n请将下列文件放入一个文件夹（文件名不限，按 SHA-256 辨认），再加上 --sources 文件夹：",
            f"Nothing was checked: {spans:,} spans point into {len(documents)} documents, which are under copyright"
            " and not part of this package.\nPut these files into a folder (any name; they are known by SHA-256) and"
            " add --sources FOLDER:",
            lang.value,
            "\n",
        )
    )
    for id, digest in documents:
        printer.print(f"  {id}  sha256 {digest}")


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


def _document(registered: Mapping[str, str], document: str, sources: Path | None) -> tuple[str, Path]:
    """The id and the file of a document that is named by its file, whatever its name, or by its id; `registered` has
    digests by id."""
    from ..evidence.documents import DocumentsError, digest_of_file, find_documents

    path = Path(document)
    if path.is_file():
        digest = digest_of_file(path)
        return next((id for id, known in registered.items() if known == digest), path.stem), path
    if sources is not None:
        try:
            at_hand = find_documents(sources, [(document, registered.get(document, ""))]).at_hand
        except DocumentsError as error:
            fail(error)
        if document in at_hand:
            return document, at_hand[document].path
    fail(
        PackageError(
            f"找不到文档 {document}：给出文件路径，或用 --sources 指明文件夹",
            f"there is no document {document}: name its file, or the folder that holds it with --sources",
        )
    )
