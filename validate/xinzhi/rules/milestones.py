"""Rules of milestones: reached or expected, never both."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule
from .shared import edtf, no_formula, paired, subject, texts

DATASET = "milestones"


def rules(context: Context) -> list[RowRule]:
    """The rules of milestones."""
    return [
        subject("organization", "region", "park", "project", "policy"),
        *edtf("reached"),
        *edtf("expected"),
        row_rule(
            "reached-and-expected", "expected", lambda t: t.reached.isnull() | t.expected.isnull(),
            "里程碑不能既已达到（{reached}）又在预期（{value}）",
            "a milestone is reached ({reached}) or expected ({value}), not both",
        ),
        row_rule(
            "planned-but-reached", "reached", lambda t: (t.stage != "planned") | t.reached.isnull(),
            "stage 为 planned 的里程碑不应有达到日期 {value}",
            "a planned milestone has not been reached on {value}",
        ),
        paired("technology"),
        no_formula("technology_zh"),
        *texts("technology_en", "summary_zh", "summary_en"),
    ]
