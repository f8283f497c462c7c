"""The command search."""

from __future__ import annotations

import csv
import shlex
import sys
from collections import defaultdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ..contract.package import PackageError
from ..language import counted, pick
from ..report.harmless import harmless, one_line
from .messages import console, error_console, fail, language, print_json, say
from .opening import here_or_own
from .shared_options import HereOption

if TYPE_CHECKING:
    from ..searching.index import Found, Hit

# Of a kind, the text shows as many as the page of search does, and counts the rest.
_SHOWN = 8


class HitFormat(StrEnum):
    """Format of what is found."""

    text = "text"
    json = "json"
    csv = "csv"


def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="QUERY...", help="Words, in any order. 要找的词，次序不限。", show_default=False),
    ],
    package: HereOption = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", help="Only rows of this dataset; repeatable. 只找该数据集的行，可重复。"),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            help=f"Hits of a kind that are shown; by default {_SHOWN} as text, else all. 每类显示几条。",
            show_default=False,
        ),
    ] = None,
    format: Annotated[HitFormat, typer.Option("--format", help="text, json or csv. 输出格式。")] = HitFormat.text,
) -> None:
    """Search names and facts, as the site does. 检索名称与事实，与网站所得一致。

    Chinese from one character on, English words in any order and form. Exit status: 0 found, 1 nothing found.
    """
    from ..searching.reading import open_index

    try:
        found = open_index(here_or_own(package)).find(" ".join(words), kind or None)
    except PackageError as error:
        fail(error)
    most = limit or (_SHOWN if format is HitFormat.text else len(found))
    shown = _first_of_each_kind(found, most)
    if format is HitFormat.json:
        hits = [hit._asdict() for hits in shown.values() for hit in hits]
        print_json({"query": found.query, "count": len(found), "counts": found.counts, "hits": hits})
    elif format is HitFormat.csv:
        _write_csv(shown)
    elif found:
        _print(found, shown, package)
    if not found:
        _say_why_none(found)
        raise typer.Exit(1)


def _first_of_each_kind(found: Found, most: int) -> dict[str, list[Hit]]:
    by_kind: dict[str, list[Hit]] = defaultdict(list)
    for hit in found:
        if len(by_kind[hit.dataset]) < most:
            by_kind[hit.dataset].append(hit)
    return by_kind


def _write_csv(shown: dict[str, list[Hit]]) -> None:
    from ..searching.index import Hit

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(Hit._fields)
    for hits in shown.values():
        for hit in hits:
            cells = ["" if cell is None else str(cell) for cell in hit]
            # As of a query: a file gets every cell as it is, a terminal nothing that acts on it.
            writer.writerow([harmless(cell, longest=sys.maxsize) for cell in cells] if sys.stdout.isatty() else cells)


def _print(found: Found, shown: dict[str, list[Hit]], package: Path | None) -> None:
    """The hits below the title and number of their kind, each with the command that shows it."""
    printer, where = console(), [] if package is None else ["-p", str(package)]
    printer.print(Text(say(f"找到 {len(found):,} 条", f"{counted(len(found), 'hit')}")))
    for dataset, hits in shown.items():
        number = found.counts[dataset]
        rest = number - len(hits)
        printer.print()
        printer.print(Text(f"{say(hits[0].kind_zh, hits[0].kind_en)} ({number:,})", style="bold"))
        for hit in hits:
            year = f" ({hit.year})" if hit.year else ""
            printer.print(Text(f"  {one_line(pick(hit.name_zh, hit.name_en, language()))}{year}"))
            command = shlex.join(["xinzhi", "show", hit.dataset, hit.id, *where])
            printer.print(Text(f"    {one_line(command)}", style="dim"))
        if rest:
            more = f"--kind {dataset} --limit {number}"
            printer.print(Text(f"  {say(f'其余 {rest:,} 条：{more}', f'{rest:,} more: {more}')}"))


def _say_why_none(found: Found) -> None:
    """Say that nothing is found, and what may be asked instead."""
    printer = error_console()
    query = one_line(found.query)
    printer.print(Text(say(f"未找到“{query}”", f"nothing found for “{query}”"), style="red"))
    if found.near:
        near = ", ".join(found.near)
        printer.print(Text(say(f"是否指：{near}", f"did you mean: {near}")))
    elif found.unknown:
        unknown = ", ".join(found.unknown)
        printer.print(Text(say(f"无处提到：{unknown}；请改用别的字词", f"nowhere: {unknown}; try other words")))
    else:
        printer.print(
            Text(say("各词都有，却无一处兼有：请少写几个词", "each word is there, nothing has all: try fewer"))
        )
