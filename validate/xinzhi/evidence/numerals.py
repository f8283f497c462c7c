"""Finds every numeral of a text: Arabic digits, and Chinese digits with a measure word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .quantity import QuantityError, parse_number

# A Chinese digit counts as a numeral only in front of a measure word, behind 第, or in a fraction:
# 一 in 一体化 or 统一 is part of a word.
_MEASURES = (
    "个百分点|个|项|条|家|所|名|人|位|台|套|部|块|只|片|颗|件|种|类|款|批|次|届|期|年|月|日|天|倍|亿|万|元|亩|代|级|大|栋|户|支|座|城|地|层|方面|"
    "分之|英寸|纳米|米|公里|平方|周|岁|会|星|芯|生态|首发|重|线|道|步|轮|横|纵|环|区|强|高|服务|提升|双|院|化|院士"
)
_ARABIC = r"(?:\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[万亿]*"
_CHINESE = r"[零〇一二两双三四五六七八九十百千][零〇一二两双三四五六七八九十百千万亿]*"
_NUMERAL = re.compile(
    rf"(?P<arabic>{_ARABIC})|(?<=第)(?P<ordinal>{_CHINESE})|(?P<chinese>{_CHINESE})(?=(?:余|多|几)?(?:{_MEASURES}))"
)
# Words in which a digit is followed by what looks like a measure word, yet counts nothing.
_WORDS = (
    "一体化",
    "一体",
    "零部件",
    "新一代",
    "新一轮",
    "下一代",
    "里程碑式一步",
    "下一步",
    "双双",
    "统一",
    "进一步",
    "一定",
    "一流",
    "一路",
    "一些",
    "一起",
    "一度",
    "十分",
    "第一时间",
    "双方",
    "双向",
    "双轮",
    "双重",
    "双创",
    "一致",
    "一代又一代",
    "唯一",
    "之一",
    "单一",
    "第三方",
    "两者",
    "一线",
)


@dataclass(frozen=True)
class Numeral:
    """A numeral and where it stands: `text` = document[start:end]."""

    start: int
    end: int
    text: str

    @property
    def value(self) -> Decimal | None:
        """The number it writes, or None where it writes none (千百)."""
        try:
            number = self.text.rstrip("万亿") if self.text[0].isdigit() else self.text
            scale: int = 10 ** sum({"万": 4, "亿": 8}[c] for c in self.text[len(number) :])
            return parse_number(number) * scale
        except QuantityError:
            return None


def find_numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of `text`, in order. Offsets count code points."""
    masked = [span for word in _WORDS for span in _occurrences(text, word)]
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        if match["arabic"] is None and any(a <= start and end <= b for a, b in masked):
            continue
        yield Numeral(start, end, match.group())


def _occurrences(text: str, word: str) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + 1)
