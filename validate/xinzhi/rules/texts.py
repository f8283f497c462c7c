"""Rules of texts, for any dataset: each language in its script, both or neither, nothing illegible, no formulas."""

from __future__ import annotations

from .expressions import Table, Truth
from .pandera_model import RowRule, RowRules, row_rule

# The script Han of Unicode 15, ideographic signs and all, by code points: RE2 and Java name it differently, and know
# different versions of it. Full-width punctuation is no part of it and is fine in either text.
HAN = (
    r"[\x{2E80}-\x{2E99}\x{2E9B}-\x{2EF3}\x{2F00}-\x{2FD5}\x{3005}\x{3007}\x{3021}-\x{3029}\x{3038}-\x{303B}"
    r"\x{3400}-\x{4DBF}\x{4E00}-\x{9FFF}\x{F900}-\x{FA6D}\x{FA70}-\x{FAD9}\x{16FE2}-\x{16FE3}\x{16FF0}-\x{16FF1}"
    r"\x{20000}-\x{2A6DF}\x{2A700}-\x{2B739}\x{2B740}-\x{2B81D}\x{2B820}-\x{2CEA1}\x{2CEB0}-\x{2EBE0}"
    r"\x{2F800}-\x{2FA1D}\x{30000}-\x{3134A}\x{31350}-\x{323AF}]"
)
_UNDECODED = "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]|[?]{2}"


def texts(*columns: str) -> RowRules:
    """Rules for human text: `*_zh` holds Han script, `*_en` holds none, and no cell starts a formula."""
    rules: list[RowRule] = []
    for column in columns:
        if column.endswith("_en"):
            rules.append(english(column))
        if column.endswith("_zh"):
            rules.append(chinese(column))
        rules += [no_formula(column), legible(column)]
    return rules


def english(column: str) -> RowRule:
    """Text in English holds no Han script."""

    @row_rule(
        "han-in-english",
        column=column,
        zh="{column} 应为英文，却含汉字：“{value}”",
        en="{column} is to be in English, but holds Han script: “{value}”",
        means_zh="英文列（`*_en`）中有汉字。",
        means_en="A column in English (`*_en`) holds Chinese characters.",
        why_zh="只读英文的使用者看不懂；多半是漏译或填错了列。",
        why_en=(
            "Readers of English cannot read it; mostly a translation is missing, or the text is in the wrong column."
        ),
    )
    def without_han(t: Table) -> Truth:
        return ~t[column].re_search(HAN)

    return without_han


def chinese(column: str) -> RowRule:
    """Text in Chinese holds Han script."""

    @row_rule(
        "no-han-in-chinese",
        column=column,
        zh="{column} 应为中文，却不含汉字：“{value}”",
        en="{column} is to be in Chinese, but holds no Han script: “{value}”",
        means_zh="中文列（`*_zh`）中没有一个汉字。",
        means_en="A column in Chinese (`*_zh`) holds no Chinese character.",
        why_zh="只读中文的使用者看不懂；多半是填错了列。",
        why_en="Readers of Chinese cannot read it; mostly the text is in the wrong column.",
    )
    def with_han(t: Table) -> Truth:
        return t[column].re_search(HAN)

    return with_han


def legible(column: str) -> RowRule:
    """No traces of a wrong decoding: control characters, the replacement character, question marks in a row."""

    @row_rule(
        "illegible-text",
        column=column,
        zh="{column} 像是用错了编码的文字：“{value}”",
        en="{column} looks like text in a wrong encoding: “{value}”",
        means_zh="文字含控制字符、替换字符（U+FFFD）或连续的问号。",
        means_en="A text has control characters, the replacement character (U+FFFD) or question marks in a row.",
        why_zh="汉字按别的编码读出再存，就剩下这些；原来的字已经不在了。",
        why_en=(
            "They are what is left of Chinese that was read in another encoding and saved. The characters"
            " themselves are gone."
        ),
    )
    def readable(t: Table) -> Truth:
        return ~t[column].re_search(_UNDECODED)

    return readable


def no_formula(column: str) -> RowRule:
    """No cell that a spreadsheet would execute (OWASP, CSV injection)."""

    @row_rule(
        "spreadsheet-formula",
        column=column,
        zh="{column} 以“=、+、-、@”之一开头，电子表格会当作公式执行：“{value}”",
        en="{column} starts with one of = + - @, which a spreadsheet would execute: “{value}”",
        means_zh="文字以 =、+、-、@、制表符或回车开头。",
        means_en="A text starts with =, +, -, @, a tab or a carriage return.",
        why_zh="电子表格会把它当作公式执行：打开数据文件不应运行任何东西。",
        why_en="A spreadsheet would execute it as a formula: opening a data file must not run anything.",
        suggest=lambda row: str(row[column]).lstrip("=+-@\t\r ") or None,
        unfixed_zh="去掉符号就改了文字",
        unfixed_en="without the sign, the text is another one",
    )
    def harmless(t: Table) -> Truth:
        return ~t[column].re_search(r"^[=+\-@\t\r]")

    return harmless


def paired(base: str) -> RowRule:
    """Optional text that comes in pairs: both languages or neither."""

    @row_rule(
        "unpaired-text",
        column=f"{base}_en",
        zh=f"{base}_zh 与 {base}_en 须同时填写或同时为空",
        en=f"{base}_zh and {base}_en are filled together or not at all",
        means_zh="成对的两列（`*_zh` 与 `*_en`）只填了一列。",
        means_en="Of a pair of columns, `*_zh` and `*_en`, only one is filled.",
        why_zh="只填一种语言，另一种语言的使用者就少了一条内容。",
        why_en="With one language only, readers of the other one miss the text.",
    )
    def both_or_neither(t: Table) -> Truth:
        return t[f"{base}_zh"].isnull() == t[f"{base}_en"].isnull()

    return both_or_neither


def short_alias() -> RowRule:
    """An alias can be recognised in a text."""

    @row_rule(
        "short-alias",
        column="alias",
        zh="别名“{value}”只有一个字，在文中无法辨认",
        en="the alias “{value}” is a single character, which no text lets one recognise",
        means_zh="别名只有一个字。",
        means_en="An alias is a single character.",
        why_zh="单个字在文中到处出现，无法据此认出一个机构或园区。",
        why_en="A single character stands everywhere in a text and identifies no organisation or park.",
    )
    def two_characters(t: Table) -> Truth:
        return t["alias"].length() >= 2

    return two_characters
