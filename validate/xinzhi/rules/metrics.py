"""Rules of metrics: labels and definitions in both languages, and a dimension that fits the nature."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule
from .shared import texts

DATASET = "metrics"


def rules(context: Context) -> list[RowRule]:
    """The rules of metrics."""
    return [
        row_rule(
            "metric-nature", "nature",
            lambda t: (t.nature == "amount").ifelse(t.dimension == "money", True)
            & (t.nature == "rank").ifelse(t.dimension == "rank", True)
            & (t.nature == "duration").ifelse(t.dimension == "time", True)
            & t.nature.isin(["share", "growth"]).ifelse(t.dimension == "ratio", True),
            "性质“{value}”与量纲“{dimension}”不符",
            "the nature “{value}” does not fit the dimension “{dimension}”",
        ),
        *texts("label_zh", "label_en", "definition_zh", "definition_en"),
    ]
