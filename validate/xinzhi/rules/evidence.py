"""Rules of evidence: spans are tight."""

from __future__ import annotations

from ..evidence.locate import LONGEST_SPAN
from ..findings import Explanation
from .context import Context
from .model import RowRule, row_rule
from .shared import span_order

DATASET = "evidence"


def rules(context: Context) -> list[RowRule]:
    """The rules of evidence."""
    return [
        span_order(),
        row_rule(
            "span-too-long",
            "end",
            lambda t: t.end - t.start <= LONGEST_SPAN,
            f"区间过长：{{start}}–{{value}} 超过 {LONGEST_SPAN} 个字符，应只取陈述该事实的分句",
            f"the span {{start}}–{{value}} is longer than {LONGEST_SPAN} characters: take the clause that states the"
            " fact",
            explanation=Explanation(
                means_zh=f"证据的区间超过 {LONGEST_SPAN} 个字符。",
                means_en=f"A span of evidence is longer than {LONGEST_SPAN} characters.",
                why_zh="证据应是陈述该事实的分句：整段文字使人无从看出哪一句为据。",
                why_en=(
                    "Evidence is the clause that states the fact: a paragraph leaves the reader to guess which sentence"
                    " is meant."
                ),
            ),
        ),
    ]
