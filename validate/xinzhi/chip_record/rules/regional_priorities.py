"""Rules of priorities: set in exactly one report, event, policy or article, and told in both languages."""

from __future__ import annotations

from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.references import own_parent
from ...rules.texts import chinese, legible, no_formula, texts


@row_rule(
    "set-in",
    column="set_in",
    zh="set_in 为“{value}”时，work_report、event、policy、source 中应只填对应的一列",
    en="with set_in “{value}”, exactly the matching one of work_report, event, policy and source is filled",
    means_zh=(
        "`set_in` 说明重点工作见于何处，`work_report`、`event`、`policy`、`source` 中应当且只应当填写对应的一列"
        "（press report 对应 `source`）。"
    ),
    means_en=(
        "`set_in` says where a priority was set; exactly the matching one of `work_report`, `event`, `policy` and"
        " `source` (for a press report) is filled."
    ),
    why_zh="出处只有一个：两个出处，或没有出处，引用就不知指向哪里。",
    why_en="A commitment is set in one place: with two, or none, a citation does not know where to point.",
)
def set_in(t: Table) -> Truth:
    return (
        (t.work_report.notnull() == (t.set_in == "work report"))
        & (t.event.notnull() == (t.set_in == "event"))
        & (t.policy.notnull() == (t.set_in == "policy"))
        & (t.source.notnull() == (t.set_in == "press report"))
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


@row_rule(
    "report-voice",
    column="voice",
    zh="工作报告由政府作出：voice 应为 government，而非“{value}”",
    en="a work report is the government's: its voice is government, not “{value}”",
    means_zh="工作报告中的重点工作，`voice` 不是 government。",
    means_en="The `voice` of a priority set in a work report is not government.",
    why_zh="谁在说话，决定它算不算政府的承诺；工作报告只有一个说话者。",
    why_en="Who speaks decides whether it binds the government; in a work report there is one speaker only.",
    suggest="government",
    unfixed_zh="错的可能是 set_in",
    unfixed_en="set_in may be what is wrong",
)
def report_voice(t: Table) -> Truth:
    return (t.set_in != "work report") | (t.voice == "government")


@row_rule(
    "press-voice",
    column="voice",
    zh="press report 是报道者自己的叙述：voice 应为 reporter；引述他人的话，载体是 event 或 policy，而不是“{value}”",
    en=(
        "a press report is the writer's own account: its voice is reporter; what others say, “{value}”, was said at an"
        " event"
    ),
    means_zh="`set_in` 为 press report 的重点工作，`voice` 不是 reporter。",
    means_en="The `voice` of a priority whose `set_in` is press report is not reporter.",
    why_zh="报道者的叙述没有人作过承诺；若是某人所言，就有说这话的场合。",
    why_en="Nobody has promised what a reporter tells; what somebody said was said on an occasion, which is an event.",
    suggest="reporter",
    unfixed_zh="错的可能是 set_in",
    unfixed_en="set_in may be what is wrong",
)
def press_voice(t: Table) -> Truth:
    return (t.set_in != "press report") | (t.voice == "reporter")


RULES: RowRules = (
    set_in,
    report_without_year,
    report_voice,
    press_voice,
    own_parent("parent"),
    chinese("verb_zh"),
    no_formula("verb_zh"),
    legible("verb_zh"),
    *texts("summary_zh", "summary_en"),
)
