"""Rules of park rosters: real dates, in order."""

from __future__ import annotations

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
            "roster-dates", "until", lambda t: t.since <= t.until,
            "离园日期 {value} 早于入园日期 {since}",
            "until {value} is before since {since}",
        ),
        *texts("note_en"),
    ]
