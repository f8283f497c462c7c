"""Reports for a terminal: the verdict first, then findings by rule with file, line and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..findings import Finding
from ..validation import Report

Language = Literal["zh", "en", "both"]
LAYER_NAMES = {
    "descriptor": ("描述文件", "descriptor"),
    "structure": ("结构", "structure"),
    "form": ("书写形式", "form"),
    "rules": ("表内规则", "rules"),
    "relations": ("表间关系", "relations"),
    "evidence": ("证据", "evidence"),
    "coverage": ("覆盖", "coverage"),
}


def pick(zh: str, en: str, lang: Language, joint: str = " · ") -> str:
    """A text in the language asked for."""
    return {"zh": zh, "en": en, "both": zh if zh == en else f"{en}{joint}{zh}"}[lang]


def shortened(text: str, limit: int = 2000) -> str:
    """A text of at most `limit` characters: a cell may hold a book."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def counted(number: int, noun: str) -> str:
    """A number with its English noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def print_findings(console: Console, findings: Sequence[Finding], lang: Language, limit: int) -> None:
    """Findings grouped by rule; at most `limit` of each are shown."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for f in findings:
        groups[f.rule].append(f)
    for rule, members in groups.items():
        style = "red" if members[0].severity == "error" else "yellow"
        console.print(Text.assemble((rule, f"bold {style}"), f"  {len(members)} × {members[0].severity}"))
        for f in members[:limit]:
            place = ":".join(str(p) for p in (f.file, f.line, f.column) if p is not None)
            console.print(Text("  " + place, style="cyan"), soft_wrap=True)
            if lang in ("en", "both"):
                console.print(Text("    " + f.message_en), soft_wrap=True)
            if lang in ("zh", "both"):
                console.print(Text("    " + f.message_zh), soft_wrap=True)
            if f.suggestion is not None:
                label = pick("建议", "suggestion", lang, "/")
                console.print(Text(f"    → {label}: {f.suggestion}", style="green"), soft_wrap=True)
        if len(members) > limit:
            console.print(pick(f"  ……另有 {len(members) - limit} 处", f"  … and {len(members) - limit} more", lang))


def print_report(
    console: Console, report: Report, lang: Language, limit: int = 10, findings: Sequence[Finding] | None = None
) -> None:
    """The whole report of `xinzhi validate`. `findings` are those to be listed, where it is not all of them."""
    listed = report.findings if findings is None else findings
    print_findings(console, listed, lang, limit)
    if listed:
        console.print()
    table = Table(box=None, pad_edge=False, show_header=False)
    for check in report.checks:
        name = pick(*LAYER_NAMES[check.layer], lang)
        if not check.ran:
            table.add_row(Text("–", style="yellow"), name, Text(pick(check.reason_zh, check.reason_en, lang)))
            continue
        mark = Text("✓", style="green") if not check.findings else Text("✗", style="red")
        found = pick("无问题", "nothing found", lang) if not check.findings else pick(f"{check.findings} 个问题", counted(check.findings, "finding"), lang)
        table.add_row(mark, name, f"{check.looked_at:,} {pick(check.unit_zh, check.unit_en, lang, '/')}: {found}")
    console.print(table)
    _print_engines(console, report, lang)
    name = f"{report.package.name} {report.package.descriptor.get('version') or ''}".strip()
    size = pick(
        f"{len(report.package.resources)} 个数据集，{report.rows:,} 行，用时 {report.seconds:.1f} 秒",
        f"{counted(len(report.package.resources), 'dataset')}, {counted(report.rows, 'row')}, {report.seconds:.1f} s",
        lang,
    )
    verdict, style = (("有效", "VALID"), "bold green") if report.valid else (("无效", "INVALID"), "bold red")
    console.print(Text.assemble((pick(*verdict, lang), style), f"  {name}  ", size))


def _print_engines(console: Console, report: Report, lang: Language) -> None:
    """Which files were scanned and which frictionless read whole, where any was scanned; and errors beyond those shown."""
    if not any(a.engine == "scan" for a in report.answers.values()):
        return
    for name, answer in report.answers.items():
        how = pick("扫描", "scanned", lang) if answer.engine == "scan" else pick("由 frictionless 读", "read by frictionless", lang)
        reason = f" ({answer.reason})" if answer.reason else ""
        totals = ", ".join(f"{kind} {number:,}" for kind, number in sorted(answer.totals.items()))
        console.print(f"   {name}: {answer.rows:,} {pick('行', 'rows', lang, '/')}, {how}{reason}{': ' + totals if totals else ''}")
