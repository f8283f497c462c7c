"""Rules of regions: codes are built by level (GB/T 2260), and ISO 3166-2 codes belong to provinces."""

from __future__ import annotations

import ibis

from .context import Context
from .model import RowRule, row_rule
from .shared import texts

DATASET = "regions"


def rules(context: Context) -> list[RowRule]:
    """The rules of regions."""
    return [
        row_rule(
            "region-code-level", "level",
            lambda t: ibis.cases(
                (t.level == "province", t.code.re_search("^[1-9][0-9]0000$")),
                (t.level == "prefecture", t.code.re_search("^[1-9][0-9]{3}00$") & ~t.code.endswith("0000")),
                (t.level == "county", t.code.re_search("^[1-9][0-9]{5}$") & ~t.code.endswith("00")),
                else_=t.code.re_search("^[a-z]"),
            ),
            "代码 {code} 与级别“{value}”不符：省级以 0000 结尾，地级以 00 结尾，跨区域范围用英文短名",
            "the code {code} does not fit the level “{value}”: provinces end in 0000, prefectures in 00, areas have a slug",
        ),
        row_rule(
            "own-parent", "parent", lambda t: t.parent != t.code,
            "地区“{value}”以自己为上级",
            "the region “{value}” is its own parent",
        ),
        row_rule(
            "region-iso", "iso_3166_2", lambda t: t.iso_3166_2.notnull() == (t.level == "province"),
            "ISO 3166-2 代码属于且仅属于省级单位",
            "provincial units, and no others, have an ISO 3166-2 code",
        ),
        row_rule(
            "region-pinyin", "pinyin", lambda t: t.pinyin.re_search("^[A-Z][A-Za-z' ]*$"),
            "拼音应为不带声调的拉丁字母，首字母大写：“{value}”",
            "pinyin is written in Latin letters without tones, with a capital: “{value}”",
        ),
        *texts("name_zh", "name_en"),
    ]
