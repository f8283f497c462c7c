"""The registry of formats: what is registered is what the command takes, what its help and the documentation say."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
from commands import run
from small import make
from xinzhi.language import LanguageChoice
from xinzhi.report import formats
from xinzhi.report.formats import FORMATS, Format, formats_of_several, help_of_formats, table_of_formats
from xinzhi.report.outcome import Outcome
from xinzhi.report.renderer import Renderer, SeveralRenderer


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_every_format_has_a_renderer_that_can_do_what_is_registered(format: Format) -> None:
    assert isinstance(format.renderer, Renderer)
    assert isinstance(format.renderer, SeveralRenderer) is format.several


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_help_and_documentation_name_every_format(format: Format) -> None:
    assert f"{format.name} ({format.readers_en})" in help_of_formats()
    assert f"{format.name}（{format.readers_zh}）" in help_of_formats()
    assert f"| `{format.name}` | {format.readers_en} |" in table_of_formats()


class Counting(Renderer):
    """A format as somebody might add it."""

    def render(self, outcome: Outcome, lang: LanguageChoice, limit: int) -> str:
        return f"{len(outcome.findings)}\n"


def test_a_new_format_is_a_module_and_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("xinzhi.report.counting")
    module.RENDERER = Counting()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "xinzhi.report.counting", module)
    monkeypatch.setitem(formats.FORMATS, "counting", Format("counting", "counting", "数数的人", "people who count"))
    folder = make(tmp_path / "p")
    assert run("validate", folder, "--format", "counting").stdout == "0\n"
    file = tmp_path / "count.txt"
    assert run("validate", folder, "--format", f"counting={file}").exit_code == 0
    assert file.read_text(encoding="utf-8") == "0\n"
    assert "counting (people who count)" in help_of_formats() and "| `counting` |" in table_of_formats()
    several = run("validate", folder, folder, "--format", "counting")
    assert several.exit_code == 2 and "text or json on the terminal only" in several.stderr


def test_only_formats_of_several_take_several_packages() -> None:
    assert formats_of_several() == ["text", "json"]


def test_data_is_worked_out_only_where_it_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(formats.SUMMARY_VARIABLE, raising=False)
    assert [f.name for f in FORMATS.values() if f.shows_data()] == ["json", "html", "markdown"]
    monkeypatch.setenv(formats.SUMMARY_VARIABLE, "summary.md")
    assert FORMATS["github"].shows_data()
