"""Rules that several datasets share: text in two languages, slugs, EDTF dates, periods and quantities."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import ibis

from ..findings import Explanation
from .context import Context, Reading
from .model import RowRule, row_rule

if TYPE_CHECKING:
    import ibis.expr.types as ir

# The script Han of Unicode 15, ideographic signs and all, by code points: RE2 and Java name it differently, and know
# different versions of it. Full-width punctuation is no part of it and is fine in either text.
HAN = (
    r"[\x{2E80}-\x{2E99}\x{2E9B}-\x{2EF3}\x{2F00}-\x{2FD5}\x{3005}\x{3007}\x{3021}-\x{3029}\x{3038}-\x{303B}"
    r"\x{3400}-\x{4DBF}\x{4E00}-\x{9FFF}\x{F900}-\x{FA6D}\x{FA70}-\x{FAD9}\x{16FE2}-\x{16FE3}\x{16FF0}-\x{16FF1}"
    r"\x{20000}-\x{2A6DF}\x{2A700}-\x{2B739}\x{2B740}-\x{2B81D}\x{2B820}-\x{2CEA1}\x{2CEB0}-\x{2EBE0}"
    r"\x{2F800}-\x{2FA1D}\x{30000}-\x{3134A}\x{31350}-\x{323AF}]"
)


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
                    "han-in-english",
                    column,
                    partial(_without_han, column),
                    "{column} 应为英文，却含汉字：“{value}”",
                    "{column} is to be in English, but holds Han script: “{value}”",
                    explanation=Explanation(
                        means_zh="英文列（`*_en`）中有汉字。",
                        means_en="A column in English (`*_en`) holds Chinese characters.",
                        why_zh="只读英文的使用者看不懂；多半是漏译或填错了列。",
                        why_en=(
                            "Readers of English cannot read it; mostly a translation is missing, or the text is in the"
                            " wrong column."
                        ),
                    ),
                )
            )
        if column.endswith("_zh"):
            rules.append(
                row_rule(
                    "no-han-in-chinese",
                    column,
                    partial(_with_han, column),
                    "{column} 应为中文，却不含汉字：“{value}”",
                    "{column} is to be in Chinese, but holds no Han script: “{value}”",
                    explanation=Explanation(
                        means_zh="中文列（`*_zh`）中没有一个汉字。",
                        means_en="A column in Chinese (`*_zh`) holds no Chinese character.",
                        why_zh="只读中文的使用者看不懂；多半是填错了列。",
                        why_en="Readers of Chinese cannot read it; mostly the text is in the wrong column.",
                    ),
                )
            )
        rules += [no_formula(column), legible(column)]
    return rules


def legible(column: str) -> RowRule:
    """No traces of a wrong decoding: control characters, the replacement character, question marks in a row."""
    return row_rule(
        "illegible-text",
        column,
        lambda t: ~t[column].re_search(_UNDECODED),
        "{column} 像是用错了编码的文字：“{value}”",
        "{column} looks like text in a wrong encoding: “{value}”",
        explanation=Explanation(
            means_zh="文字含控制字符、替换字符（U+FFFD）或连续的问号。",
            means_en="A text has control characters, the replacement character (U+FFFD) or question marks in a row.",
            why_zh="汉字按别的编码读出再存，就剩下这些；原来的字已经不在了。",
            why_en=(
                "They are what is left of Chinese that was read in another encoding and saved. The characters"
                " themselves are gone."
            ),
        ),
    )


_UNDECODED = "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]|[?]{2}"


def no_formula(column: str) -> RowRule:
    """No cell that a spreadsheet would execute (OWASP, CSV injection)."""
    return row_rule(
        "spreadsheet-formula",
        column,
        lambda t: ~t[column].re_search(r"^[=+\-@\t\r]"),
        "{column} 以“=、+、-、@”之一开头，电子表格会当作公式执行：“{value}”",
        "{column} starts with one of = + - @, which a spreadsheet would execute: “{value}”",
        suggest=lambda row: str(row[column]).lstrip("=+-@\t\r ") or None,
        explanation=Explanation(
            means_zh="文字以 =、+、-、@、制表符或回车开头。",
            means_en="A text starts with =, +, -, @, a tab or a carriage return.",
            why_zh="电子表格会把它当作公式执行：打开数据文件不应运行任何东西。",
            why_en="A spreadsheet would execute it as a formula: opening a data file must not run anything.",
        ),
    )


def paired(base: str) -> RowRule:
    """Optional text that comes in pairs: both languages or neither."""
    return row_rule(
        "unpaired-text",
        f"{base}_en",
        lambda t: t[f"{base}_zh"].isnull() == t[f"{base}_en"].isnull(),
        f"{base}_zh 与 {base}_en 须同时填写或同时为空",
        f"{base}_zh and {base}_en are filled together or not at all",
        explanation=Explanation(
            means_zh="成对的两列（`*_zh` 与 `*_en`）只填了一列。",
            means_en="Of a pair of columns, `*_zh` and `*_en`, only one is filled.",
            why_zh="只填一种语言，另一种语言的使用者就少了一条内容。",
            why_en="With one language only, readers of the other one miss the text.",
        ),
    )


def own_parent(column: str, key: str = "id") -> RowRule:
    """No row is its own parent."""
    return row_rule(
        "own-parent",
        column,
        lambda t: t[column] != t[key],
        "{column} 指向本行自己（“{value}”）：应为另一行，没有上级则留空",
        "{column} points to its own row, “{value}”: name another row, or leave it empty where there is none",
        explanation=Explanation(
            means_zh="一行以自己为上级（`parent`、`broader` 或 `part_of`）。",
            means_en="A row names itself as its parent (`parent`, `broader` or `part_of`).",
            why_zh="沿上级逐级汇总的查询到不了顶层。",
            why_en="Queries that climb from parent to parent never reach the top.",
        ),
    )


def short_alias() -> RowRule:
    """An alias can be recognised in a text."""
    return row_rule(
        "short-alias",
        "alias",
        lambda t: t["alias"].length() >= 2,
        "别名“{value}”只有一个字，在文中无法辨认",
        "the alias “{value}” is a single character, which no text lets one recognise",
        explanation=Explanation(
            means_zh="别名只有一个字。",
            means_en="An alias is a single character.",
            why_zh="单个字在文中到处出现，无法据此认出一个机构或园区。",
            why_en="A single character stands everywhere in a text and identifies no organisation or park.",
        ),
    )


def edtf(column: str) -> list[RowRule]:
    """EDTF level 0 and 1 as this package uses it: a day, month or year that exists, or an interval that runs
    forward."""
    return [
        row_rule(
            "edtf-date",
            column,
            lambda t: _edtf_exists(t[column]),
            "{column} 的日期“{value}”在日历中不存在，或区间前后颠倒",
            "{column} names a date that does not exist, or an interval that runs backwards: “{value}”",
            explanation=Explanation(
                means_zh="日期在日历中不存在，或区间的后端早于前端。",
                means_en="A date does not exist in the calendar, or an interval ends before it starts.",
                why_zh="格式正确的日期也可能不存在，如 2 月 30 日；多半是抄错了。",
                why_en=(
                    "A date of the right form may still not exist, such as 30 February; mostly it was copied wrongly."
                ),
            ),
        )
    ]


def dated(column: str, basis: str) -> RowRule:
    """A date is given exactly where its basis says that it is known."""
    return row_rule(
        "date-basis",
        basis,
        lambda t: t[column].isnull() == (t[basis] == "unknown"),
        f"{basis} 为“{{value}}”，与 {column} 不符：日期为空时依据应为 unknown，不为空时不应为 unknown",
        f"{basis} is “{{value}}”, which does not fit {column}: it is unknown exactly where the date is empty",
        explanation=Explanation(
            means_zh="日期为空而依据列不是 unknown，或日期不为空而依据列是 unknown。",
            means_en="The date is empty though its basis is not unknown, or filled though it is.",
            why_zh="依据列说明日期从何而来：印明、推断或未知。两者矛盾时，不知道日期能不能信。",
            why_en=(
                "The basis says where the date comes from: printed, inferred or unknown. If the two disagree, nobody"
                " can tell whether to trust the date."
            ),
        ),
    )


def period() -> list[RowRule]:
    """A closed interval that runs forward; its basis says whether it is known."""
    return [
        row_rule(
            "period-order",
            "period_end",
            lambda t: t.period_start <= t.period_end,
            "期间前后颠倒：period_end {value} 早于 period_start {period_start}",
            "the period runs backwards: period_end {value} is before period_start {period_start}",
            explanation=Explanation(
                means_zh="`period_end` 早于 `period_start`。",
                means_en="`period_end` is before `period_start`.",
                why_zh="期间向前走；两个日期必有一个错了，或写反了。",
                why_en="A period runs forward: one of the dates is wrong, or they are swapped.",
            ),
        ),
        row_rule(
            "period-end-missing",
            "period_end",
            lambda t: t.period_start.isnull() | t.period_end.notnull(),
            "有 period_start（{period_start}）而无 period_end：期间为闭区间，须写出末日",
            "period_start is {period_start} and period_end is empty: a period is a closed interval, so write its"
            " last day",
            explanation=Explanation(
                means_zh="填写了 `period_start`，没有填写 `period_end`。",
                means_en="`period_start` is filled and `period_end` is not.",
                why_zh="期间是闭区间；没有末日，就不知道目标何时到期、数据截至何时。",
                why_en=(
                    "Periods are closed intervals; without an end, nobody knows when a target is due or what a figure"
                    " covers."
                ),
            ),
        ),
    ]


def period_basis() -> RowRule:
    """A period is given exactly where its basis says that it is known."""
    return row_rule(
        "period-basis",
        "period_basis",
        lambda t: t.period_end.isnull() == (t.period_basis == "unknown"),
        "period_basis 为“{value}”，与期间不符：period_end 为空时应为 unknown，不为空时不应为 unknown",
        "period_basis is “{value}”, which does not fit the period: it is unknown exactly where period_end is empty",
        explanation=Explanation(
            means_zh="期间为空而 `period_basis` 不是 unknown，或期间不为空而它是 unknown。以 `period_end` 是否填写为准。",  # noqa: E501
            means_en=(
                "The period is empty though `period_basis` is not unknown, or given though it is. What counts is"
                " whether `period_end` is filled."
            ),
            why_zh="`period_basis` 说明期间从何而来；两者矛盾时，不知道期间能不能信。",
            why_en=(
                "`period_basis` says where the period comes from; if the two disagree, nobody can tell whether to"
                " trust it."
            ),
        ),
    )


def quantity(context: Context) -> list[RowRule]:
    """A figure means what it prints: value_text reads as comparator, value, value_high and unit."""
    return [
        row_rule(
            "value-high",
            "value_high",
            lambda t: (t.comparator == "range") == t.value_high.notnull(),
            "comparator 为“{comparator}”：value_high 仅当 comparator 为 range 时填写，且必须填写",
            "comparator is “{comparator}”: value_high is filled exactly where comparator is range",
            explanation=Explanation(
                means_zh="`value_high` 在 `comparator` 为 range 时没有填写，或不为 range 时填写了。",
                means_en="`value_high` is empty though `comparator` is range, or filled though it is not.",
                why_zh="区间有两端，其他的数只有一个值；两者矛盾时，读不出这个数。",
                why_en="A range has two ends, every other figure one value; otherwise the figure cannot be read.",
            ),
        ),
        row_rule(
            "value-text",
            "value_text",
            lambda t: _reads_as(t, context),
            "“{value}”读作 {reading_zh}，与本行的 comparator、value、value_high、unit 不符",
            "“{value}” reads as {reading_en}, which is not what comparator, value, value_high and unit say",
            explain=lambda row: _explain(context.readings[row["value_text"]]),
            explanation=Explanation(
                means_zh=(
                    "`value_text` 是原文所印的数字，`comparator`、`value`、`value_high`、`unit` 是它的含义。"
                    "按所印的字读出来的，与所填的不同。单位名称须在 `units` 中登记。"
                ),
                means_en=(
                    "`value_text` is the figure as printed; `comparator`, `value`, `value_high` and `unit` are what it"
                    " means. Read again, the print means something else. The unit's label has to be in `units`."
                ),
                why_zh="“以上”“超”“约”“亿”“万”都是数字的一部分，抄录时最容易弄错。",
                why_en="“At least”, “over”, “about” and the scale are part of a figure, and the easiest to get wrong.",
            ),
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
    return (
        same("comparator", "string", t.comparator)
        & same("value", "float64", t.value)
        & same("unit", "string", t.unit)
        & high
    )


def basis_unit() -> RowRule:
    """Growth over the year before is a ratio."""
    return row_rule(
        "growth-unit",
        "unit",
        lambda t: (t.basis != "yoy") | t.unit.isin(["percent", "ratio", "times"]),
        "同比增速（basis 为 yoy）的单位应为 percent（或 ratio、times），而非“{value}”",
        "growth over the year before (basis yoy) is in percent (or ratio, or times), not in “{value}”",
        suggest=lambda row: "percent",
        explanation=Explanation(
            means_zh="`basis` 为 yoy（同比）的数，单位不是 percent、ratio 或 times。",
            means_en="A figure with the `basis` yoy has a unit other than percent, ratio or times.",
            why_zh="同比增速是比率；增加了多少家、多少亿元，是 increase 而不是 yoy。",
            why_en="Growth over the year before is a ratio; so many enterprises more is an increase, not yoy.",
        ),
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
        "no-subject",
        columns[0],
        any_filled,
        f"{listed} 全为空，此行不知所指：至少填写一列",
        f"{listed} are all empty, so that the row is about nothing: fill in at least one",
        explanation=Explanation(
            means_zh="说明此行所指的几列（如地区、园区、机构、项目）全是空的。",
            means_en=(
                "All columns that say whom or what the row is about, such as region, park, organization and project,"
                " are empty."
            ),
            why_zh="没有主体的数字不知道是谁的。",
            why_en="Nobody can tell whose figure it is.",
        ),
    )


def span_order() -> RowRule:
    """A span holds at least one character."""
    return row_rule(
        "span-order",
        "end",
        lambda t: t.start < t.end,
        "区间为空或颠倒：end {value} 应大于 start {start}",
        "the span is empty or runs backwards: end {value} must be greater than start {start}",
        explanation=Explanation(
            means_zh="区间的 `end` 不大于 `start`。`start`、`end` 是从 0 数起的字符位置，不含 `end` 那一个。",
            means_en=(
                "The `end` of a span is not greater than its `start`. Both count characters from 0, and the one at"
                " `end` is not part of it."
            ),
            why_zh="空的区间不含任何字，什么也证明不了。",
            why_en="An empty span holds no text and proves nothing.",
        ),
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
