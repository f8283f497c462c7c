"""Rules of work reports: delivered at the start of the year whose work they set out."""

from __future__ import annotations

from ...rules.dates import dated, edtf
from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.texts import paired, texts


@row_rule(
    "delivery-year",
    column="delivered",
    zh="{year} 年的报告不会在 {value} 作出：应在当年或上年末",
    en="a report on {year} is not delivered on {value}: expected that year or the end of the year before",
    means_zh="工作报告的作出日期既不在报告年份，也不在上一年。",
    means_en="A work report was delivered neither in its year nor in the year before.",
    why_zh="报告在年初或上年末作出；相差更远，不是年份错，就是日期错。",
    why_en=(
        "Reports are delivered early in the year or at the end of the one before; farther apart, one of the"
        " two is wrong."
    ),
)
def delivery_year(t: Table) -> Truth:
    return t.delivered.left(4).try_cast("int64").isin([t.year, t.year - 1])


RULES: RowRules = (
    edtf("delivered"),
    dated("delivered", "delivered_basis"),
    delivery_year,
    paired("session"),
    paired("speaker"),
    paired("office"),
    *texts("session_zh", "session_en", "speaker_zh", "speaker_en", "office_zh", "office_en"),
)
