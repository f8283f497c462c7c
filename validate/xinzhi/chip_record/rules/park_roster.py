"""Rules of park rosters: real dates, in order."""

from __future__ import annotations

from ...rules.dates import edtf
from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.texts import texts


@row_rule(
    "roster-dates",
    column="until",
    zh="离园日期 {value} 早于入园日期 {since}",
    en="until {value} is before since {since}",
    means_zh="离园日期 `until` 早于入园日期 `since`。",
    means_en="`until` is before `since`.",
    why_zh="谁也不能先离开再进入；两个日期必有一个错了，或写反了。",
    why_en="Nobody leaves before coming: one of the dates is wrong, or they are swapped.",
)
def roster_dates(t: Table) -> Truth:
    return t.since <= t.until


RULES: RowRules = (
    edtf("since"),
    edtf("until"),
    edtf("as_of"),
    roster_dates,
    *texts("note_en"),
)
