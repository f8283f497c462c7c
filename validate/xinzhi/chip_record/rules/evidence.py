"""Rules of evidence: spans are tight."""

from __future__ import annotations

from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.spans import span_order


@row_rule(
    "span-too-long",
    column="end",
    zh="区间过长：{start}–{value} 超过 120 个字符，应只取陈述该事实的分句",
    en="the span {start}–{value} is longer than 120 characters: take the clause that states the fact",
    means_zh="证据的区间超过 120 个字符。",
    means_en="A span of evidence is longer than 120 characters.",
    why_zh="证据应是陈述该事实的分句：整段文字使人无从看出哪一句为据。",
    why_en=(
        "Evidence is the clause that states the fact: a paragraph leaves the reader to guess which sentence is meant."
    ),
)
def span_too_long(t: Table) -> Truth:
    return t.end - t.start <= 120


RULES: RowRules = (
    span_order(),
    span_too_long,
)
