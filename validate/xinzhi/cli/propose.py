"""The commands propose and accept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from ..contract.package import PackageError, open_package
from ..language import counted
from ..report.harmless import harmless
from .messages import console, fail, language, say
from .opening import open_to_write
from .shared_options import HERE, LimitOption, PackageOption, SourcesOption

if TYPE_CHECKING:
    from ..propose.acceptance import Acceptance
    from ..propose.proposal import Proposal

PROPOSALS = Path("proposals")
_SHOWN = 12


def propose(
    document: Annotated[Path, typer.Argument(help="A document, a UTF-8 text file. 文档，UTF-8 文本。")],
    package: PackageOption = HERE,
    to: Annotated[
        Path | None, typer.Option("--to", help="Folder to write to; proposals/DOCUMENT if not given. 写入的文件夹。")
    ] = None,
) -> None:
    """Propose the rows of a document that the package does not hold yet. 从文档提出数据尚未收录的候选行，供审阅。"""
    from ..domains import datasets_of
    from ..evidence.documents import digest_of_file
    from ..evidence.facts import gather
    from ..propose.folder import write_folder
    from ..propose.proposing import propose as read
    from ..propose.proposing import proposing_of
    from ..propose.sheets import readable_tables

    try:
        opened = open_package(package)
        text = _text_of(document)
        facts = gather(readable_tables(opened), datasets_of(opened))
        digest = digest_of_file(document)
        known = next((id for id, known_digest in facts.registered_documents() if known_digest == digest), None)
        id = known or _id_of(document, digest)
        if known is None and id in dict(facts.registered_documents()):  # another document of the same file name
            id = f"{id}_{digest[:8]}"
        proposal = read(id, digest, text, facts, proposing_of(opened))
        folder = to if to is not None else PROPOSALS / proposal.id
        write_folder(folder, proposal, document.read_bytes(), opened)
    except PackageError as error:
        fail(error)
    except OSError as error:
        fail(PackageError(f"无法写入审阅文件夹：{error}", f"the review folder cannot be written: {error}"))
    _print_proposal(console(), proposal, folder)


def accept(
    folder: Annotated[
        Path, typer.Argument(help="A review folder that propose wrote and you filled in. 填好的审阅文件夹。")
    ],
    package: PackageOption = HERE,
    sources: SourcesOption = None,
    limit: LimitOption = 10,
) -> None:
    """Move reviewed rows into the datasets, all or none. 将审阅过的行收入数据集，要么全部，要么全不。"""
    from ..evidence.documents import DocumentsError
    from ..propose.acceptance import accept as move
    from ..report.terminal import print_findings

    try:
        result = move(folder, open_to_write(package), sources)
    except (PackageError, DocumentsError) as error:
        fail(error)
    except OSError as error:
        fail(PackageError(f"未写入任何内容：{error}", f"nothing was written: {error}"))
    printer = console()
    if result.findings:
        print_findings(printer, result.findings, language(), limit)
        number = len(result.findings)
        nothing = say(f"未写入任何内容：{number:,} 处待处理", f"nothing was written: {number:,} to settle")
        printer.print(Text(nothing, style="bold red"))
        raise typer.Exit(1)
    _print_acceptance(printer, result, folder)


def _text_of(document: Path) -> str:
    """The document's text. Raises PackageError where it is no UTF-8 text file or holds nothing."""
    try:
        text = document.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackageError(
            f"{document} 不是 UTF-8 文本：请先另存为 UTF-8", f"{document} is not UTF-8 text: save it as UTF-8 first"
        ) from error
    except OSError as error:
        raise PackageError(
            f"无法读取 {document}：{error.strerror}", f"cannot read {document}: {error.strerror}"
        ) from error
    if not text.strip():
        raise PackageError(f"{document} 是空的", f"{document} is empty")
    return text


def _id_of(document: Path, digest: str) -> str:
    """The document's id: its file's name as lower-case letters, digits and underscores, or its digest where that leaves
    nothing."""
    return re.sub(r"[^a-z0-9]+", "_", document.stem.lower()).strip("_") or f"document_{digest[:16]}"


def _print_proposal(printer: Console, proposal: Proposal, folder: Path) -> None:
    reading = proposal.reading
    numbers = proposal.counted
    for sheet in dict.fromkeys(c.sheet for c in proposal.candidates):
        members = [c for c in proposal.candidates if c.sheet == sheet]
        printer.print(Text.assemble((sheet, "bold"), f"  {numbers[sheet]}"))
        for candidate in members[:_SHOWN]:
            start, end = reading.span(candidate.words)
            words = " ".join(reading.words(candidate.words).split())
            recognised = say(candidate.recognised.zh, candidate.recognised.en)
            printer.print(
                Text(harmless(f"  {start}–{end}  {words if len(words) <= 40 else words[:40] + ' …'}  [{recognised}]"))
            )
        if len(members) > _SHOWN:
            left = len(members) - _SHOWN
            printer.print("  " + say(f"……另有 {left:,} 个", f"… and {left:,} more"))
    total = sum(numbers.values())
    printer.print(
        Text(
            say(
                f"{total:,} 个候选在 {folder}/：填好各 CSV 文件，再运行",
                f"{total:,} candidates in {folder}/: fill in the CSV files, then run",
            ),
            style="bold",
        )
    )
    printer.print(Text(f"  xinzhi accept {folder}"))


def _print_acceptance(printer: Console, result: Acceptance, folder: Path) -> None:
    for dataset, number in sorted(result.added.items()):
        keys = [row.key for row in result.rows if row.dataset == dataset]
        shown = ", ".join(keys[:3]) + (" …" if len(keys) > 3 else "")
        printer.print(
            Text(f"  {result.files[dataset]}  +{number}" + ("" if dataset in result.unnamed else f"  {shown}"))
        )
    total = sum(result.added.values())
    if total:
        printer.print(Text(say(f"收入 {total:,} 行", f"{counted(total, 'row')} added"), style="bold green"))
    else:
        printer.print(
            Text(
                say("无可收入：所收各行均已在数据中", "nothing to add: every accepted row is there already"),
                style="bold green",
            )
        )
    if result.left:
        number = len(result.left)
        printer.print(
            Text(
                say(
                    f"尚有 {number:,} 处分句、数字或名称未收、未略去",
                    f"still to be recorded or left out: {number:,} clauses, numerals or names",
                ),
                style="yellow",
            )
        )
        printer.print(Text(f"  xinzhi coverage --sources {folder / 'document'}"))
