"""Rules of metrics: labels and definitions in both languages, and a dimension that fits the nature."""

from __future__ import annotations

from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.texts import texts


@row_rule(
    "metric-nature",
    column="nature",
    zh=(
        "性质“{value}”与量纲“{dimension}”不符：amount 须为 money，rank 须为 rank，duration 须为 time，share 与"
        " growth 须为 ratio"
    ),
    en=(
        "the nature “{value}” does not fit the dimension “{dimension}”: amount goes with money, rank with rank,"
        " duration with time, share and growth with ratio"
    ),
    means_zh=(
        "指标的 `nature` 与 `dimension` 不符：amount 须为 money，rank 须为 rank，duration 须为 time，share"
        " 与 growth 须为 ratio。"
    ),
    means_en=(
        "The `nature` of a metric does not fit its `dimension`: amount goes with money, rank with rank,"
        " duration with time, share and growth with ratio."
    ),
    why_zh="量纲决定哪些单位可用、哪些数可以相加；性质与量纲矛盾，比较就没有意义。",
    why_en=(
        "The dimension decides which units fit and which figures may be added; where the two contradict"
        " each other, comparisons mean nothing."
    ),
)
def metric_nature(t: Table) -> Truth:
    return (
        (t.nature == "amount").ifelse(t.dimension == "money", True)
        & (t.nature == "rank").ifelse(t.dimension == "rank", True)
        & (t.nature == "duration").ifelse(t.dimension == "time", True)
        & t.nature.isin(["share", "growth"]).ifelse(t.dimension == "ratio", True)
    )


RULES: RowRules = (
    metric_nature,
    *texts("label_zh", "label_en", "definition_zh", "definition_en"),
)
