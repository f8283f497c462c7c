"""Compares the numbers of a row's Chinese texts with those of their translations: each language proves the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..contract.package import Package, Schema
from ..contract.table import Table
from ..domain import Domain
from ..evidence.numerals import find_numerals
from ..evidence.quantity import QuantityError, parse_number
from ..findings import Finding, RuleBook
from .pairs import column_pairs, text_pairs

RULES = RuleBook()
NUMBERS_DISAGREE = RULES.new(
    "numbers-disagree",
    "languages",
    zh="{column} 中没有 {other} 中的数字“{number}”：“{value}”",
    en="{column} lacks the number “{number}” of {other}: “{value}”",
    means_zh=(
        "同一行的中文与英文，一边用阿拉伯数字写的数，在另一边找不到。“900亿”与“90 billion”、“6个”与“six”、"
        "“9月”与“September”、“十四五”与“14th”算作相同。"
    ),
    means_en=(
        "A number that one language of a row writes in Arabic digits is missing in the other. “900亿” and “90"
        " billion”, “6个” and “six”, “9月” and “September”, “十四五” and “14th” are the same."
    ),
    why_zh="两种文字说的是同一件事；数字不同，必有一边抄错。",
    why_en="Both texts say the same; where their numbers differ, one was copied wrongly.",
)
_CHINESE = re.compile(
    r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<scale>万亿|[百千万亿]*)|(?P<words>[零〇一二两双三四五六七八九十百千万亿]+)"
)
_DOUBLED = re.compile("一倍|翻一?番")
_SCALES = {"百": 2, "千": 3, "万": 4, "亿": 8}
_WORDS = (
    {
        word: Decimal(n)
        for n, word in enumerate(
            [
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
                "twenty",
            ]
        )
    }
    | {
        word: Decimal(n)
        for n, word in enumerate(
            [
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "sixth",
                "seventh",
                "eighth",
                "ninth",
                "tenth",
                "eleventh",
                "twelfth",
                "thirteenth",
                "fourteenth",
                "fifteenth",
            ],
            start=1,
        )
    }
    | {
        "thirty": Decimal(30),
        "fifty": Decimal(50),
        "hundred": Decimal(100),
        "double": Decimal(2),
        "half": Decimal("0.5"),
    }
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_LARGE = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_ENGLISH = re.compile(
    rf"(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:[ -](?P<scale>{'|'.join(_LARGE)}))?"
    rf"|\b(?P<word>{'|'.join([*_WORDS, *_LARGE])})\b(?:["
    rf" -](?P<large>{'|'.join(_LARGE)})\b)?|\b(?P<month>{'|'.join(_MONTHS)})\b",
    re.IGNORECASE,
)
_MONTH_NUMBERS = {month.casefold(): Decimal(n) for n, month in enumerate(_MONTHS, start=1)}

_DIGIT = re.compile(r"\d")

Numbers = dict[Decimal, str]


def check_bilingual(package: Package, domain: Domain, tables: Mapping[str, tuple[Schema, Table]]) -> Iterator[Finding]:
    """Findings where the numbers of `x_zh` and `x_en` differ, in the datasets whose languages say the same numbers:
    notes and definitions may explain a number in one language only."""
    for dataset in sorted(name for name in tables if name in domain.datasets and domain.datasets[name].bilingual):
        schema, table = tables[dataset]
        for chinese, english in column_pairs(schema):
            for zh, en, record in text_pairs(table, chinese, english):
                missing = missing_number(zh, en)
                if missing:
                    number, lacking = missing
                    yield NUMBERS_DISAGREE.finding(
                        {"number": number, "other": chinese if lacking == "en" else english},
                        resource=dataset,
                        file=package.resource(dataset).path,
                        line=record.line,
                        row=record.row,
                        column=english if lacking == "en" else chinese,
                        value=en if lacking == "en" else zh,
                    )


def missing_number(zh: str, en: str) -> tuple[str, str] | None:
    """A number that one text writes in Arabic digits and the other does not have, and the language that lacks it."""
    if not _DIGIT.search(zh) and not _DIGIT.search(en):
        return None
    in_chinese, told_in_chinese = chinese_numbers(zh)
    in_english, told_in_english = english_numbers(en)
    for number, text in in_chinese.items():
        if number not in told_in_english:
            return text, "en"
    for number, text in in_english.items():
        if number not in told_in_chinese:
            return text, "zh"
    return None


def chinese_numbers(text: str) -> tuple[Numbers, set[Decimal]]:
    """The numbers that a Chinese text writes in Arabic digits, as value → text, and all that it can be read to tell."""
    arabic: Numbers = {}
    in_words = {Decimal(100).normalize()} if _DOUBLED.search(text) else set()  # English tells 增加一倍 as 100%
    for match in _CHINESE.finditer(text):
        if match["number"]:
            value = Decimal(match["number"].replace(",", "")).scaleb(sum(_SCALES[c] for c in match["scale"]))
            arabic[value.normalize()] = match[0]
            in_words.add(value.normalize())
        else:
            in_words |= set(_readings(match["words"]))
    in_words |= {Decimal(n.plan) for n in find_numerals(text) if n.plan is not None}  # 十四五 is the fourteenth
    return arabic, in_words


def _readings(words: str) -> Iterator[Decimal]:
    """A run of Chinese digits as a whole, and digit by digit: 三四 may be two numbers, and 万 stands for 10000."""
    for part in (words, *words):
        try:
            yield parse_number(part).normalize()
        except QuantityError:
            if part in _SCALES:
                yield Decimal(1).scaleb(_SCALES[part]).normalize()


def english_numbers(text: str) -> tuple[Numbers, set[Decimal]]:
    """The numbers that an English text writes in Arabic digits, as value → text, and all that it tells."""
    arabic: Numbers = {}
    in_words: set[Decimal] = set()
    for match in _ENGLISH.finditer(text):
        if match["number"]:
            value = Decimal(match["number"].replace(",", "")).scaleb(_LARGE.get((match["scale"] or "").casefold(), 0))
            arabic[value.normalize()] = match[0]
        elif match["month"]:
            value = _MONTH_NUMBERS[match["month"].casefold()]
        else:
            word = match["word"].casefold()
            value = _WORDS[word] if word in _WORDS else Decimal(1).scaleb(_LARGE[word])
            value = value.scaleb(_LARGE.get((match["large"] or "").casefold(), 0))
        in_words.add(value.normalize())
    return arabic, in_words
