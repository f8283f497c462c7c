"""Workflow commands for GitHub Actions: the few annotations that it shows, spent on what a contributor can act upon."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

from ..findings import Finding
from ..language import LanguageChoice, counted, pick
from ..many import Unopened
from .formats import SUMMARY_VARIABLE
from .harmless import harmless, shortened, writable
from .markdown import markdown
from .outcome import Outcome, group
from .place import with_record
from .plain_text import TextRenderer
from .renderer import Renderer, why

# GitHub shows no more of a step than this, of either level, and says nothing of the rest.
SHOWN = 10


def commands(outcome: Outcome, lang: LanguageChoice) -> Iterator[str]:
    """A command for the first finding of each rule and column, those on changed lines first; then, while there is room,
    the other findings on changed lines. Where some are left out, the last one says how many."""
    for level in ("error", "warning"):
        findings = [f for f in outcome.findings if f.severity == level]
        chosen = _chosen(outcome, findings)
        left = len(findings) - len(chosen)
        if left and len(chosen) == SHOWN:
            left += 1
            chosen.pop()
        for finding, others in chosen:
            yield _command(outcome, finding, others, lang)
        if left:
            message = pick(
                f"另有 {left:,} 处未在此标出，见运行摘要",
                f"{counted(left, 'more finding')} not annotated: see the summary of the run",
                lang,
                "\n",
            )
            yield f"::{level} title=xinzhi::{escape_data(shortened(message))}"


def protected(text: str) -> str:
    """A text in which GitHub looks for no commands: cells of a package are anybody's words."""
    token = token_hex(16)
    return f"::stop-commands::{token}\n{text.rstrip()}\n::{token}::\n"


def escape_data(text: str) -> str:
    """A message, as a workflow command spells it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A property's value, as a workflow command spells it."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _chosen(outcome: Outcome, findings: list[Finding]) -> list[tuple[Finding, int]]:
    """The findings to annotate, each with the number of others that it stands for."""
    firsts = []
    rest = []
    for members in group(findings).values():
        ordered = sorted(members, key=lambda f: not outcome.is_touched(f))
        firsts.append((ordered[0], len(ordered) - 1))
        rest += [(f, 0) for f in ordered[1:] if outcome.is_touched(f)]
    firsts.sort(key=lambda each: not outcome.is_touched(each[0]))
    return (firsts + rest)[:SHOWN]


def _command(outcome: Outcome, finding: Finding, others: int, lang: LanguageChoice) -> str:
    properties = {"file": outcome.path(finding)}
    place = outcome.context.cell_range(finding)
    if place is not None:
        properties |= {"line": str(place.line), "endLine": str(place.end_line)}
        if place.line == place.end_line:  # GitHub refuses columns that span lines
            properties |= {"col": str(place.column), "endColumn": str(max(place.end_column, place.column))}
    elif finding.line is not None:
        properties["line"] = str(finding.line)
    properties["title"] = finding.rule if finding.column is None else f"{finding.rule} ({finding.column})"
    message = with_record(pick(finding.message_zh, finding.message_en, lang, "\n"), finding, lang)
    if finding.suggestion is not None:
        message += f"\n→ {finding.suggestion}"
    if others:
        message += "\n" + pick(f"同一规则、同一列另有 {others:,} 处", f"{others:,} more of this rule and column", lang)
    written = ",".join(f"{name}={escape_property(harmless(value))}" for name, value in properties.items())
    return f"::{finding.severity} {written}::{escape_data(harmless(message))}"


class GithubRenderer(Renderer):
    """Writes annotations, then the text; the Markdown goes to the page that GitHub shows for the step."""

    def render(self, outcome: Outcome, lang: LanguageChoice, limit: int) -> str:
        annotated = "".join(f"{command}\n" for command in commands(outcome, lang))
        return annotated + protected(TextRenderer().render(outcome, lang, limit))

    def render_unopened(self, unopened: Unopened, lang: LanguageChoice) -> str:
        return f"::error title=xinzhi::{escape_data(why(unopened, lang))}\n"

    def publish(self, outcome: Outcome, lang: LanguageChoice) -> None:
        page = os.environ.get(SUMMARY_VARIABLE)
        if page:
            with Path(page).open("a", encoding="utf-8") as file:
                file.write(writable(markdown(outcome, lang)) + "\n")


RENDERER = GithubRenderer()
