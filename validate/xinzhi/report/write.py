"""Renders an outcome in the formats asked for: one to the terminal, any number to files."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ..errors import BilingualError
from ..writing import WriteRefusedError, overwrite_file
from .harmless import harmless_json, one_line
from .outcome import Outcome
from .text import Language, print_report
from .verdict import compared, verdict


class Format(StrEnum):
    """What `xinzhi validate` can write."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"
    junit = "junit"
    gitlab = "gitlab"
    markdown = "markdown"
    html = "html"


class ReportError(BilingualError):
    """A report cannot be written as asked for."""


@dataclass(frozen=True)
class Wanted:
    """A format, and the file that it goes to; without one, the terminal."""

    format: Format
    file: Path | None = None


def wanted(texts: Sequence[str]) -> list[Wanted]:
    """Read `FORMAT` and `FORMAT=FILE`. Where all go to files, the terminal gets text. Raises ReportError."""
    found = []
    for text in texts:
        name, equals, file = text.partition("=")
        if name not in Format.__members__ or (equals and not file):
            known = ", ".join(Format)
            raise ReportError(
                f"--format 不认识“{text}”：应为 {known} 之一，或“格式=文件”",
                f"--format does not know “{text}”: expected one of {known}, or FORMAT=FILE",
            )
        if file and not Path(file).parent.is_dir():
            raise ReportError(f"无法写入 {file}：文件夹不存在", f"cannot write {file}: its folder does not exist")
        found.append(Wanted(Format(name), Path(file) if file else None))
    if sum(w.file is None for w in found) > 1:
        raise ReportError(
            "终端只能输出一种格式：其余请用“格式=文件”",
            "only one format can go to the terminal: give the others as FORMAT=FILE",
        )
    if all(w.file for w in found):
        found.append(Wanted(Format.text))
    return found


def shows_data(reports: Sequence[Wanted]) -> bool:
    """Whether any of the reports shows what a change does to the data."""
    formats = {w.format for w in reports}
    summary = Format.github in formats and bool(os.environ.get("GITHUB_STEP_SUMMARY"))
    return summary or bool(formats & {Format.json, Format.markdown, Format.html})


def write(outcome: Outcome, reports: Sequence[Wanted], console: Console, lang: Language, limit: int) -> None:
    """Write each report to where it belongs: files first, so that they are there whatever becomes of the terminal.
    Raises ReportError."""
    written: list[Path] = []
    for report in sorted(reports, key=lambda w: w.file is None):
        if report.file is not None:
            _put(report.file, render(outcome, report.format, lang, limit), written)
            written.append(report.file)
        elif report.format is Format.text:
            _print_text(console, outcome, lang, limit)
        else:
            console.file.write(_writable(render(outcome, report.format, lang, limit)))
        if report.format is Format.github:
            _summarize(outcome, lang)


def render(outcome: Outcome, format: Format, lang: Language, limit: int) -> str:
    """The report as a text that ends with a line end."""
    if format is Format.text:
        return _text(outcome, lang, limit)
    if format is Format.json:
        compared_with = (
            {}
            if outcome.comparison is None
            else {"passed": outcome.passed, "changed_since": outcome.comparison.as_dict()}
        )
        change = {} if outcome.change is None else {"change": outcome.change.as_dict()}
        return _json({**outcome.report.as_dict(), **compared_with, **change})
    if format is Format.github:
        from .github import commands, protected

        annotated = "".join(f"{command}\n" for command in commands(outcome, lang))
        return annotated + protected(_text(outcome, lang, limit))
    if format is Format.sarif:
        from .sarif import sarif

        return _json(sarif(outcome, lang))
    if format is Format.junit:
        from .junit import junit

        return junit(outcome, lang)
    if format is Format.gitlab:
        from .gitlab import code_quality

        return _json(code_quality(outcome, lang))
    if format is Format.markdown:
        from .markdown import markdown

        return markdown(outcome, lang)
    from .html import html

    return html(outcome, lang)


def _text(outcome: Outcome, lang: Language, limit: int) -> str:
    out = io.StringIO()
    _print_text(Console(file=out, highlight=False, soft_wrap=True, no_color=True, width=200), outcome, lang, limit)
    return out.getvalue()


def _print_text(console: Console, outcome: Outcome, lang: Language, limit: int) -> None:
    print_report(console, outcome.report, lang, limit, None if outcome.comparison is None else outcome.findings)
    if outcome.comparison is not None:
        console.print(Text(one_line(compared(outcome, lang))), soft_wrap=True)
        console.print(Text(verdict(outcome, lang), style="bold green" if outcome.passed else "bold red"))


def _summarize(outcome: Outcome, lang: Language) -> None:
    """Append the summary to the page that GitHub shows for the step, where it runs."""
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if page:
        from .markdown import markdown

        try:
            with Path(page).open("a", encoding="utf-8") as file:
                file.write(_writable(markdown(outcome, lang)) + "\n")
        except OSError as error:
            raise ReportError(f"无法写入 {page}：{error.strerror}", f"cannot write {page}: {error.strerror}") from error


def _put(file: Path, text: str, written: Sequence[Path]) -> None:
    try:
        overwrite_file(file, _writable(text))
    except WriteRefusedError as error:
        before = ", ".join(map(str, written))
        raise ReportError(
            error.zh + (f"（此前已写入：{before}）" if before else ""),
            error.en + (f" (written before: {before})" if before else ""),
        ) from error


def _writable(text: str) -> str:
    """Half of a surrogate pair, which a JSON string can spell, is no character in UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _json(data: object) -> str:
    return harmless_json(json.dumps(data, ensure_ascii=False, indent=2, default=str)) + "\n"
