"""Puts the name of a session of a people's congress into English: its form is fixed."""

from __future__ import annotations

import re

from ...evidence.quantity import QuantityError, parse_number

_SESSION = re.compile(
    r"第?(?P<congress>[一二三四五六七八九十]+)届(?:人民代表大会|人大)第?(?P<session>[一二三四五六七八九十]+)次会议"
)
_ORDINALS = (
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
)
# Whose congress it is, by the kind of region that its name begins with.
_LEVELS = (("自治区", "Regional"), ("省", "Provincial"), ("市", "Municipal"))


def session_in_english(session: str, region: str) -> str:
    """The session in English: `Fourth Session of the Fourteenth Guangdong Provincial People's Congress`. Empty where
    its name has another form, or the region is not known."""
    match = _SESSION.search(session)
    if match is None or not region:
        return ""
    level = next((english for ending, english in _LEVELS if session[: match.start()].endswith(ending)), "")
    if not level:
        return ""
    congress, number = _ordinal(match["congress"]), _ordinal(match["session"])
    if not (congress and number):
        return ""
    return f"{number} Session of the {congress} {region} {level} People's Congress"


def _ordinal(text: str) -> str:
    try:
        number = int(parse_number(text))
    except QuantityError:
        return ""
    return _ORDINALS[number - 1] if 1 <= number <= len(_ORDINALS) else ""
