"""The command `xinzhi review`: shows records with their evidence, and writes down that a second person has read
them."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from ..contract.package import PackageError
from ..language import counted
from .messages import console, fail, language, say
from .opening import open_or_fail, open_to_write
from .shared_options import HERE, PackageOption, SourcesOption

if TYPE_CHECKING:
    from ..contract.table import RecordKey
    from ..reviews.reviewing import Ledger


def review(
    dataset: Annotated[
        str | None,
        typer.Argument(
            help="Dataset; without records, those of it that wait. 数据集；不写记录则为其中待复核的。",
            show_default=False,
        ),
    ] = None,
    records: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RECORD]...",
            help="Primary keys of the records that were read. 读过的记录的主键。",
            show_default=False,
        ),
    ] = None,
    all_changed: Annotated[
        bool,
        typer.Option(
            "--all-changed",
            help=(
                "Every record that is new, or has changed since it was reviewed; lines of records that are gone are"
                " removed. 全部新的或改动过的记录；已不存在的记录，其复核行一并删去。"
            ),
        ),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Show the records and write nothing; exit 1 if some wait. 只显示，不写入。")
    ] = False,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            formats=["%Y-%m-%d"],
            help="Day of the reading; today if not given. 复核日期，默认为今天。",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="NAME",
            help="Who has read them, a name or handle; git's user.name if not given. 复核者，默认取 git 的 user.name。",
            show_default=False,
        ),
    ] = None,
    package: PackageOption = HERE,
    sources: SourcesOption = None,
) -> None:
    """Write down that a second person has read records; without any, say what waits.
    记录第二人已读过的记录；不写则列出待复核的。

    Every record is shown with its links, its evidence, what is inferred and what is left out, then its line in the
    ledger is written, with the name of who has read it. Whoever that is has read the records beside the document, and
    has not entered them. An entity is shown with all spans that mention it, and those that are new are read with it.
    """
    from ..reviews.reviewing import chosen, open_ledger, with_mentions, write_reviews

    if all_changed and dataset is not None:
        fail(PackageError("--all-changed 不与数据集名同用", "--all-changed takes no dataset"))
    try:
        writes = (dataset is not None or all_changed) and not check
        ledger = open_ledger(open_to_write(package) if writes else open_or_fail(package))
        if dataset is None and not all_changed:
            raise typer.Exit(_say_what_waits(console(), ledger))
        reader = _reader(by, ledger) if writes else ""
        asked = ledger.standing.waiting if dataset is None else chosen(ledger, dataset, records or [])
        keys = with_mentions(ledger, asked)
        gone = ledger.standing.gone if all_changed else []
        _show(ledger, keys, sources)
        if not check:
            write_reviews(ledger, keys, on.date() if on else date.today(), by=reader, without=gone)
    except PackageError as error:
        fail(error)
    printer = console()
    for record in gone:
        name = f"{ledger.table.cell(record, 'dataset')}/{ledger.table.cell(record, 'record')}"
        printer.print(Text(f"{say('记录已不存在', 'no such record')}: {name}", style="yellow"))
    number = len(keys)
    if check:
        nothing = say(f"显示 {number:,} 条记录，未写入", f"{counted(number, 'record')} shown, nothing written")
        printer.print(Text(nothing, style="bold"))
        raise typer.Exit(1 if keys or gone else 0)
    zh, en = f"复核 {number:,} 条记录", f"{counted(number, 'record')} reviewed"
    if gone:
        zh, en = f"{zh}；删去 {len(gone):,} 行", f"{en}; {counted(len(gone), 'line')} removed"
    if not keys and not gone:
        zh, en = "没有待复核的记录", "nothing waits for a review"
    printer.print(Text(say(zh, en), style="bold green"))


def _reader(by: str | None, ledger: Ledger) -> str:
    """Who has read the records, where the ledger keeps that. Raises PackageError where nobody says so."""
    from ..repository import user_name

    if not ledger.names_reviewers:
        return ""
    name = " ".join(by.split()) if by is not None else user_name(ledger.package.root)
    if not name or not name.isprintable():
        raise PackageError(
            "不知复核者是谁：请写明读过的人，如 --by 张三，或设置 git config user.name",
            "who has read them? Give the name or handle of the reader, as in --by NAME, or set git config user.name",
        )
    return name


def _show(ledger: Ledger, keys: list[RecordKey], sources: SourcesOption) -> None:
    from ..evidence.documents import DocumentsError
    from ..evidence.facts import gather
    from ..report.row import print_row
    from ..show import show_all

    printer = console()
    # A mention stands among the spans of its entity where that is shown as well.
    mentions = ledger.standing.states.mentions
    with_entity = {mention for key in keys for mention in mentions.get(key, ())}
    shown_alone = [key for key in keys if key not in with_entity]
    try:
        for shown in show_all(gather(ledger.tables, ledger.datasets), shown_alone, sources):
            print_row(printer, shown, language(), with_sources=sources is not None)
            printer.print()
    except DocumentsError as error:
        fail(error)


def _say_what_waits(printer: Console, ledger: Ledger) -> int:
    """A line for each dataset in which records wait. Returns the exit code: 1 if some do."""
    standing = ledger.standing
    changed, new = Counter(d for d, _ in standing.changed), Counter(d for d, _ in standing.new)
    for dataset in dict.fromkeys(d for d, _ in standing.waiting):
        en = f"{changed[dataset]:,} changed, {new[dataset]:,} not reviewed"
        zh = f"改动 {changed[dataset]:,}，未复核 {new[dataset]:,}"
        printer.print(Text.assemble((dataset, "bold"), f"  {say(zh, en)}"))
    total, waiting, gone = len(standing.states.positions), len(standing.waiting), len(standing.gone)
    en = f"{total - waiting:,} of {total:,} records are as they were reviewed"
    zh = f"{total:,} 条记录中有 {total - waiting:,} 条与复核时相同"
    if gone:
        en, zh = f"{en}; {gone:,} lines are about records that are gone", f"{zh}；{gone:,} 行所指的记录已不存在"
    printer.print(Text(say(zh, en), style="bold yellow" if waiting or gone else "bold green"))
    return 1 if waiting or gone else 0
