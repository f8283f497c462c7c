"""Rules of park aliases: long enough to be told apart in a text."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import no_formula, short_alias

DATASET = "park_aliases"


def rules(context: Context) -> list[RowRule]:
    """The rules of park_aliases."""
    return [
        short_alias(),
        no_formula("alias"),
    ]
