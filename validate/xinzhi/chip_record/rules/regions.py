"""Rules of regions: codes are built by level (GB/T 2260), and ISO 3166-2 codes belong to provinces."""

from __future__ import annotations

from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.references import own_parent
from ...rules.texts import texts


@row_rule(
    "region-code-level",
    column="level",
    zh="代码 {code} 与级别“{value}”不符：省级以 0000 结尾，地级以 00 结尾，跨区域范围用英文短名",
    en=(
        "the code {code} does not fit the level “{value}”: provinces end in 0000, prefectures in 00, areas have a slug"
    ),
    means_zh=(
        "行政区划代码与级别不符：省级以 0000 结尾，地级以 00 结尾，县级不以 00 结尾，国家与跨区域范围用以小写字母开头的"
        "短名。"
    ),
    means_en=(
        "The code of a region does not fit its level: provinces end in 0000, prefectures in 00, counties in"
        " neither; the country and areas have a slug that starts with a letter."
    ),
    why_zh="GB/T 2260 代码本身就含级别；不符时，不是代码抄错，就是级别填错。",
    why_en="A code of GB/T 2260 tells the level: if they differ, one of them is wrong.",
)
def region_code_level(t: Table) -> Truth:
    prefecture = t.code.re_search("^[1-9][0-9]{3}00$") & ~t.code.endswith("0000")
    county = t.code.re_search("^[1-9][0-9]{5}$") & ~t.code.endswith("00")
    below = (t.level == "prefecture").ifelse(
        prefecture, (t.level == "county").ifelse(county, t.code.re_search("^[a-z]"))
    )
    return (t.level == "province").ifelse(t.code.re_search("^[1-9][0-9]0000$"), below)


@row_rule(
    "region-iso",
    column="iso_3166_2",
    zh="{name_zh} 的级别为“{level}”：省级单位须有 ISO 3166-2 代码，其他级别没有",
    en="{name_en} is of level “{level}”: provincial units have an ISO 3166-2 code, and no others",
    means_zh="省级单位没有 ISO 3166-2 代码，或其他级别的地区有此代码。",
    means_en="A provincial unit lacks its ISO 3166-2 code, or a region of another level has one.",
    why_zh="ISO 3166-2 在中国只为省级单位定码；地图和别的数据集靠它对应。",
    why_en=("For China, ISO 3166-2 has codes of provincial units only; maps and other datasets are matched by them."),
)
def region_iso(t: Table) -> Truth:
    return t.iso_3166_2.notnull() == (t.level == "province")


@row_rule(
    "region-pinyin",
    column="pinyin",
    zh="拼音应为不带声调的拉丁字母，首字母大写：“{value}”",
    en="pinyin is written in Latin letters without tones, with a capital: “{value}”",
    means_zh="拼音不是以大写开头、不带声调的拉丁字母。",
    means_en="The pinyin is not in Latin letters without tones, starting with a capital.",
    why_zh="写法统一，才能检索和排序。",
    why_en="One spelling makes names searchable and sortable.",
)
def region_pinyin(t: Table) -> Truth:
    return t.pinyin.re_search("^[A-Z][A-Za-z' ]*$")


RULES: RowRules = (
    region_code_level,
    own_parent("parent", key="code"),
    region_iso,
    region_pinyin,
    *texts("name_zh", "name_en"),
)
