"""Rules of bridges: begun before they are opened, and named in both languages."""

from __future__ import annotations

from xinzhi.rules.expressions import Table, Truth
from xinzhi.rules.pandera_model import RowRules, row_rule
from xinzhi.rules.texts import texts


@row_rule(
    "opened-before-begun",
    column="opened",
    zh="通车年份 {value} 早于开工年份 {begun}",
    en="opened in {value}, before building began in {begun}",
    means_zh="通车早于开工。",
    means_en="A bridge was opened before its building began.",
    why_zh="两个年份必有一个错了。",
    why_en="One of the years is wrong.",
)
def opened_before_begun(t: Table) -> Truth:
    return t.begun <= t.opened


RULES: RowRules = (opened_before_begun, *texts("name_zh", "name_en"))
