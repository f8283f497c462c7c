"""What counts as a numeral of a document, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.evidence.numerals import Numeral, find_numerals, plan_years


def texts(text: str) -> list[str]:
    return [n.text for n in find_numerals(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长10.6%", ["10.6"]),
        ("进口1,945.9亿元", ["1,945.9亿"]),
        ("产量11.84亿部", ["11.84亿"]),
        ("突破8500家和6万家", ["8500", "6万"]),
        ("占全国的1/5", ["1", "5"]),
        ("2024年1月23日", ["2024", "1", "23"]),
        ("首批企业一次引进", ["一"]),
        ("增长２０．５％", ["20.5"]),
        ("“十五五”时期", ["十五五"]),
        ("十四五期间", ["十四五"]),
        ("建设两个基地", ["两"]),
        ("二十余家企业", ["二十"]),
        ("二〇三五年远景目标", ["二〇三五"]),
        ("千亿级产业", ["千亿"]),
        ("排名第三", ["三"]),
        ("第十四届", ["十四"]),
        ("三分之一", ["三"]),
        ("90纳米和7纳米", ["90", "7"]),
        ("在1,2,3期", ["1", "2", "3"]),
    ],
)
def test_figures_ranks_and_counted_things_are_numerals(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一体化发展", "零部件", "新一代信息技术", "新一轮", "下一步", "进一步", "统一", "第三方检测", "第一时间", "唯一", "双方签约",  # noqa: E501
        "引进一批企业", "又一次布局", "十分重要", "万众一心", "一流", "没有数字",
    ],
)  # fmt: skip
def test_digits_within_words_are_no_numerals(text: str) -> None:
    assert texts(text) == []


def test_a_word_hides_only_its_own_digit() -> None:
    assert texts("新一代产品三款,零部件两批") == ["三", "两"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("11.84亿", Decimal(1184000000)),
        ("6万", Decimal(60000)),
        ("1.5万亿", Decimal(1500000000000)),
        ("1,945.9", Decimal("1945.9")),
        ("十四", Decimal(14)),
        ("二〇三五", Decimal(2035)),
        ("百亿", Decimal(10000000000)),
        ("千百", None),
        ("三四十", None),
    ],
)
def test_the_value_of_a_numeral(text: str, value: Decimal | None) -> None:
    assert Numeral(0, len(text), text).value == value


def test_offsets_count_code_points() -> None:
    text = "𠮷😀有3家"
    (numeral,) = find_numerals(text)
    assert (numeral.start, numeral.end) == (3, 4)


@given(st.text("0123456789.,一二两三十百千万亿第家个年零部件新代 😀", max_size=40))
def test_numerals_are_what_stands_at_their_place_in_order_and_apart(text: str) -> None:
    found = list(find_numerals(text))
    assert all(text[n.start : n.end] == n.text for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    arabic = {i for i, c in enumerate(text) if c in "0123456789"}
    assert arabic <= {i for n in found for i in range(n.start, n.end)}, "no Arabic digit goes unaccounted"
    assert all(n.value is None or n.value >= 0 for n in found)


@pytest.mark.parametrize(
    ("text", "plan"), [("十四五", 14), ("十五五", 15), ("十二五", 12), ("十五", None), ("二十五五", None)]
)
def test_a_five_year_plan_is_known_by_its_number(text: str, plan: int | None) -> None:
    assert [n.plan for n in find_numerals(f"{text}规划")][:1] in ([plan], [] if plan is None else [plan])


def test_a_plan_runs_for_five_years() -> None:
    assert list(plan_years(14)) == [2021, 2022, 2023, 2024, 2025]
