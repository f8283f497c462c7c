"""Writes numbers for people: grouped, without needless digits, with how they bind and what they are a level of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .words import Pair

_SIGNS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
# From these powers of ten on, a number is said in words: the Chinese and the English scale part at ten thousand.
_ZH = ((12, "万亿"), (8, "亿"), (4, "万"))
_EN = ((12, " trillion"), (9, " billion"), (6, " million"))
_SMALLEST_IN_WORDS = 4


def plain(value: Any) -> str:
    """A number without trailing zeros, its thousands parted."""
    number = Decimal(str(value))
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spoken(value: Any, scale: tuple[tuple[int, str], ...]) -> str:
    """A large number in the words of a language."""
    number = Decimal(str(value))
    for power, word in scale:
        if abs(number) >= Decimal(10) ** max(power, _SMALLEST_IN_WORDS):
            return plain(number / Decimal(10) ** power) + word
    return plain(number)


def reading(row: Mapping[str, Any], unit: Pair, basis: Pair) -> Pair:
    """How a figure reads: its comparator, its value in the base unit, its unit, and what it is where it is no
    level."""
    sign = _SIGNS.get(str(row.get("comparator")), "")
    texts = []
    for lang, scale in (("zh", _ZH), ("en", _EN)):
        low, high = row["base_value"], row.get("base_value_high")
        number = spoken(low, scale) + (f"–{spoken(high, scale)}" if high is not None else "")
        name = unit.zh if lang == "zh" else unit.en
        close = "" if lang == "zh" or name == "%" else " "
        what = (f"（{basis.zh}）" if lang == "zh" else f" ({basis.en})") if basis else ""
        texts.append(f"{sign}{number}{close}{name}{what}".strip())
    return Pair(*texts)
