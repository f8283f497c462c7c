"""Finds every numeral of a text: Arabic digits, Chinese digits with a measure word, and the numbers of five-year plans
(十四五). Widths are folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .quantity import QuantityError, parse_number
from .widths import fold_widths

# A Chinese digit counts as a numeral only in front of a measure word, behind 第, or in a fraction:
# 一 in 一体化 or 统一 is part of a word.
# 四成 is forty per cent; 一成立, 五年成果 and 2025成都 count nothing.
TENTHS = "成(?![立都为了员果效长功本型品交熟才就份])"
_MEASURES = (
    "个百分点|个|项|条|家|所|名|人|位|台|套|部|块|只|片|颗|件|种|类|款|批|次|届|期|年|月|日|天|倍|亿|万|元|亩|代|级|大|栋|户|支|座|城|地|层|方面|"
    "分之|英寸|纳米|米|公里|平方|周|岁|会|星|芯|生态|首发|重|线|道|步|轮|横|纵|环|区|强|高|服务|提升|双|院|化|院士|"
    + TENTHS
)
_ARABIC = r"(?:\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[万亿]*"
_CHINESE = r"[零〇一二两双三四五六七八九十百千][零〇一二两双三四五六七八九十百千万亿]*"
# The five-year plans by number: 十四五 is the fourteenth. Shorter names (九五, 十五) are common numbers, too.
_PLAN = r"(?<![零〇一二两三四五六七八九十百千万])十[一二三四五六七八九]五(?![零〇一二两三四五六七八九十百千万亿])"
_NUMERAL = re.compile(
    rf"(?P<arabic>{_ARABIC})|(?P<plan>{_PLAN})|(?<=第)(?P<ordinal>{_CHINESE})|(?P<chinese>{_CHINESE})(?=(?:余|多|几)?(?:{_MEASURES}))"
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
    "一批",  # an indefinite number
    "又一次",
)


_WORDS_WITH = {digit: [word for word in _WORDS if digit in word] for digit in "零〇一二两双三四五六七八九十百千"}


@dataclass(frozen=True)
class Numeral:
    """A numeral and where it stands: `text` is document[start:end], in half width."""

    start: int
    end: int
    text: str

    @property
    def plan(self) -> int | None:
        """The number of the five-year plan that it names; None where it names none."""
        return int(parse_number(self.text[:2])) if re.fullmatch(_PLAN, self.text) else None

    @property
    def value(self) -> Decimal | None:
        """The number it writes, or None where it writes none (千百)."""
        if self.plan is not None:
            return Decimal(self.plan)
        try:
            number = self.text.rstrip("万亿") if self.text[0].isdigit() else self.text
            scale: int = 10 ** sum({"万": 4, "亿": 8}[c] for c in self.text[len(number) :])
            return parse_number(number) * scale
        except QuantityError:
            return None


def find_numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of `text`, in order. Offsets count code points."""
    text = fold_widths(text)
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        counted = match["arabic"] is not None or match["plan"] is not None
        if not counted and _is_in_word(text, start, end):
            continue
        yield Numeral(start, end, match.group())


def _is_in_word(text: str, start: int, end: int) -> bool:
    """Whether a Chinese numeral is a part of a word that counts nothing."""
    return any(word in text[max(0, end - len(word)) : start + len(word)] for word in _WORDS_WITH[text[start]])


def plan_years(plan: int) -> range:
    """The years of a five-year plan: those of the fourteenth run from 2021 to 2025."""
    first = 1956 + 5 * (plan - 1)
    return range(first, first + 5)
