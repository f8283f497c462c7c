"""Rules of milestones: reached or expected, never both."""

from __future__ import annotations

from ...rules.dates import edtf
from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.references import subject
from ...rules.texts import legible, no_formula, paired, texts


@row_rule(
    "reached-and-expected",
    column="expected",
    zh="里程碑不能既已达到（{reached}）又在预期（{value}）",
    en="a milestone is reached ({reached}) or expected ({value}), not both",
    means_zh="里程碑同时填写了 `reached` 与 `expected`。",
    means_en="A milestone has both `reached` and `expected`.",
    why_zh="已达到的事不再是预期；两者并存，不知道哪一个成立。",
    why_en="What has been reached is expected no longer; with both, nobody knows which is true.",
)
def reached_and_expected(t: Table) -> Truth:
    return t.reached.isnull() | t.expected.isnull()


@row_rule(
    "planned-but-reached",
    column="reached",
    zh="stage 为 planned 的里程碑不应有达到日期 {value}",
    en="a planned milestone has not been reached on {value}",
    means_zh="`stage` 为 planned 的里程碑填写了 `reached`。",
    means_en="A milestone whose `stage` is planned has a date in `reached`.",
    why_zh="计划不是成果：这样的行会被数进已完成之列。",
    why_en="A plan is no result: the row would be counted among what is done.",
)
def planned_but_reached(t: Table) -> Truth:
    return (t.stage != "planned") | t.reached.isnull()


RULES: RowRules = (
    subject("organization", "region", "park", "cluster", "project", "policy"),
    edtf("reached"),
    edtf("expected"),
    reached_and_expected,
    planned_but_reached,
    paired("technology"),
    no_formula("technology_zh"),
    legible("technology_zh"),
    *texts("technology_en", "summary_zh", "summary_en"),
)
