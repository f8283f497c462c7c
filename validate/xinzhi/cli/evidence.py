"""The commands that compare facts with documents: verify, coverage, locate."""

from __future__ import annotations

import csv
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.text import Text

from ..contract.package import Package, PackageError
from ..language import counted
from ..report.harmless import harmless
from .messages import console, error_console, fail, language, print_json, say
from .opening import open_or_fail
from .shared_options import HERE, FormatOption, LimitOption, PackageArgument, PackageOption, RecordFormat, SourcesOption

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..domain import Proof
    from ..evidence.documents import Documents
    from ..evidence.facts import Facts
    from ..findings import Finding


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
    from ..domain import Proof
    from ..evidence.verify import check_evidence

    opened, facts, folder = _documented(package, sources, Proof.spans, Proof.documents, Proof.articles)
    with _documents_or_fail():
        result = check_evidence(opened, facts, folder)
    counts = {**{f"spans {k}": v for k, v in sorted(result.outcomes.items())}, **dict(sorted(result.reread.items()))}
    lines = [
        f"{count:,} {say('处证据', 'spans', '/')}: {say(*_OUTCOMES[outcome])}"
        for outcome, count in sorted(result.outcomes.items())
    ]
    reread = ", ".join(f"{result.reread[k]:,} {say(*words, '/')}" for k, words in _REREAD.items())
    lines.append(f"{say('重读', 're-read', '/')}: {reread}")
    _print_result(result.findings, result.documents, counts, lines, format, limit)


def coverage(
    package: PackageArgument = HERE,
    sources: SourcesOption = None,
    format: FormatOption = RecordFormat.text,
    limit: LimitOption = 20,
) -> None:
    """List what the documents say and the package does not. 列出原文有而数据未收的分句、数字与名称。"""
    from ..domain import Proof
    from ..evidence.coverage import check_coverage

    needed = Proof.spans, Proof.documents, Proof.articles, Proof.omissions
    _, facts, folder = _documented(package, sources, *needed, of_the_domain=(Proof.passages, Proof.terms))
    with _documents_or_fail():
        result = check_coverage(facts, folder)
    counted_by = (
        (("分句", "clauses"), result.clauses),
        (("数字", "numerals"), result.numerals),
        (("名称", "names"), result.names),
    )
    counts = {f"{en}, {how}": n for (_, en), counter in counted_by for how, n in sorted(counter.items())}
    counts |= {f"sentences in scope, {article}": n for article, n in sorted(result.sentences.items())}
    lines = []
    for what, counter in counted_by:
        total, left = sum(counter.values()), counter["unaccounted"]
        share = 100 * (total - left) / total if total else 100.0
        parts = ", ".join(f"{_accounted(how)} {n:,}" for how, n in sorted(counter.items()) if n)
        lines.append(f"{say(*what, '/')}: {total - left:,} / {total:,} ({share:.1f} %)  {parts}")
    lines += [f"{article}: {_in_scope(count)}" for article, count in sorted(result.sentences.items())]
    _print_result(result.findings, result.documents, counts, lines, format, limit)


def _in_scope(sentences: int) -> str:
    """How many sentences of an article that is read by sentences are in scope."""
    if not sentences:
        return say("已通读，只字未提", "read in full and silent", "/")
    return say(f"{sentences:,} 句在范围之内", f"{counted(sentences, 'sentence')} in scope", "/")


def _accounted(how: str) -> str:
    """How clauses, numerals or names are accounted for; a reason is a code of the data, which is in English only."""
    kind, colon, reason = how.partition(": ")
    return say(_ACCOUNTED[kind], kind, "/") + colon + reason


def _facts(package: Package) -> Facts:
    from ..contract.tables import read_tables
    from ..domains import datasets_of
    from ..evidence.facts import gather

    return gather(read_tables(package), datasets_of(package))


def _documented(
    where: Path, sources: Path | None, *needed: Proof, of_the_domain: Sequence[Proof] = ()
) -> tuple[Package, Facts, Path]:
    """The package, its facts and the folder of its documents. Where the package does not have what is needed, nor what
    its domain has besides, or no folder was named, that is said and the command ends."""
    package = open_or_fail(where)
    facts = _facts(package)
    wanted = [*needed, *(proof for proof in of_the_domain if facts.datasets.has(proof))]
    names = {proof: facts.datasets.name_of(proof) for proof in wanted}
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
        _explain_documents(facts)
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


