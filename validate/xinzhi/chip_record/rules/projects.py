"""Rules of projects: real dates, and completion after the start."""

from __future__ import annotations

from ...rules.dates import edtf
from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.texts import legible, no_formula, texts


@row_rule(
    "completion-before-start",
    column="expected_completion",
    zh="预计建成 {value} 早于开工 {started}",
    en="completion is expected on {value}, before the start on {started}",
    means_zh="项目的预计建成日期早于开工日期。",
    means_en="A project's expected completion is before its start.",
    why_zh="两个日期必有一个错了，或写反了。",
    why_en="One of the dates is wrong, or they are swapped.",
)
def completion_before_start(t: Table) -> Truth:
    return t.started <= t.expected_completion


RULES: RowRules = (
    edtf("stage_as_of"),
    edtf("started"),
    edtf("expected_completion"),
    completion_before_start,
    no_formula("name_zh"),
    legible("name_zh"),
    *texts("name_en", "note_en"),
)
