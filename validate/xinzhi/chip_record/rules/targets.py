"""Rules of targets: a figure that reads as it is coded, a subject, and a period that runs forward."""

from __future__ import annotations

from ...rules.dates import period, period_basis
from ...rules.expressions import Table, Truth
from ...rules.figures import quantity
from ...rules.pandera_model import RowRules, row_rule
from ...rules.references import subject
from ...rules.texts import paired, texts
from ..growth import growth_unit, multiple_unit


@row_rule(
    "capacity-basis",
    column="kind",
    zh="规划产能是水平值，不是增速或差值：basis 不应为“{basis}”",
    en="planned capacity is a level, not a growth rate or a difference: its basis is not “{basis}”",
    means_zh="`kind` 为 planned capacity 的目标，`basis` 为 yoy、growth-multiple 或 difference。",
    means_en="A target whose `kind` is planned capacity has the `basis` yoy, growth-multiple or difference.",
    why_zh="规划产能说的是建成后能产多少，不是增长多少。",
    why_en="Planned capacity tells how much can be made, not how much more.",
)
def capacity_basis(t: Table) -> Truth:
    return (t.kind != "planned capacity") | ~t.basis.isin(["yoy", "growth-multiple", "difference"])


@row_rule(
    "listed-number-basis",
    column="kind",
    zh="在列之物的数目是既有的水平值：basis 应为 level 且 comparator 不为 ge、gt，不应是“{comparator}”“{basis}”",
    en="the number of things in a list is a level, and none to be passed: not “{comparator}” with the basis “{basis}”",
    means_zh="`kind` 为 listed number 的目标，`basis` 不是 level，或 `comparator` 为 ge、gt。",
    means_en="A target whose `kind` is listed number has another `basis` than level, or the `comparator` ge or gt.",
    why_zh="“推进75个项目”的75是名单有多长；“新建75个以上”才是要达到的数。",
    why_en="In “advance 75 projects”, 75 is how long the list is; “build 75 or more” is what has to be reached.",
)
def listed_number_basis(t: Table) -> Truth:
    return (t.kind != "listed number") | ((t.basis == "level") & ~t.comparator.isin(["ge", "gt"]))


RULES: RowRules = (
    *quantity(),
    growth_unit,
    multiple_unit,
    subject("region", "park", "cluster", "organization", "project"),
    *period(),
    period_basis(),
    capacity_basis,
    listed_number_basis,
    paired("scope"),
    *texts("scope_zh", "scope_en"),
)
