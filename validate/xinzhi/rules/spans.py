"""Rules of spans, for any dataset whose rows point into documents."""

from __future__ import annotations

from .expressions import Table, Truth
from .pandera_model import RowRule, row_rule


def span_order() -> RowRule:
    """A span holds at least one character."""

    @row_rule(
        "span-order",
        column="end",
        zh="区间为空或颠倒：end {value} 应大于 start {start}",
        en="the span is empty or runs backwards: end {value} must be greater than start {start}",
        means_zh="区间的 `end` 不大于 `start`。`start`、`end` 是从 0 数起的字符位置，不含 `end` 那一个。",
        means_en=(
            "The `end` of a span is not greater than its `start`. Both count characters from 0, and the one at"
            " `end` is not part of it."
        ),
        why_zh="空的区间不含任何字，什么也证明不了。",
        why_en="An empty span holds no text and proves nothing.",
    )
    def not_empty(t: Table) -> Truth:
        return t.start < t.end

    return not_empty
