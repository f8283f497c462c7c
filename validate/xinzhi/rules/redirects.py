"""Rules of redirects: an id leads to another one."""

from __future__ import annotations

from ..findings import Explanation
from .context import Context
from .model import RowRule, row_rule

DATASET = "redirects"


def rules(context: Context) -> list[RowRule]:
    """The rules of redirects."""
    return [
        row_rule(
            "redirect-to-itself",
            "new",
            lambda t: t.old != t.new,
            "“{value}”转向自己",
            "“{value}” redirects to itself",
            explanation=Explanation(
                means_zh="旧编号与新编号相同。",
                means_en="The old id and the new id are the same.",
                why_zh="转向自己的编号哪里也到不了。",
                why_en="An id that leads to itself leads nowhere.",
            ),
        ),
    ]
