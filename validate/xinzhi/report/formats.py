"""The formats of a report: what `xinzhi validate --format` takes, what its help and the documentation say of each.

A new format is a module that has a `RENDERER`, and its line here."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from .renderer import Renderer

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"


def _always() -> bool:
    return True


def _never() -> bool:
    return False


def _with_a_summary() -> bool:
    return bool(os.environ.get(SUMMARY_VARIABLE))


@dataclass(frozen=True)
class Format:
    """A format: the `module` that renders it, whom it is for, and what else docs/ci.md notes of it.

    `shows_data` tells whether a report shows what a change does to the data, which has to be worked out. `several`
    formats report several packages in one call; their renderer is a SeveralRenderer.
    """

    name: str
    module: str
    readers_zh: str
    readers_en: str
    notes: str = ""
    shows_data: Callable[[], bool] = _never
    several: bool = False

    @property
    def renderer(self) -> Renderer:
        """What writes it; imported where it is used, because some need large libraries."""
        return cast(Renderer, import_module(f".{self.module}", __package__).RENDERER)


TEXT = Format("text", "plain_text", "终端前的人", "people at a terminal", "the default", several=True)
FORMATS = {
    format.name: format
    for format in (
        TEXT,
        Format("json", "json_data", "程序", "programs", "everything, nothing cut", shows_data=_always, several=True),
        Format(
            "html",
            "html",
            "所有人",
            "people anywhere",
            "one page, no script, nothing loaded from elsewhere; in both languages, on a telephone, on paper",
            shows_data=_always,
        ),
        Format(
            "github",
            "github",
            "GitHub Actions",
            "GitHub Actions",
            f"annotations on the lines of a pull request; the text in the log; a summary where `{SUMMARY_VARIABLE}` is"
            " set",
            shows_data=_with_a_summary,
        ),
        Format(
            "sarif",
            "sarif",
            "代码扫描与编辑器",
            "code scanning, editors",
            "SARIF 2.1.0; the 5,000 most severe findings, because GitHub keeps no more",
        ),
        Format(
            "markdown",
            "markdown",
            "拉取请求的评论",
            "comments on pull requests",
            "at most 65,536 characters: verdict, findings, what changes in the data",
            shows_data=_always,
        ),
        Format(
            "junit",
            "junit",
            "各种 CI 的测试报告",
            "test reports of any CI",
            "a suite for each layer, a case for each rule that found something; warnings fail nothing",
        ),
        Format("gitlab", "gitlab", "GitLab 代码质量", "GitLab's Code Quality"),
    )
}


def help_of_formats() -> str:
    """The help of `--format`, in both languages: every format, and whom it is for."""
    english = ", ".join(f"{f.name} ({f.readers_en})" for f in FORMATS.values())
    chinese = "、".join(f"{f.name}（{f.readers_zh}）" for f in FORMATS.values())
    return f"{english}; with =FILE into a file; may be repeated. 报告格式：{chinese}；加“=文件”写入文件；可重复。"


def table_of_formats() -> str:
    """The table of docs/ci.md."""
    rows = (f"| `{f.name}` | {f.readers_en} | {f.notes} |".replace("|  |", "| |") for f in FORMATS.values())
    return "\n".join(["| format | for | notes |", "| --- | --- | --- |", *rows]) + "\n"


def formats_of_several() -> list[str]:
    """The formats that report several packages in one call."""
    return [f.name for f in FORMATS.values() if f.several]
