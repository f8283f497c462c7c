"""Other spellings of one text or value: what a cell that is not accepted plainly means, if anything."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from ..contract.canonical import has_default_form
from ..contract.package import Field

# Full-width ASCII and the ideographic space. Not NFKC: that would also make x2 of x², and 1/2 of ½.
_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}
_DATES = (
    re.compile(r"(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日", re.ASCII),
)
_WHOLE = re.compile(r"([+-]?\d+)\.0*", re.ASCII)


def narrow(text: str) -> str:
    """The text with full-width letters, digits and signs as ASCII, without white space at the ends."""
    return text.translate(_WIDTH).strip()


def folded(text: str) -> str:
    """What is left of a text when case, width and the amount of white space are set aside."""
    return " ".join(narrow(text).casefold().split())


class Spellings:
    """A set of allowed texts, in which one that is spelled otherwise can be looked up."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = set(allowed)

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for text in self._allowed:
            found[folded(text)].append(text)
        return found

    def of(self, text: str) -> str | None:
        """The one allowed text that is the same; None where `text` is allowed itself, or none or several are."""
        found = [] if text in self._allowed else self._folded.get(folded(text), [])
        return found[0] if len(found) == 1 else None


def same_value(field: Field, text: str) -> str | None:
    """The canonical spelling of a number, year, date or boolean that is not spelled as its type asks."""
    if not has_default_form(field):
        return None
    plain = narrow(text)
    if field.type == "date":
        return _iso_date(plain)
    if field.type in ("integer", "year") and (found := _WHOLE.fullmatch(plain)):
        return found[1]
    if field.type in ("integer", "year", "number"):
        return plain
    return plain.casefold() if field.type == "boolean" else None


def _iso_date(text: str) -> str | None:
    for pattern in _DATES:
        if found := pattern.fullmatch(text):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
            except ValueError:
                return None
    return None
