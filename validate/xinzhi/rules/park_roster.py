"""Rules of park rosters: real dates, in order."""

from __future__ import annotations

from ..findings import Explanation
from .context import Context
from .model import RowRule, row_rule
from .shared import edtf, texts

DATASET = "park_roster"


def rules(context: Context) -> list[RowRule]:
    """The rules of park_roster."""
    return [
        *edtf("since"),
        *edtf("until"),
        *edtf("as_of"),
        row_rule(
            "roster-dates",
            "until",
            lambda t: t.since <= t.until,
            "离园日期 {value} 早于入园日期 {since}",
            "until {value} is before since {since}",
            explanation=Explanation(
                means_zh="离园日期 `until` 早于入园日期 `since`。",
                means_en="`until` is before `since`.",
                why_zh="谁也不能先离开再进入；两个日期必有一个错了，或写反了。",
                why_en="Nobody leaves before coming: one of the dates is wrong, or they are swapped.",
            ),
        ),
        *texts("note_en"),
    ]
