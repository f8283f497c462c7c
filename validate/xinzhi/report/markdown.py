"""Markdown for a pull request's comment and for the summary of a run: verdict, findings, what changed, the version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..findings import Finding
from ..language import LanguageChoice, counted, pick
from ..many import Unopened
from .markdown_text import code, literal
from .outcome import Outcome, group
from .place import located_file, with_record
from .renderer import Renderer
from .rule_page import rule_page
from .verdict_line import compared, verdict

# A comment holds 65,536 characters; what stands below the table of findings needs some of them.
ROOM = 50_000
PLACES = 3


def markdown(outcome: Outcome, lang: LanguageChoice) -> str:
    """The report as GitHub-flavoured Markdown. Words of the package are written so that they format, link and call
    nothing."""
    parts = [_head(outcome, lang)]
    if outcome.findings:
        parts.append("\n".join(_findings(outcome, lang)))
    if outcome.change is not None:
        from .diff_markdown import change_markdown

        parts.append(change_markdown(outcome.change, lang))
    parts.append("\n".join(_layers(outcome, lang)))
    return "\n\n".join(parts) + "\n"


def _head(outcome: Outcome, lang: LanguageChoice) -> str:
    report = outcome.report
    mark = "✅" if outcome.passed else "❌"
    name = f"{report.package.name} {report.package.descriptor.get('version') or ''}".strip()
    size = pick(
        f"{len(report.package.resources)} 个数据集，{report.rows:,} 行",
        f"{counted(len(report.package.resources), 'dataset')}, {counted(report.rows, 'row')}",
        lang,
    )
    text = f"### {mark} {verdict(outcome, lang)}\n\n{code(name)} {size}"
    return f"{text}\n\n{literal(comparison, 1000)}" if (comparison := compared(outcome, lang)) else text


def _findings(outcome: Outcome, lang: LanguageChoice) -> Iterator[str]:
    yield f"| {pick('位置', 'Where', lang)} | {pick('问题', 'What is wrong', lang)} | {pick('规则', 'Rule', lang)} |"
    yield "| --- | --- | --- |"
    groups = list(group(outcome.findings).values())
    used = 0
    for i, members in enumerate(groups):
        line = _group(outcome, sorted(members, key=lambda f: not outcome.is_touched(f)), lang)
        used += len(line)
        if used > ROOM:
            left = sum(len(g) for g in groups[i:])
            yield from _more(left + outcome.unlisted, lang)
            return
        yield line
    if outcome.unlisted:
        yield from _more(outcome.unlisted, lang)


def _more(left: int, lang: LanguageChoice) -> Iterator[str]:
    yield ""
    yield pick(f"另有 {left:,} 处未列出。", f"{counted(left, 'more finding')} not listed.", lang)


def _group(outcome: Outcome, members: Sequence[Finding], lang: LanguageChoice) -> str:
    first = members[0]
    places = [_place(outcome, f, lang) for f in members[:PLACES]]
    if len(members) > PLACES:
        places.append(pick(f"另有 {len(members) - PLACES:,} 处", f"and {len(members) - PLACES:,} more", lang))
    message = pick(literal(first.message_zh, 600), literal(first.message_en, 600), lang, "<br>")
    if first.suggestion is not None:
        message += f"<br>→ {code(first.suggestion)}"
    page = rule_page(first.rule, outcome.homepage)
    rule = f"[{literal(first.rule)}]({page})" if page else code(first.rule)
    mark = "⚠️ " if first.severity == "warning" else ""
    times = f" × {len(members):,}" if len(members) > 1 else ""
    return f"| {'<br>'.join(places)} | {message} | {mark}{rule}{times} |"


def _place(outcome: Outcome, finding: Finding, lang: LanguageChoice) -> str:
    file = located_file(outcome.path(finding), finding)
    at = file + (f":{finding.line}" if finding.line is not None else "")
    return with_record(code(at) + (f" {literal(finding.column)}" if finding.column else ""), finding, lang)


def _layers(outcome: Outcome, lang: LanguageChoice) -> Iterator[str]:
    what = (
        ("检查了什么", "What was checked")
        if outcome.comparison is None
        else ("检查了什么（含原有问题）", "What was checked, old findings included")
    )
    yield f"<details><summary>{pick(*what, lang)}</summary>"
    yield ""
    yield f"| | {pick('层面', 'Layer', lang)} | {pick('范围', 'Looked at', lang)} | {pick('问题', 'Findings', lang)} |"
    yield "| --- | --- | --- | ---: |"
    for check in outcome.report.checks:
        name = pick(check.title_zh, check.title_en, lang)
        if check.ran:
            mark = "✗" if outcome.report.has_errors(check) else "!" if check.findings else "✓"
            yield (
                f"| {mark} | {name} | {check.looked_at:,} {pick(check.unit_zh, check.counted_en, lang, '/')} |"
                f" {check.findings:,} |"
            )
        else:
            yield f"| – | {name} | {literal(pick(check.reason_zh, check.reason_en, lang))} | |"
    yield ""
    yield "</details>"


class MarkdownRenderer(Renderer):
    """Writes GitHub-flavoured Markdown."""

    def render(self, outcome: Outcome, lang: LanguageChoice, limit: int) -> str:
        return markdown(outcome, lang)

    def render_unopened(self, unopened: Unopened, lang: LanguageChoice) -> str:
        message = pick(literal(unopened.zh, 600), literal(unopened.en, 600), lang, "<br>")
        return f"### ❌ {pick('无法打开', 'NOT OPENED', lang)}\n\n{code(unopened.where)}\n\n{message}\n"


RENDERER = MarkdownRenderer()
