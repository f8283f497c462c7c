"""The report as text: of one package; of several a line for each that is valid, findings where there are some, and a
summary."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from ..language import LanguageChoice, pick
from ..many import Unopened
from ..result import Report
from .harmless import harmless, one_line
from .outcome import Outcome
from .renderer import SeveralRenderer
from .terminal import print_findings, print_report, print_verdict
from .verdict_line import compared, verdict

_WIDTH = 200  # of a text that goes to no terminal


class TextRenderer(SeveralRenderer):
    """Verdicts and findings for people at a terminal."""

    def render(self, outcome: Outcome, lang: LanguageChoice, limit: int) -> str:
        out = io.StringIO()
        console = Console(file=out, highlight=False, soft_wrap=True, no_color=True, width=_WIDTH)
        self.show(console, outcome, lang, limit)
        return out.getvalue()

    def show(self, console: Console, outcome: Outcome, lang: LanguageChoice, limit: int) -> None:
        print_report(console, outcome.report, lang, limit, None if outcome.comparison is None else outcome.findings)
        if outcome.comparison is not None:
            console.print(Text(one_line(compared(outcome, lang))), soft_wrap=True)
            console.print(Text(verdict(outcome, lang), style="bold green" if outcome.passed else "bold red"))

    def show_section(self, console: Console, outcome: Report | Unopened, lang: LanguageChoice, limit: int) -> None:
        if isinstance(outcome, Unopened):
            not_opened = pick("无法打开", "NOT OPENED", lang)
            why = pick(outcome.zh, outcome.en, lang)
            line = Text.assemble((not_opened, "bold red"), one_line(f"  {outcome.where}  {why}"))
            console.print(line, soft_wrap=True)
            return
        if outcome.findings:
            console.print()
            console.print(Text(harmless(outcome.where), style="bold"), soft_wrap=True)
            print_findings(console, outcome.findings, lang, limit, outcome.totals, outcome.stopped)
        print_verdict(console, outcome, lang, where=True)
        if outcome.findings:
            console.print()

    def show_summary(self, console: Console, outcomes: Sequence[Report | Unopened], lang: LanguageChoice) -> None:
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


RENDERER = TextRenderer()
