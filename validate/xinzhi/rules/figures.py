"""Rules of figures, for any dataset that keeps what was printed beside what it means."""

from __future__ import annotations

from .expressions import Column, FigureExpressions, Table, Truth
from .pandera_model import RowRules, row_rule
from .texts import no_formula


def quantity() -> RowRules:
    """A figure means what it prints: value_text reads as comparator, value, value_high and unit."""

    @row_rule(
        "value-high",
        column="value_high",
        zh="comparator 为“{comparator}”：value_high 仅当 comparator 为 range 时填写，且必须填写",
        en="comparator is “{comparator}”: value_high is filled exactly where comparator is range",
        means_zh="`value_high` 在 `comparator` 为 range 时没有填写，或不为 range 时填写了。",
        means_en="`value_high` is empty though `comparator` is range, or filled though it is not.",
        why_zh="区间有两端，其他的数只有一个值；两者矛盾时，读不出这个数。",
        why_en="A range has two ends, every other figure one value; otherwise the figure cannot be read.",
    )
    def high_of_ranges(t: Table) -> Truth:
        return (t.comparator == "range") == t.value_high.notnull()

    @row_rule(
        "value-text",
        column="value_text",
        figure="value_text",
        zh="“{value}”读作 {reading_zh}，与本行的 comparator、value、value_high、unit 不符",
        en="“{value}” reads as {reading_en}, which is not what comparator, value, value_high and unit say",
        means_zh=(
            "`value_text` 是原文所印的数字，`comparator`、`value`、`value_high`、`unit` 是它的含义。"
            "按所印的字读出来的，与所填的不同。单位名称须在 `units` 中登记。"
            "单位印在同一列举后文的（达1.2万亿、8200亿元），以补上该单位后的读数为准。"
        ),
        means_en=(
            "`value_text` is the figure as printed; `comparator`, `value`, `value_high` and `unit` are what it"
            " means. Read again, the print means something else. The unit's label has to be in `units`. A figure whose"
            " unit is printed behind a later one of its list (`达1.2万亿、8200亿元`) may be read with it."
        ),
        why_zh="“以上”“超”“约”“亿”“万”都是数字的一部分，抄录时最容易弄错。",
        why_en="“At least”, “over”, “about” and the scale are part of a figure, and the easiest to get wrong.",
    )
    def means_what_it_prints(t: Table, read: FigureExpressions) -> Truth:
        # A breach of value-high is reported by value-high; here an empty value_high is compared with a range only.
        high = (t.comparator != "range") | _same(t.value_high, read.high)
        own = _same(t.value, read.value) & _same(t.unit, read.unit)
        shared = read.shared(t.unit)
        others = shared.notnull() & _same(t.value, shared)
        return ~read.looked_at | (_same(t.comparator, read.comparator) & (own | others) & high)

    return [high_of_ranges, means_what_it_prints, no_formula("value_text")]


def _same(column: Column, read: Column) -> Truth:
    return column.isnull() | column.identical_to(read)
