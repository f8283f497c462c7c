"""Rules of priorities: set in exactly one report, event or policy, and told in both languages."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule
from .shared import texts

DATASET = "regional_priorities"


def rules(context: Context) -> list[RowRule]:
    """The rules of regional_priorities."""
    return [
        row_rule(
            "set-in", "set_in",
            lambda t: (t.work_report.notnull() == (t.set_in == "work report"))
            & (t.event.notnull() == (t.set_in == "event"))
            & (t.policy.notnull() == (t.set_in == "policy")),
            "set_in 为“{value}”时，work_report、event、policy 中应只填对应的一列",
            "with set_in “{value}”, exactly the matching one of work_report, event and policy is filled",
        ),
        row_rule(
            "report-without-year", "year", lambda t: (t.set_in != "work report") | t.year.notnull(),
            "工作报告中的重点工作应有年份",
            "a commitment in a work report has a year",
        ),
        *texts("summary_zh", "summary_en"),
    ]
