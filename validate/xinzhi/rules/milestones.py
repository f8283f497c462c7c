"""Rules of milestones: reached or expected, never both."""

from __future__ import annotations

from ..findings import Explanation
from .context import Context
from .model import RowRule, row_rule
from .shared import edtf, legible, no_formula, paired, subject, texts

DATASET = "milestones"


def rules(context: Context) -> list[RowRule]:
    """The rules of milestones."""
    return [
        subject("organization", "region", "park", "project", "policy"),
        *edtf("reached"),
        *edtf("expected"),
        row_rule(
            "reached-and-expected",
            "expected",
            lambda t: t.reached.isnull() | t.expected.isnull(),
            "里程碑不能既已达到（{reached}）又在预期（{value}）",
            "a milestone is reached ({reached}) or expected ({value}), not both",
            explanation=Explanation(
                means_zh="里程碑同时填写了 `reached` 与 `expected`。",
                means_en="A milestone has both `reached` and `expected`.",
                why_zh="已达到的事不再是预期；两者并存，不知道哪一个成立。",
                why_en="What has been reached is expected no longer; with both, nobody knows which is true.",
            ),
        ),
        row_rule(
            "planned-but-reached",
            "reached",
            lambda t: (t.stage != "planned") | t.reached.isnull(),
            "stage 为 planned 的里程碑不应有达到日期 {value}",
            "a planned milestone has not been reached on {value}",
            explanation=Explanation(
                means_zh="`stage` 为 planned 的里程碑填写了 `reached`。",
                means_en="A milestone whose `stage` is planned has a date in `reached`.",
                why_zh="计划不是成果：这样的行会被数进已完成之列。",
                why_en="A plan is no result: the row would be counted among what is done.",
            ),
        ),
        paired("technology"),
        no_formula("technology_zh"),
        legible("technology_zh"),
        *texts("technology_en", "summary_zh", "summary_en"),
    ]
