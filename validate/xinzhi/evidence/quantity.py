"""Reads a printed figure (`3500家以上`, `1至2个`, `翻了一倍`) as comparator, value, upper value and unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "双": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CHINESE = r"[零〇一二两双三四五六七八九十百千][零〇一二两双三四五六七八九十百千万亿]*"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"

# Qualifiers in front of and behind a figure. The longest match wins, so 不超过 is never read as 超过.
PREFIXES: Mapping[str, str] = {
    "不少于": "ge", "不低于": "ge", "至少": "ge", "满": "ge",
    "不超过": "le", "不高于": "le", "最高": "le", "前": "le",
    "低于": "lt", "少于": "lt", "不足": "lt",
    "超过": "gt", "突破": "gt", "高于": "gt", "超": "gt", "逾": "gt",
    "大约": "approx", "约": "approx", "近": "approx",
    "达到": "eq", "达": "eq", "至": "eq", "第": "eq",
}
SUFFIXES: Mapping[str, str] = {
    "及以上": "ge", "以上": "ge", "以下": "le", "以内": "le", "左右": "approx", "上下": "approx",
}
_MORE = "多余"

# Words that are a figure of their own: value and unit label.
WORDS: Mapping[str, tuple[Decimal, str]] = {
    "持平": (Decimal(0), "%"),
    "全覆盖": (Decimal(100), "%"),
    "翻了一倍": (Decimal(1), "倍"),
    "翻一番": (Decimal(1), "倍"),
}

_PREFIX = "|".join(sorted(PREFIXES, key=len, reverse=True))
_SUFFIX = "|".join(sorted(SUFFIXES, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?P<prefix>{_PREFIX})?(?P<low>{_NUMBER})(?P<low_scale>[万亿]*)(?P<more1>[{_MORE}])?"
    rf"(?:(?P<range>[至到~—\-])(?P<high>{_NUMBER}))?"
    rf"(?P<scale>[万亿]*)(?P<more2>[{_MORE}])?(?P<unit>[^\d]*?)(?P<suffix>{_SUFFIX})?"
)
_FRACTION = re.compile(r"(?P<prefix>" + _PREFIX + r")?(?P<numerator>\d+)/(?P<denominator>\d+)")


class QuantityError(ValueError):
    """The text is not one figure with a known unit."""


@dataclass(frozen=True)
class Quantity:
    """A figure: `value` (and `high` for a range) in the unit printed as `unit_label`."""

    comparator: str
    value: Decimal
    high: Decimal | None
    unit_label: str


def parse_number(text: str) -> Decimal:
    """The number that `text` writes in Arabic or Chinese digits; raises QuantityError if it writes none."""
    if re.fullmatch(_ARABIC, text):
        return Decimal(text.replace(",", ""))
    if not re.fullmatch(_CHINESE, text):
        raise QuantityError(f"not a number: {text!r}")
    if all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SMALL:
            section += (digit or 1) * _SMALL[c]
            digit = 0
        else:
            total += (section + digit or 1) * _LARGE[c]
            section = digit = 0
    return Decimal(total + section + digit)


def parse_quantity(text: str, unit_labels: Mapping[str, str]) -> Quantity:
    """Read `text` as one figure. `unit_labels` maps printed unit labels to unit ids.

    Money keeps its scale in the unit (`亿元`); counts carry it into the value (`6万家` is 60000 `家`):
    the longest known unit label that includes the scale word wins. Raises QuantityError.
    """
    text = "".join(text.split())
    if text in WORDS:
        value, label = WORDS[text]
        return Quantity("eq", value, None, label)
    if fraction := _FRACTION.fullmatch(text):
        if int(fraction["denominator"]) == 0:
            raise QuantityError(f"division by zero: {text!r}")
        share = Decimal(fraction["numerator"]) / Decimal(fraction["denominator"])
        return Quantity(PREFIXES.get(fraction["prefix"] or "", "eq"), share, None, "比例")
    match = _FIGURE.fullmatch(text)
    if match is None:
        raise QuantityError(f"not one figure: {text!r}")
    comparator = _comparator(match, text)
    low_scale = match["low_scale"]
    # Without a range the greedy low_scale holds the only scale word.
    printed_scale = match["scale"] if match["range"] else low_scale + match["scale"]
    if not match["range"]:
        low_scale = ""
    scale, label = _split_unit(printed_scale, match["unit"], unit_labels, match["prefix"] == "第")
    number = match["low"]
    if not re.fullmatch(_ARABIC, number) and number[-1] in _LARGE and not match["range"] and len(number) > 1:
        # 六万家: a scale word inside Chinese digits may belong to the unit (十亿元).
        trial = number[-1] + match["unit"]
        if trial in unit_labels:
            number, scale, label = number[:-1], Decimal(1), trial
    value = parse_number(number) * scale
    if low_scale:
        value = parse_number(number) * _factor(low_scale)
    high = parse_number(match["high"]) * scale if match["high"] else None
    if high is not None and not value < high:
        raise QuantityError(f"a range runs from the lower to the higher value: {text!r}")
    return Quantity(comparator, value, high, label)


def _comparator(match: re.Match[str], text: str) -> str:
    found = {
        PREFIXES[match["prefix"]] if match["prefix"] and PREFIXES[match["prefix"]] != "eq" else None,
        SUFFIXES[match["suffix"]] if match["suffix"] else None,
        "gt" if match["more1"] or match["more2"] else None,
        "range" if match["range"] else None,
    } - {None}
    if len(found) > 1:
        raise QuantityError(f"qualifiers contradict each other: {text!r}")
    return next(iter(found), None) or "eq"


def _factor(scale: str) -> Decimal:
    factor = Decimal(1)
    for c in scale:
        factor *= _LARGE[c]
    return factor


def _split_unit(scale: str, rest: str, unit_labels: Mapping[str, str], ordinal: bool = False) -> tuple[Decimal, str]:
    """Give as much of the scale word to the unit as a known label takes; multiply with what is left."""
    known = {label.casefold(): label for label in unit_labels}
    for cut in range(len(scale) + 1):
        label = known.get((scale[cut:] + rest).casefold())
        if label is not None:
            return _factor(scale[:cut]), label
    if not rest and ordinal and "位" in unit_labels:
        return _factor(scale), "位"
    if not rest and "单位数" in unit_labels:
        return _factor(scale), "单位数"
    raise QuantityError(f"unknown unit: {(scale + rest)!r}")
