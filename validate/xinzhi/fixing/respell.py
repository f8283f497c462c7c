"""Other spellings of one text or value: what a cell that is not accepted plainly means, if anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from ..contract.canonical import has_default_form
from ..contract.package import Field
from ..contract.spreadsheets import iso_date
from ..types import field_type

# Full-width ASCII and the ideographic space. Not NFKC: that would also make x2 of x², and 1/2 of ½.
_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}


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
        by_folded: dict[str, list[str]] = defaultdict(list)
        for text in self._allowed:
            by_folded[folded(text)].append(text)
        return by_folded

    def of(self, text: str) -> str | None:
        """The one allowed text that is the same; None where `text` is allowed itself, or none or several are."""
        candidates = [] if text in self._allowed else self._folded.get(folded(text), [])
        return candidates[0] if len(candidates) == 1 else None


def same_value(field: Field, text: str) -> str | None:
    """The canonical spelling of a number, year, date or boolean that is not spelled as its type asks; of a text with a
    pattern, as dates in EDTF have one, the day that a spreadsheet has rewritten."""
    if "pattern" in field.constraints:
        return iso_date(narrow(text))
    if not has_default_form(field):
        return None
    return field_type(field.type).respelled(narrow(text))
