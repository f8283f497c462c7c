"""Writes the validation report of the released data, for people and for programs."""

from __future__ import annotations

from dataclasses import replace

from ..report.html import html
from ..report.outcome import Outcome
from .context import File, Release


def write(release: Release) -> list[File]:
    """Write `validation.html` and `validation.json`."""
    # Where the package lay on the machine that built it is nobody's business, and differs from machine to machine.
    report = replace(release.report, where=".")
    release.write_text("validation.html", html(Outcome(report, base=release.package.root), "both"))
    release.write_json("validation.json", report.as_dict())
    return [
        File("validation.html", "text/html", "想知道数据是否可信的人", "people who ask whether the data is sound"),
        File(
            "validation.json",
            "application/json",
            "据校验结果行事的程序",
            "programs that act on the result of validation",
        ),
    ]
