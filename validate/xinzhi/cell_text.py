"""Writes a value of the database as the text of a cell: a list as its members with semicolons between them, as a
`list` of Table Schema may have them."""

from __future__ import annotations

import json
from typing import Any

# What stands between the members of a list.
DELIMITER = "; "


def cell_text(value: Any) -> str:
    """The text of a value, as Table Schema spells it; nothing is an empty text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return DELIMITER.join(map(cell_text, value))
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)
