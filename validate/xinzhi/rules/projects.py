"""Rules of projects: real dates, and completion after the start."""

from __future__ import annotations

from ..findings import Explanation
from .context import Context
from .model import RowRule, row_rule
from .shared import edtf, legible, no_formula, texts

DATASET = "projects"


def rules(context: Context) -> list[RowRule]:
    """The rules of projects."""
    return [
        *edtf("stage_as_of"),
        *edtf("started"),
        *edtf("expected_completion"),
        row_rule(
            "completion-before-start",
            "expected_completion",
            lambda t: t.started <= t.expected_completion,
            "预计建成 {value} 早于开工 {started}",
            "completion is expected on {value}, before the start on {started}",
            explanation=Explanation(
                means_zh="项目的预计建成日期早于开工日期。",
                means_en="A project's expected completion is before its start.",
                why_zh="两个日期必有一个错了，或写反了。",
                why_en="One of the dates is wrong, or they are swapped.",
            ),
        ),
        no_formula("name_zh"),
        legible("name_zh"),
        *texts("name_en", "note_en"),
    ]
