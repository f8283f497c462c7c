"""Reads a printed figure (`3500家以上`, `1至2个`, `翻了一倍`) as comparator, value, upper value and unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .widths import fold_widths

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "双": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CHINESE = r"[零〇一二两双三四五六七八九十百千][零〇一二两双三四五六七八九十百千万亿]*"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"

# How Chinese writes a whole number. Short forms that read two ways (三四十, 二百五, 三万五) are none, and neither is
# 百千.
_DIGIT = "[一二两双三四五六七八九]"
_SECTION = rf"(?:{_DIGIT}千)?(?:零?{_DIGIT}百)?(?:零?{_DIGIT}?十)?(?:零?(?<![百千万亿]){_DIGIT})?"
_WHOLE = re.compile(rf"(?:(?:{_SECTION}万)?零?{_SECTION}亿)?(?:零?{_SECTION}万)?零?{_SECTION}")

# Qualifiers in front of and behind a figure. The longest match wins, so 不超过 is never read as 超过.
PREFIXES: Mapping[str, str] = {
    "不少于": "ge",
    "不低于": "ge",
    "至少": "ge",
    "满": "ge",
    "迈上": "ge",
    "不超过": "le",
    "不高于": "le",
    "最高": "le",
    "前": "le",
    "低于": "lt",
    "少于": "lt",
    "不足": "lt",
    "超过": "gt",
    "突破": "gt",
    "高于": "gt",
    "超": "gt",
    "逾": "gt",
    "大约": "approx",
    "约": "approx",
    "近": "approx",
    "提高到": "eq",
    "增至": "eq",
    "升至": "eq",
    "达到": "eq",
    "达": "eq",
    "至": "eq",
    "第": "eq",
}
SUFFIXES: Mapping[str, str] = {
    "及以上": "ge",
    "以上": "ge",
    "以下": "le",
    "以内": "le",
    "左右": "approx",
    "上下": "approx",
}
_MORE = "多余"

# 千亿级 says how large, not how much; 千亿元级 says so of money.
ORDER_OF_MAGNITUDE = "级"
_ORDERS = (ORDER_OF_MAGNITUDE, "元" + ORDER_OF_MAGNITUDE)
# A scale alone, before what is so large, is an order of magnitude as well: 万亿产业集群, 千亿园区.
_BARE_ORDER = re.compile("[十百千万]亿")

# The labels of units that no page prints: of a share that is told as a fraction, of a count of nothing that is named,
# and of a place in a ranking. 位 is printed behind people as well.
FRACTION, COUNT, RANK = "比例", "单位数", "名次"

# Words that are a figure of their own: comparator, value and unit label. 翻番 is twice the base, 翻两番 four times.
WORDS: Mapping[str, tuple[str, Decimal, str]] = {
    "持平": ("eq", Decimal(0), "%"),
    "全覆盖": ("eq", Decimal(100), "%"),
    "两位数": ("ge", Decimal(10), "%"),
    "两位数以上": ("ge", Decimal(10), "%"),
    "翻了一倍": ("eq", Decimal(1), "倍"),
    "翻倍": ("eq", Decimal(2), "倍"),
    "倍增": ("eq", Decimal(2), "倍"),
    "翻番": ("eq", Decimal(2), "倍"),
    "翻一番": ("eq", Decimal(2), "倍"),
    "翻了一番": ("eq", Decimal(2), "倍"),
    "双翻番": ("eq", Decimal(2), "倍"),
    "翻两番": ("eq", Decimal(4), "倍"),
    "翻三番": ("eq", Decimal(8), "倍"),
    "首位": ("eq", Decimal(1), RANK),
}

# What a figure is introduced by without being qualified: how often it grows, and among whom it is ranked.
_LEAD = re.compile(
    "^(?:年均增长(?=.)|(?:稳居|跃居|位居|位列|升至|居|列)?(?:全国|全省|全市|全区|全球|世界|国内)?(?=第|前|首位))"
)

# What is printed behind a place in a ranking, if anything is: 第三, 第3位, 前10名.
_PLACES = ("位", "名")

_PREFIX = "|".join(sorted(PREFIXES, key=len, reverse=True))
_SUFFIX = "|".join(sorted(SUFFIXES, key=len, reverse=True))
_TO = r"至到~\uff5e—–\-"
_SCALE = "(?:万亿|[万亿])?"
_FIGURE = re.compile(
    rf"(?P<prefix>{_PREFIX})?(?P<low>{_NUMBER})(?P<low_scale>{_SCALE})(?P<more1>[{_MORE}])?"
    rf"(?:(?P<low_unit>[^\d{_TO}]*?)(?P<range>[{_TO}])(?P<high>{_NUMBER}))?"
    rf"(?P<scale>{_SCALE})(?P<more2>[{_MORE}])?(?P<unit>[^\d]*?)(?P<more3>[{_MORE}])?(?P<suffix>{_SUFFIX})?"
)
# A scale without a number in front counts once: 万亿级, 突破万亿元.
_BARE_SCALE = re.compile(rf"^(?P<prefix>{_PREFIX})?(?P<scale>万亿(?=$|[级元])|[万亿](?=元?{ORDER_OF_MAGNITUDE}))")
_FRACTION = re.compile(rf"(?P<prefix>{_PREFIX})?(?P<numerator>\d+)/(?P<denominator>\d+)(?P<suffix>{_SUFFIX})?")


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
    text = text.replace("〇", "零")
    if len(text) in (1, 4) and all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    if text[0] in _SMALL:
        text = "一" + text
    if not _WHOLE.fullmatch(text):
        raise QuantityError(f"not a number: {text!r}")
    return Decimal(_whole(text))


def _whole(text: str) -> int:
    for word, factor in (*reversed(_LARGE.items()), *reversed(_SMALL.items())):
        head, separator, tail = text.rpartition(word)
        if separator:
            return (_whole(head) if head.strip("零") else 1) * factor + _whole(tail)
    return _DIGITS[text[-1]] if text else 0


def parse_quantity(text: str, unit_labels: Mapping[str, str]) -> Quantity:
    """Read `text` as one figure, whatever its width. `unit_labels` maps printed unit labels to unit ids.

    Money keeps its scale in the unit (`亿元`); counts carry it into the value (`6万家` is 60000 `家`):
    the longest known unit label that includes the scale word wins. Raises QuantityError.
    """
    text = fold_widths("".join(text.split()))
    if text not in WORDS:
        text = _LEAD.sub("", text)
    if _BARE_ORDER.fullmatch(text) and ORDER_OF_MAGNITUDE in unit_labels:
        text += ORDER_OF_MAGNITUDE
    if text in WORDS:
        comparator, value, label = WORDS[text]
        return Quantity(comparator, value, None, _known(label, unit_labels))
    if fraction := _FRACTION.fullmatch(text):
        denominator = Decimal(fraction["denominator"])
        if not denominator:
            raise QuantityError(f"division by zero: {text!r}")
        share = Decimal(fraction["numerator"]) / denominator
        return Quantity(_comparator(fraction.groupdict(), text), share, None, _known(FRACTION, unit_labels))
    match = _FIGURE.fullmatch(_BARE_SCALE.sub(r"\g<prefix>一\g<scale>", text))
    if match is None:
        raise QuantityError(f"not one figure: {text!r}")
    comparator = _comparator(match.groupdict(), text)
    low, last = match["low"] + match["low_scale"], (match["high"] or match["low"] + match["low_scale"]) + match["scale"]
    scale = _scale_word(last)
    label, factor = _split_unit(scale, match["unit"], unit_labels, match["prefix"] in ("第", "前"))
    if label == ORDER_OF_MAGNITUDE and comparator == "eq":
        comparator = "approx"
    if not match["range"]:
        return Quantity(comparator, _absolute(last) / factor, None, label)
    if match["low_unit"] not in ("", match["unit"]):
        raise QuantityError(f"a range has one unit: {text!r}")
    if not match["low_unit"] and not _scale_word(low):
        low += scale  # 1至2万家
    value, high = _absolute(low) / factor, _absolute(last) / factor
    if not value < high:
        raise QuantityError(f"a range runs from the lower to the higher value: {text!r}")
    return Quantity(comparator, value, high, label)


def with_units_of_others(text: str, unit_labels: Mapping[str, str]) -> dict[str, Decimal]:
    """Of a figure that is printed without its unit, since another one of its list has it (达1.2万亿 of 达1.2万亿、
    8200亿元): by label, the value in each unit that reads so. Empty for any other figure."""
    try:
        bare = parse_quantity(text, unit_labels)
    except QuantityError:
        return {}
    values: dict[str, Decimal] = {}
    for label in unit_labels if bare.unit_label == COUNT and bare.high is None else ():
        try:
            read = parse_quantity(text + label.lstrip("万亿"), unit_labels)
        except QuantityError:
            continue
        if read.comparator == bare.comparator:
            values[read.unit_label] = read.value
    return values


def _comparator(parts: Mapping[str, str | None], text: str) -> str:
    prefix, suffix = parts["prefix"], parts["suffix"]
    comparators = {
        PREFIXES[prefix] if prefix and PREFIXES[prefix] != "eq" else None,
        SUFFIXES[suffix] if suffix else None,
        "gt" if any(parts.get(more) for more in ("more1", "more2", "more3")) else None,
        "range" if parts.get("range") else None,
    } - {None}
    if len(comparators) > 1:
        raise QuantityError(f"qualifiers contradict each other: {text!r}")
    return next(iter(comparators), None) or "eq"


def _scale_word(number: str) -> str:
    """The scale word at the end of a number: 亿 of 十亿, 万 of 6万."""
    return number[len(number.rstrip("万亿")) :]


def _absolute(number: str) -> Decimal:
    """What a number with its scale word comes to: 6万 is 60000."""
    if number[0].isdigit():
        scale = _scale_word(number)
        return parse_number(number.removesuffix(scale)) * _factor(scale)
    return parse_number(number)


def _factor(scale: str) -> Decimal:
    factor = Decimal(1)
    for c in scale:
        factor *= _LARGE[c]
    return factor


def _split_unit(scale: str, rest: str, unit_labels: Mapping[str, str], ordinal: bool = False) -> tuple[str, Decimal]:
    """The known label that takes the most of the scale word, and the factor of what it takes."""
    known = {label.casefold(): label for label in unit_labels}
    rest = ORDER_OF_MAGNITUDE if rest in _ORDERS else rest
    if ordinal and rest in ("", *_PLACES) and RANK in unit_labels:
        return RANK, _factor(scale)
    for cut in range(len(scale) + 1):
        label = known.get((scale[cut:] + rest).casefold())
        if label is not None:
            return label, _factor(scale[cut:])
    if not rest and COUNT in unit_labels:
        return COUNT, Decimal(1)
    raise QuantityError(f"unknown unit: {(scale + rest)!r}")


def _known(label: str, unit_labels: Mapping[str, str]) -> str:
    if label not in unit_labels:
        raise QuantityError(f"unknown unit: {label!r}")
    return label
