"""Rules of redirects: an id leads to another one."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule

DATASET = "redirects"


def rules(context: Context) -> list[RowRule]:
    """The rules of redirects."""
    return [
        row_rule(
            "redirect-to-itself", "new", lambda t: t.old != t.new,
            "“{value}”转向自己",
            "“{value}” redirects to itself",
        ),
    ]
