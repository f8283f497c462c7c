"""Writes an outcome in the formats asked for: one to the terminal, any number to files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from ..contract.package import Package
from ..errors import BilingualError
from ..language import LanguageChoice
from ..many import Unopened
from ..writing import WriteRefusedError, overwrite_file
from .formats import FORMATS, TEXT, Format
from .harmless import writable
from .outcome import Outcome


class ReportError(BilingualError):
    """A report cannot be written as asked for."""


@dataclass(frozen=True)
class Wanted:
    """A format, and the file that it goes to; without one, the terminal."""

    format: Format
    file: Path | None = None


def wanted(texts: Sequence[str]) -> list[Wanted]:
    """Read `FORMAT` and `FORMAT=FILE`. Where all go to files, the terminal gets text. Raises ReportError."""
    reports = []
    for text in texts:
        name, equals, file = text.partition("=")
        if name not in FORMATS or (equals and not file):
            known = ", ".join(FORMATS)
            raise ReportError(
                f"--format 不认识“{text}”：应为 {known} 之一，或“格式=文件”",
                f"--format does not know “{text}”: expected one of {known}, or FORMAT=FILE",
            )
        if file and not Path(file).parent.is_dir():
            raise ReportError(f"无法写入 {file}：文件夹不存在", f"cannot write {file}: its folder does not exist")
        reports.append(Wanted(FORMATS[name], Path(file) if file else None))
    if sum(w.file is None for w in reports) > 1:
        raise ReportError(
            "终端只能输出一种格式：其余请用“格式=文件”",
            "only one format can go to the terminal: give the others as FORMAT=FILE",
        )
    if all(w.file for w in reports):
        reports.append(Wanted(TEXT))
    return reports


def shows_data(reports: Sequence[Wanted]) -> bool:
    """Whether any of the reports shows what a change does to the data."""
    return any(w.format.shows_data() for w in reports)


def write(outcome: Outcome, reports: Sequence[Wanted], console: Console, lang: LanguageChoice, limit: int) -> None:
    """Write each report to where it belongs: files first, so that they are there whatever becomes of the terminal.
    Raises ReportError."""
    written: list[Path] = []
    for report in sorted(reports, key=lambda w: w.file is None):
        renderer = report.format.renderer
        if report.file is not None:
            _spare(report.file, outcome.report.package)
            _put(report.file, renderer.render(outcome, lang, limit), written)
            written.append(report.file)
        else:
            renderer.show(console, outcome, lang, limit)
        try:
            renderer.publish(outcome, lang)
        except OSError as error:
            raise ReportError(f"无法写出报告：{error}", f"the report cannot be written: {error}") from error


def write_unopened(unopened: Unopened, reports: Sequence[Wanted], console: Console, lang: LanguageChoice) -> None:
    """Write in place of each report that there is none; of text, only into a file, because the terminal is told
    anyway. Raises ReportError."""
    written: list[Path] = []
    for report in sorted(reports, key=lambda w: w.file is None):
        text = report.format.renderer.render_unopened(unopened, lang)
        if report.file is not None:
            if _is_same(report.file, Path(unopened.where)):
                raise _spared(report.file)
            _put(report.file, text, written)
            written.append(report.file)
        elif report.format is not TEXT:
            console.file.write(writable(text))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or has a name that no file can have
        return False


def _spared(file: Path) -> ReportError:
    return ReportError(
        f"{file} 是数据包自身的文件，未写入：报告请另存",
        f"{file} is a file of the package itself and was not written: name another one for the report",
    )


def _spare(file: Path, package: Package) -> None:
    """Raise ReportError where a report would be written over what it reports on."""
    own = [package.descriptor_path, *(r.file for r in package.resources if r.file is not None)]
    if file.exists() and any(each.exists() and file.samefile(each) for each in own):
        raise _spared(file)


def _put(file: Path, text: str, written: Sequence[Path]) -> None:
    try:
        overwrite_file(file, writable(text))
    except WriteRefusedError as error:
        before = ", ".join(map(str, written))
        raise ReportError(
            error.zh + (f"（此前已写入：{before}）" if before else ""),
            error.en + (f" (written before: {before})" if before else ""),
        ) from error
