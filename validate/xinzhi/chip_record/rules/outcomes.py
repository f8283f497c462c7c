"""Rules of outcomes: a verdict stands on something, silence on nothing."""

from __future__ import annotations

from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.texts import texts


@row_rule(
    "silence-with-outcome",
    column="verdict",
    zh="verdict 为 not reported，却填有 indicator 或 milestone：后来的报告既然说了，就不是未再提及",
    en="the verdict is not reported, but an indicator or a milestone is given: what reports on it is a report",
    means_zh="`verdict` 为 not reported 的兑现情况，填写了 `indicator` 或 `milestone`。",
    means_en="An outcome whose `verdict` is not reported has an `indicator` or a `milestone`.",
    why_zh="未再提及是一项发现；同时又有数据，二者必有一错。",
    why_en="Silence is a finding of its own; with a figure beside it, one of the two is wrong.",
)
def silence_with_outcome(t: Table) -> Truth:
    return (t.verdict != "not reported") | (t.indicator.isnull() & t.milestone.isnull())


@row_rule(
    "verdict-without-figure",
    column="indicator",
    zh="目标的 verdict 为“{verdict}”，却没有 indicator 或 milestone：填写结论所据的一项",
    en=(
        "the verdict on a target is “{verdict}”, but neither an indicator nor a milestone is given: name what it stands"
        " on"
    ),
    means_zh="对目标的结论为 met、exceeded、missed 或 other scope，却没有 `indicator` 或 `milestone`。",
    means_en=(
        "The verdict on a target is met, exceeded, missed or other scope, and neither `indicator` nor `milestone` is"
        " filled."
    ),
    why_zh="目标有数字：是否达到，要由另一个数字或一件做成的事来说。",
    why_en="A target has a figure: whether it was reached takes another figure, or something that was done.",
)
def verdict_without_figure(t: Table) -> Truth:
    judged = t.verdict.isin(["met", "exceeded", "missed", "other scope"])
    return (t.dataset != "targets") | ~judged | t.indicator.notnull() | t.milestone.notnull()


RULES: RowRules = (
    silence_with_outcome,
    verdict_without_figure,
    *texts("basis_zh", "basis_en"),
)
