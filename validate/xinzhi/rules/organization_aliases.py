"""Rules of organisation aliases: long enough to be told apart in a text."""

from __future__ import annotations

from .context import Context
from .model import RowRule, row_rule
from .shared import no_formula

DATASET = "organization_aliases"


def rules(context: Context) -> list[RowRule]:
    """The rules of organization_aliases."""
    return [
        row_rule(
            "short-alias", "alias", lambda t: t["alias"].length() >= 2,
            "别名“{value}”只有一个字，在文中无法辨认",
            "the alias “{value}” is a single character, which no text lets one recognise",
        ),
        no_formula("alias"),
    ]