def _print_result(
    findings: Sequence[Finding],
    documents: Documents,
    counts: Mapping[str, int],
    lines: Sequence[str],
    format: RecordFormat,
    limit: int,
) -> NoReturn:
    """Print findings, the lines that count what was checked, and the verdict, or all of that as data; end the command
    with 1 where something is wrong, with 2 where documents were not at hand."""
    from ..report.terminal import print_findings

    absent = documents.absent
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
    else:
        printer = console()
        print_findings(printer, findings, language(), limit)
        for line in lines:
            printer.print(line)
        if absent:
            named = ", ".join(absent[:limit]) + (" …" if len(absent) > limit else "")
            printer.print(Text(f"{say('原文不在手边', 'not at hand')}: {named}", style="yellow"))
        if errors:
            zh, en, style = f"{errors:,} 个问题", counted(errors, "finding"), "bold red"
        elif absent:
            zh = f"未核对完：{len(absent)} 份原文不在手边；手边的核对无误"
            en = f"incomplete: {counted(len(absent), 'document')} not at hand; nothing left in the others"
            style = "bold yellow"
        else:
            zh, en, style = "全部核对无误", "nothing left", "bold green"
        printer.print(Text(say(zh, en), style=style))
    raise typer.Exit(1 if errors else 2 if absent else 0)


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
    from ..evidence.locate import LONGEST_SPAN, nearest
    from ..evidence.locate import locate as find

    facts = _facts(open_or_fail(package))
    id, path = _document(dict(facts.registered_documents()), document, sources)
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
    if any(s.end - s.start > LONGEST_SPAN for s in spans):
        long = say(
            f"超过 {LONGEST_SPAN} 个字符：应只取陈述事实的分句",
            f"longer than {LONGEST_SPAN} characters: take the clause that states the fact",
        )
        printer.print(Text(long, style="yellow"))
    dataset, _, record = fact.partition("/")
    articles = [
        (key, span_of(row)) for key, row in facts.proof_rows(Proof.articles).items() if row.get("document") == id
    ]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["dataset", "record", "field", "source", "start", "end", "sha256"])
    for span in spans:
        source = next((key for key, a in articles if a and a[0] <= span.start and span.end <= a[1]), "SOURCE")
        writer.writerow([dataset, record, field, source, span.start, span.end, span.sha256])


def _explain_documents(facts: Facts) -> None:
    """Say which documents are needed, by digest, and how to supply them."""
    printer = error_console()
    documents = facts.registered_documents()
    spans = len(facts.proofs)
    printer.print(
        say(
            f"未核对任何内容：{spans:,} 处证据指向 {len(documents)} 份原文，原文受版权保护，不在本包内。"
            "\n请将下列文件放入一个文件夹（文件名不限，按 SHA-256 辨认），再加上 --sources 文件夹：",
            f"Nothing was checked: {spans:,} spans point into {len(documents)} documents, which are under copyright"
            " and not part of this package.\nPut these files into a folder (any name; they are known by SHA-256) and"
            " add --sources FOLDER:",
            "\n",
        )
    )
    for id, digest in documents:
        printer.print(f"  {id}  sha256 {digest}")


def _document(registered: Mapping[str, str], document: str, sources: Path | None) -> tuple[str, Path]:
    """The id and the file of a document that is named by its file, whatever its name, or by its id; `registered` has
    digests by id."""
    from ..evidence.documents import digest_of_file, find_documents

    path = Path(document)
    if path.is_file():
        digest = digest_of_file(path)
        return next((id for id, known in registered.items() if known == digest), path.stem), path
    if sources is not None:
        with _documents_or_fail():
            at_hand = find_documents(sources, [(document, registered.get(document, ""))]).at_hand
        if document in at_hand:
            return document, at_hand[document].path
    fail(
        PackageError(
            f"找不到文档 {document}：给出文件路径，或用 --sources 指明文件夹",
            f"there is no document {document}: name its file, or the folder that holds it with --sources",
        )
    )
