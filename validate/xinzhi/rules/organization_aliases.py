"""Rules of organisation aliases: long enough to be told apart in a text."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import no_formula, short_alias

DATASET = "organization_aliases"


def rules(context: Context) -> list[RowRule]:
    """The rules of organization_aliases."""
    return [
        short_alias(),
        no_formula("alias"),
    ]
