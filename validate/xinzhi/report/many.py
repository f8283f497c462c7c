"""The report of several packages: a line for each that is valid, findings where there are some, and a summary."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from ..many import Unopened
from ..result import Report
from .harmless import harmless, one_line
from .text import Language, pick, print_findings, print_verdict


def print_section(console: Console, outcome: Report | Unopened, lang: Language, limit: int) -> None:
    """What there is to say of one of several packages."""
    if isinstance(outcome, Unopened):
        not_opened = pick("无法打开", "NOT OPENED", lang)
        why = pick(outcome.zh, outcome.en, lang)
        console.print(Text.assemble((not_opened, "bold red"), one_line(f"  {outcome.where}  {why}")), soft_wrap=True)
        return
    if outcome.findings:
        console.print()
        console.print(Text(harmless(outcome.where), style="bold"), soft_wrap=True)
        print_findings(console, outcome.findings, lang, limit, outcome.totals, outcome.stopped)
    print_verdict(console, outcome, lang, where=True)
    if outcome.findings:
        console.print()


def print_summary(console: Console, outcomes: Sequence[Report | Unopened], lang: Language) -> None:
    """How many are valid, invalid and not opened."""
    reports = [o for o in outcomes if isinstance(o, Report)]
    valid = sum(r.valid for r in reports)
    rows = sum(r.rows for r in reports)
    invalid, unopened = len(reports) - valid, len(outcomes) - len(reports)
    text = pick(
        f"共 {len(outcomes):,} 个：{valid:,} 个有效，{invalid:,} 个无效，{unopened:,} 个无法打开；{rows:,} 行",
        f"{len(outcomes):,} in all: {valid:,} valid, {invalid:,} invalid, {unopened:,} not opened; {rows:,} rows",
        lang,
    )
    console.print(Text(text, style="bold green" if valid == len(outcomes) else "bold red"))
