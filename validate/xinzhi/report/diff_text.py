"""Renders the difference of two versions for a terminal: resource by resource, then what it means for the version."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from ..language import LanguageChoice, pick
from ..versions.changelog import describe, sections
from ..versions.difference import CellChange, Difference, RowChange, RowKind, TableDifference
from ..versions.verdict import Verdict
from ..versions.version_source import Version
from .harmless import one_line, shortened
from .terminal import print_findings

# Row kind → mark, colour, and its name in Chinese and English.
ROW_KINDS = {
    RowKind.added: ("+", "green", "新增", "added"),
    RowKind.removed: ("-", "red", "删去", "removed"),
    RowKind.changed: ("~", "yellow", "更改", "changed"),
    RowKind.renamed: ("→", "cyan", "更名", "renamed"),
    RowKind.merged: ("⇒", "cyan", "合并", "merged"),
    RowKind.reused: ("!", "bold red", "重用已停用的编号", "reused"),
}
LEVELS = {
    "none": ("不需升版", "none"),
    "patch": ("修订号（patch）", "patch"),
    "minor": ("次版本号（minor）", "minor"),
    "major": ("主版本号（major）", "major"),
}
LEVEL_STYLES = {"patch": "green", "minor": "yellow", "major": "red"}
_LONGEST = 120


def print_difference(
    console: Console,
    difference: Difference,
    verdict: Verdict,
    versions: tuple[Version, Version],
    lang: LanguageChoice,
    limit: int,
) -> None:
    """Everything that differs, at most `limit` rows of each kind and resource, and the verdict on the version."""
    console.print(Text(heading(difference, versions, lang), style="bold"))
    for name, table, changes in sections(difference):
        console.print()
        console.print(Text(one_line(name or "datapackage.json"), style="bold cyan"))
        for change in changes:
            console.print(Text("  * " + one_line(pick(*describe(change), lang).replace("`", ""))))
        if table is not None:
            _print_table(console, table, lang, limit)
    if not difference:
        console.print(pick("没有差别", "no differences", lang))
    for left in difference.not_compared:
        console.print(Text(one_line(f"{left.resource}: {pick(left.reason_zh, left.reason_en, lang)}"), style="yellow"))
    console.print()
    _print_verdict(console, difference, verdict, lang, amendable=versions[1].on_disk)


def heading(difference: Difference, versions: tuple[Version, Version], lang: LanguageChoice) -> str:
    """Which two versions: name, number, and where each came from."""
    old, new = versions
    sides = (difference.old, old), (difference.new, new)
    return " → ".join(
        one_line(f"{side.name} {side.version or ''}".strip() + f" ({pick(v.label_zh, v.label_en, lang)})")
        for side, v in sides
    )


def _print_verdict(
    console: Console, difference: Difference, verdict: Verdict, lang: LanguageChoice, *, amendable: bool
) -> None:
    """The least level with its reasons, then what is missing, or that nothing is."""
    console.print(
        Text(
            f"{pick('最低升级', 'least bump', lang)}:"
            f" {pick(*LEVELS[verdict.level.name], lang)}{required_version(verdict)}",
            style="bold",
        )
    )
    for reason in verdict.reasons:
        times = f" ({reason.count:,})" if reason.count > 1 else ""
        console.print(
            Text.assemble(
                "  ",
                (f"{reason.level.name:<5}", LEVEL_STYLES[reason.level.name]),
                f"  {one_line(reason.where)}: {pick(reason.zh, reason.en, lang)}{times}",
            )
        )
    if verdict.note_en:
        console.print(Text(one_line(pick(verdict.note_zh, verdict.note_en, lang)), style="yellow"))
    if verdict.findings:
        console.print()
        print_findings(console, verdict.findings, lang, 20)
        if amendable:
            console.print(Text(pick("运行 xinzhi diff --write 即可改正", "xinzhi diff --write puts this right", lang)))
    else:
        sentence = pick(
            f"版本 {difference.new.version or '（无）'}：无缺漏",
            f"version {difference.new.version or '(none)'}: nothing missing",
            lang,
        )
        console.print(Text(one_line(sentence), style="bold green"))


def required_version(verdict: Verdict) -> str:
    """The least version that is enough, behind an arrow, where one can be told."""
    return "" if verdict.required is None else f" → {verdict.required}"


def count_rows(table: TableDifference, lang: LanguageChoice) -> str:
    """How many rows of each kind."""
    zh = "，".join(f"{ROW_KINDS[k][2]} {n:,} 行" for k, n in table.totals.items())
    en = ", ".join(f"{n:,} {ROW_KINDS[k][3]}" for k, n in table.totals.items())
    return pick(zh, en, lang)


def key_of(row: RowChange) -> str:
    """A row's key as one text; a row without a key, and a cell for each column that is filled, instead."""
    return (
        "/".join(row.key)
        if row.key
        else ", ".join(f"{c.column}={c.after if c.before is None else c.before}" for c in row.cells)
    )


def _print_table(console: Console, table: TableDifference, lang: LanguageChoice, limit: int) -> None:
    console.print("  " + count_rows(table, lang))
    for kind, total in table.totals.items():
        mark, style, *_ = ROW_KINDS[kind]
        shown = [r for r in table.rows if r.kind is kind][:limit]
        for row in shown:
            to = f" → {_short('/'.join(row.new_key))}" if row.new_key is not None else ""
            times = f" × {row.count:,}" if row.count > 1 else ""
            console.print(Text.assemble((f"  {mark} ", style), _short(key_of(row)) + to + times))
            if kind in (RowKind.changed, RowKind.renamed):
                _print_cells(console, row.cells)
        left = total - sum(r.count for r in shown)
        if left:
            console.print(pick(f"    ……另有 {left:,} 行", f"    … and {left:,} more", lang))


def _print_cells(console: Console, cells: Sequence[CellChange]) -> None:
    for cell in cells:
        console.print(
            Text.assemble(
                f"      {one_line(cell.column)}: ", (_short(cell.before), "red"), " → ", (_short(cell.after), "green")
            )
        )


def _short(text: str | None) -> str:
    """A cell on one line: an empty one as ∅, a long one cut."""
    return one_line(shortened(text or "", _LONGEST)) or "∅"
