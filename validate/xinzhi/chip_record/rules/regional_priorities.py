"""Rules of priorities: set in exactly one report, event or policy, and told in both languages."""

from __future__ import annotations

from ...rules.pandera_model import RowRules, Table, Truth, row_rule
from ...rules.texts import texts


@row_rule(
    "set-in",
    column="set_in",
    zh="set_in 为“{value}”时，work_report、event、policy 中应只填对应的一列",
    en="with set_in “{value}”, exactly the matching one of work_report, event and policy is filled",
    means_zh="`set_in` 说明重点工作见于何处，`work_report`、`event`、`policy` 中应当且只应当填写对应的一列。",
    means_en=(
        "`set_in` says where a priority was set; exactly the matching one of `work_report`, `event` and"
        " `policy` is filled."
    ),
    why_zh="出处只有一个：两个出处，或没有出处，引用就不知指向哪里。",
    why_en="A commitment is set in one place: with two, or none, a citation does not know where to point.",
)
def set_in(t: Table) -> Truth:
    return (
        (t.work_report.notnull() == (t.set_in == "work report"))
        & (t.event.notnull() == (t.set_in == "event"))
        & (t.policy.notnull() == (t.set_in == "policy"))
    )


@row_rule(
    "report-without-year",
    column="year",
    zh="工作报告中的重点工作应有年份：填写报告的年份",
    en="a commitment in a work report has a year: fill in that of the report",
    means_zh="工作报告中的重点工作没有 `year`。",
    means_en="A priority set in a work report has no `year`.",
    why_zh="报告安排的是某一年的工作；没有年份，就比较不了历年。",
    why_en="A report sets out the work of one year; without it, years cannot be compared.",
)
def report_without_year(t: Table) -> Truth:
    return (t.set_in != "work report") | t.year.notnull()


RULES: RowRules = (
    set_in,
    report_without_year,
    *texts("summary_zh", "summary_en"),
)
