"""Rules of dates, for any dataset: EDTF dates that exist, periods that run forward, and what they rest on."""

from __future__ import annotations

from .expressions import Column, Table, Truth
from .pandera_model import RowRule, RowRules, row_rule


def edtf(column: str) -> RowRule:
    """EDTF level 0 and 1 as this package uses it: a day, month or year that exists, or an interval that runs
    forward."""

    @row_rule(
        "edtf-date",
        column=column,
        zh="{column} 的日期“{value}”在日历中不存在，或区间前后颠倒",
        en="{column} names a date that does not exist, or an interval that runs backwards: “{value}”",
        means_zh="日期在日历中不存在，或区间的后端早于前端。",
        means_en="A date does not exist in the calendar, or an interval ends before it starts.",
        why_zh="格式正确的日期也可能不存在，如 2 月 30 日；多半是抄错了。",
        why_en="A date of the right form may still not exist, such as 30 February; mostly it was copied wrongly.",
    )
    def exists(t: Table) -> Truth:
        return _edtf_exists(t[column])

    return exists


def _edtf_exists(column: Column) -> Truth:
    plain = column.re_replace("[?~%]", "")
    first = plain.re_extract("^([^/]+)", 1)
    last = plain.re_extract("([^/]+)$", 1)

    def exists(part: Column) -> Truth:
        return (part.length() < 10) | part.try_cast("date").notnull()

    earliest = (first + "-01-01").left(10)
    latest = (last.length() == 4).ifelse(last + "-12-31", last + "-31").left(10)
    return exists(first) & exists(last) & (earliest <= latest)


def dated(column: str, basis: str) -> RowRule:
    """A date is given exactly where its basis says that it is known."""

    @row_rule(
        "date-basis",
        column=basis,
        zh=f"{basis} 为“{{value}}”，与 {column} 不符：日期为空时依据应为 unknown，不为空时不应为 unknown",
        en=f"{basis} is “{{value}}”, which does not fit {column}: it is unknown exactly where the date is empty",
        means_zh="日期为空而依据列不是 unknown，或日期不为空而依据列是 unknown。",
        means_en="The date is empty though its basis is not unknown, or filled though it is.",
        why_zh="依据列说明日期从何而来：印明、推断或未知。两者矛盾时，不知道日期能不能信。",
        why_en=(
            "The basis says where the date comes from: printed, inferred or unknown. If the two disagree, nobody"
            " can tell whether to trust the date."
        ),
    )
    def known_where_given(t: Table) -> Truth:
        return t[column].isnull() == (t[basis] == "unknown")

    return known_where_given


def period() -> RowRules:
    """A closed interval that runs forward; its basis says whether it is known."""

    @row_rule(
        "period-order",
        column="period_end",
        zh="期间前后颠倒：period_end {value} 早于 period_start {period_start}",
        en="the period runs backwards: period_end {value} is before period_start {period_start}",
        means_zh="`period_end` 早于 `period_start`。",
        means_en="`period_end` is before `period_start`.",
        why_zh="期间向前走；两个日期必有一个错了，或写反了。",
        why_en="A period runs forward: one of the dates is wrong, or they are swapped.",
    )
    def runs_forward(t: Table) -> Truth:
        return t.period_start <= t.period_end

    @row_rule(
        "period-end-missing",
        column="period_end",
        zh="有 period_start（{period_start}）而无 period_end：期间为闭区间，须写出末日",
        en=(
            "period_start is {period_start} and period_end is empty: a period is a closed interval, so write its"
            " last day"
        ),
        means_zh="填写了 `period_start`，没有填写 `period_end`。",
        means_en="`period_start` is filled and `period_end` is not.",
        why_zh="期间是闭区间；没有末日，就不知道目标何时到期、数据截至何时。",
        why_en=(
            "Periods are closed intervals; without an end, nobody knows when a target is due or what a figure covers."
        ),
    )
    def closed(t: Table) -> Truth:
        return t.period_start.isnull() | t.period_end.notnull()

    return [runs_forward, closed]


def period_basis() -> RowRule:
    """A period is given exactly where its basis says that it is known."""

    @row_rule(
        "period-basis",
        column="period_basis",
        zh="period_basis 为“{value}”，与期间不符：period_end 为空时应为 unknown，不为空时不应为 unknown",
        en="period_basis is “{value}”, which does not fit the period: it is unknown exactly where period_end is empty",
        means_zh="期间为空而 `period_basis` 不是 unknown，或期间不为空而它是 unknown。以 `period_end` 是否填写为准。",
        means_en=(
            "The period is empty though `period_basis` is not unknown, or given though it is. What counts is"
            " whether `period_end` is filled."
        ),
        why_zh="`period_basis` 说明期间从何而来；两者矛盾时，不知道期间能不能信。",
        why_en=(
            "`period_basis` says where the period comes from; if the two disagree, nobody can tell whether to trust it."
        ),
    )
    def known_where_given(t: Table) -> Truth:
        return t.period_end.isnull() == (t.period_basis == "unknown")

    return known_where_given
