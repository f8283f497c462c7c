"""Rules of redirects: an id leads to another one."""

from __future__ import annotations

from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule


@row_rule(
    "redirect-to-itself",
    column="new",
    zh="“{value}”转向自己",
    en="“{value}” redirects to itself",
    means_zh="旧编号与新编号相同。",
    means_en="The old id and the new id are the same.",
    why_zh="转向自己的编号哪里也到不了。",
    why_en="An id that leads to itself leads nowhere.",
)
def redirect_to_itself(t: Table) -> Truth:
    return t.old != t.new


RULES: RowRules = (redirect_to_itself,)
