"""Rules that several datasets share: text in two languages, slugs, EDTF dates, periods and quantities."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import ibis

from .context import Context, Reading
from .model import RowRule, row_rule

if TYPE_CHECKING:
    import ibis.expr.types as ir

HAN = r"\p{Han}"
# RE2 counts the ideographic signs in \p{Han}; full-width punctuation is none of them and is fine in either text.


def _with_han(column: str, t: ir.Table) -> ir.BooleanValue:
    return t[column].re_search(HAN)


def _without_han(column: str, t: ir.Table) -> ir.BooleanValue:
    return ~t[column].re_search(HAN)


def texts(*columns: str) -> list[RowRule]:
    """Rules for human text: `*_zh` holds Han script, `*_en` holds none, and no cell starts a formula."""
    rules = []
    for column in columns:
        if column.endswith("_en"):
            rules.append(
                row_rule(
                    "han-in-english", column, partial(_without_han, column),
                    "{column} 应为英文，却含汉字：“{value}”",
                    "{column} is to be in English, but holds Han script: “{value}”",
                )
            )
        if column.endswith("_zh"):
            rules.append(
                row_rule(
                    "no-han-in-chinese", column, partial(_with_han, column),
                    "{column} 应为中文，却不含汉字：“{value}”",
                    "{column} is to be in Chinese, but holds no Han script: “{value}”",
                )
            )
        rules.append(no_formula(column))
    return rules


def no_formula(column: str) -> RowRule:
    """No cell that a spreadsheet would execute (OWASP, CSV injection)."""
    return row_rule(
        "spreadsheet-formula", column, lambda t: ~t[column].re_search(r"^[=+\-@\t\r]"),
        "{column} 以“=、+、-、@”之一开头，电子表格会当作公式执行：“{value}”",
        "{column} starts with one of = + - @, which a spreadsheet would execute: “{value}”",
        suggest=lambda row: str(row[column]).lstrip("=+-@\t\r ") or None,
    )


def paired(base: str) -> RowRule:
    """Optional text that comes in pairs: both languages or neither."""
    return row_rule(
        "unpaired-text", f"{base}_en", lambda t: t[f"{base}_zh"].isnull() == t[f"{base}_en"].isnull(),
        f"{base}_zh 与 {base}_en 须同时填写或同时为空",
        f"{base}_zh and {base}_en are filled together or not at all",
    )


def edtf(column: str) -> list[RowRule]:
    """EDTF level 0 and 1 as this package uses it: a day, month or year that exists, or an interval that runs forward."""
    return [
        row_rule(
            "edtf-date", column, lambda t: _edtf_exists(t[column]),
            "{column} 的日期“{value}”在日历中不存在，或区间前后颠倒",
            "{column} names a date that does not exist, or an interval that runs backwards: “{value}”",
        )
    ]


def dated(column: str, basis: str) -> RowRule:
    """A date is given exactly where its basis says that it is known."""
    return row_rule(
        "date-basis", basis, lambda t: t[column].isnull() == (t[basis] == "unknown"),
        f"{basis} 与 {column} 不符：日期为空时依据应为 unknown，不为空时不应为 unknown",
        f"{basis} does not fit {column}: it is unknown exactly where the date is empty",
    )


def period() -> list[RowRule]:
    """A closed interval that runs forward; its basis says whether it is known."""
    return [
        row_rule(
            "period-order", "period_end", lambda t: t.period_start <= t.period_end,
            "期间前后颠倒：period_end {value} 早于 period_start {period_start}",
            "the period runs backwards: period_end {value} is before period_start {period_start}",
        ),
        row_rule(
            "period-end-missing", "period_end", lambda t: t.period_start.isnull() | t.period_end.notnull(),
            "有 period_start 而无 period_end：期间为闭区间",
            "period_start without period_end: periods are closed intervals",
        ),
    ]


def period_basis() -> RowRule:
    """A period is given exactly where its basis says that it is known."""
    return row_rule(
        "period-basis", "period_basis", lambda t: t.period_end.isnull() == (t.period_basis == "unknown"),
        "period_basis 与期间不符：期间为空时应为 unknown，不为空时不应为 unknown",
        "period_basis does not fit the period: it is unknown exactly where the period is empty",
    )


def quantity(context: Context) -> list[RowRule]:
    """A figure means what it prints: value_text reads as comparator, value, value_high and unit."""
    return [
        row_rule(
            "value-high", "value_high", lambda t: (t.comparator == "range") == t.value_high.notnull(),
            "value_high 仅当 comparator 为 range 时填写，且必须填写",
            "value_high is filled exactly where comparator is range",
        ),
        row_rule(
            "value-text", "value_text", lambda t: _reads_as(t, context),
            "“{value}”读作 {reading_zh}，与本行的 comparator、value、value_high、unit 不符",
            "“{value}” reads as {reading_en}, which is not what comparator, value, value_high and unit say",
            explain=lambda row: _explain(context.readings[row["value_text"]]),
        ),
        no_formula("value_text"),
    ]


def _explain(reading: Reading) -> dict[str, str]:
    return {"reading_zh": reading.text_zh, "reading_en": reading.text_en}


def _reads_as(t: ir.Table, context: Context) -> ir.BooleanValue:
    if not context.readings:  # no units are known: the figures cannot be read
        return t.value_text.isnull() | t.value_text.notnull()

    def same(attribute: str, kind: str, column: ir.Value) -> ir.BooleanValue:
        return column.isnull() | context.lookup(attribute, kind, t.value_text).identical_to(column)

    # A breach of value-high is reported by value-high; here an empty value_high is compared with a range only.
    high = (t.comparator != "range") | same("high", "float64", t.value_high)
    return same("comparator", "string", t.comparator) & same("value", "float64", t.value) & same("unit", "string", t.unit) & high


def basis_unit() -> RowRule:
    """Growth over the year before is a ratio."""
    return row_rule(
        "growth-unit", "unit", lambda t: (t.basis != "yoy") | t.unit.isin(["percent", "ratio", "times"]),
        "同比增速（basis 为 yoy）的单位应为 percent，而非“{value}”",
        "growth over the year before (basis yoy) is in percent, not in “{value}”",
        suggest=lambda row: "percent",
    )


def subject(*columns: str) -> RowRule:
    """A fact is about somebody or something."""

    def any_filled(t: ir.Table) -> ir.BooleanValue:
        filled = t[columns[0]].notnull()
        for column in columns[1:]:
            filled = filled | t[column].notnull()
        return filled

    listed = ", ".join(columns)
    return row_rule(
        "no-subject", columns[0], any_filled,
        f"{listed} 全为空：此行不知所指",
        f"{listed} are all empty: the row is about nothing",
    )


def span_order() -> RowRule:
    """A span holds at least one character."""
    return row_rule(
        "span-order", "end", lambda t: t.start < t.end,
        "区间为空或颠倒：end {value} 应大于 start {start}",
        "the span is empty or runs backwards: end {value} must be greater than start {start}",
    )


def _edtf_exists(column: ir.StringValue) -> ir.BooleanValue:
    plain = column.re_replace("[?~%]", "")
    first = plain.re_extract("^([^/]+)", 1)
    last = plain.re_extract("([^/]+)$", 1)

    def exists(part: ir.StringValue) -> ir.BooleanValue:
        return (part.length() < 10) | part.try_cast("date").notnull()

    earliest = first + ibis.literal("-01-01").substr(first.length() - 4)
    latest = last + ibis.literal("-12-31").substr(last.length() - 4)
    return exists(first) & exists(last) & (earliest <= latest)
