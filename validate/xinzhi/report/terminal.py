"""Reports for a terminal: the verdict first, then findings by rule with file, line and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from ..engine.reasons import SMALL_FILE
from ..findings import Finding, help_page
from ..language import LanguageChoice, counted, pick
from ..result import Report
from .harmless import harmless, one_line
from .place import located_file, with_record

_SEVERITIES = {"error": ("错误", "error"), "warning": ("警告", "warning")}
_ENGINES = {
    "scan": ("扫描", "scanned"),
    "frictionless": ("由 frictionless 读", "read by frictionless"),
    "limits": ("未读", "not read"),
    "spark": ("由 Spark 读", "read by Spark"),
}


def print_findings(
    console: Console,
    findings: Sequence[Finding],
    lang: LanguageChoice,
    limit: int,
    totals: Mapping[str, int] | None = None,
    stopped: Collection[str] = (),
) -> None:
    """Findings grouped by rule; at most `limit` of each are shown. `totals` are the numbers by rule where not all are
    at hand, and `stopped` the rules whose number is the least that there can be."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for f in findings:
        groups[f.rule].append(f)
    for rule, members in groups.items():
        style = "red" if members[0].severity == "error" else "yellow"
        total = max(len(members), (totals or {}).get(rule, 0))
        number = f"{'≥ ' if rule in stopped else ''}{total:,} × {pick(*_SEVERITIES[members[0].severity], lang, '/')}"
        few = min(limit, len(members))
        few_shown = f", {pick(f'列出 {few:,}', f'{few:,} shown', lang)}" if few < total else ""
        console.print(Text.assemble((rule, f"bold {style}"), f"  {number}{few_shown}"))
        page = help_page(rule, "zh" if lang == "zh" else "en")
        console.print(Text(f"  {pick('说明', 'explained in', lang, '/')}: {page}", style="dim"), soft_wrap=True)
        for f in members[:limit]:
            file = f.file if f.file is None else located_file(f.file, f)
            place = ":".join(str(p) for p in (file, f.line, f.column) if p is not None)
            console.print(Text("  " + one_line(with_record(place, f, lang)), style="cyan"), soft_wrap=True)
            if lang in ("en", "both"):
                console.print(Text("    " + harmless(f.message_en)), soft_wrap=True)
            if lang in ("zh", "both"):
                console.print(Text("    " + harmless(f.message_zh)), soft_wrap=True)
            if f.suggestion is not None:
                label = pick("建议", "suggestion", lang, "/")
                console.print(Text(f"    → {label}: {harmless(f.suggestion)}", style="green"), soft_wrap=True)


def print_report(
    console: Console, report: Report, lang: LanguageChoice, limit: int = 10, findings: Sequence[Finding] | None = None
) -> None:
    """The whole report of `xinzhi validate`. `findings` are those to be listed, where it is not all of them."""
    if findings is None:
        print_findings(console, report.findings, lang, limit, report.totals, report.stopped)
    else:
        print_findings(console, findings, lang, limit)
    if report.findings if findings is None else findings:
        console.print()
    names = {check.layer: pick(check.title_zh, check.title_en, lang) for check in report.checks}
    width = max(map(cell_len, names.values()), default=0)
    for check in report.checks:
        if not check.ran:
            mark, summary = Text("–", style="yellow"), pick(check.reason_zh, check.reason_en, lang)
        else:
            mark = Text("✓", style="green") if not check.findings else Text("!", style="yellow")
            if report.has_errors(check):
                mark = Text("✗", style="red")
            result = (
                pick("无问题", "nothing found", lang)
                if not check.findings
                else pick(f"{check.findings:,} 个问题", counted(check.findings, "finding"), lang)
            )
            summary = f"{check.looked_at:,} {pick(check.unit_zh, check.counted_en, lang, '/')}: {result}"
        console.print(Text.assemble(mark, f"  {set_cell_size(names[check.layer], width)}  {summary}"), soft_wrap=True)
    _print_engines(console, report, lang)
    print_verdict(console, report, lang)


def print_verdict(console: Console, report: Report, lang: LanguageChoice, *, where: bool = False) -> None:
    """Whether a package is valid, its name (or `where` it is), and how much was read: a line."""
    named = f"{report.package.name} {report.package.descriptor.get('version') or ''}".strip()
    name = report.where if where or not report.package.name else named
    size = pick(
        f"{len(report.package.resources)} 个数据集，{report.rows:,} 行，用时 {report.seconds:.1f} 秒",
        f"{counted(len(report.package.resources), 'dataset')}, {counted(report.rows, 'row')}, {report.seconds:.1f} s",
        lang,
    )
    verdict, style = (("有效", "VALID"), "bold green") if report.valid else (("无效", "INVALID"), "bold red")
    console.print(Text.assemble((pick(*verdict, lang), style), f"  {one_line(name)}  ", size), soft_wrap=True)


def _print_engines(console: Console, report: Report, lang: LanguageChoice) -> None:
    """Which files were scanned and which frictionless read whole though they are large, where any was scanned; and
    errors beyond those shown. Of small files that are right there is nothing to tell."""
    if all(a.engine in ("frictionless", "python") for a in report.answers.values()):
        return
    for name, answer in report.answers.items():
        if answer.engine == "python" or (answer.reason == SMALL_FILE and answer.complete and not answer.totals):
            continue
        how = pick(*_ENGINES[answer.engine], lang)
        reason = f" ({pick(answer.reason.zh, answer.reason.en, lang)})" if answer.reason else ""
        least = "" if answer.complete else "≥ "
        totals = ", ".join(f"{kind} {least}{number:,}" for kind, number in sorted(answer.totals.items()))
        size = f"{answer.rows:,} {pick('行', 'rows', lang, '/')}"
        console.print(
            Text(one_line(f"   {name}: {size}, {how}{reason}{': ' + totals if totals else ''}")), soft_wrap=True
        )
