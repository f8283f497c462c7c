"""How a span prints a figure, and which passages count as copied."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from xinzhi.evidence.own_words import COPY_LENGTH, copied, shared_passages
from xinzhi.evidence.stated_figures import figure_in


@pytest.mark.parametrize(
    ("figure", "span"),
    [
        ("3500家以上", "净增高新技术企业3500家以上"),
        ("超过70%", "占比超过70%。"),
        ("7个百分点", "提高7个百分点"),
        ("1000P", "算力达1000p"),
        ("达2万p", "算力规模达2万P"),
        ("180％", "增长180%"),
        ("三个", "建设三个基地"),
        ("第三", "居全国第三"),
        ("翻了一倍", "比五年前翻了一倍"),
        ("10%", "从110%降到10%"),
    ],
)
def test_a_figure_that_is_printed_is_found_as_printed(figure: str, span: str) -> None:
    assert figure_in(figure, span) == figure


@pytest.mark.parametrize(
    ("figure", "span", "printed"),
    [
        ("3530家", "企业超3530家", "超3530家"),
        ("3530家", "企业超过3530家", "超过3530家"),
        ("10家", "不超过10家", "不超过10家"),
        ("3500家", "净增3500家以上", "3500家以上"),
        ("10家", "新增10家左右", "10家左右"),
        ("500万元", "最高500万元", "最高500万元"),
        ("200家", "企业近200家", "近200家"),
        ("50个", "不少于50个", "不少于50个"),
        ("2万P", "算力规模超2万p", "超2万P"),
    ],
)
def test_a_qualifier_that_was_dropped_is_given_back(figure: str, span: str, printed: str) -> None:
    assert figure_in(figure, span) == printed


@pytest.mark.parametrize(
    ("figure", "span"),
    [
        ("2家", "五年前2家"),
        ("2家", "目前2家"),
        ("200家", "最近200家"),
        ("5个", "圆满5个"),
        ("10个", "签约10个项目"),
        ("10个", "合约10个"),
    ],
)
def test_a_word_that_ends_like_a_qualifier_is_none(figure: str, span: str) -> None:
    assert figure_in(figure, span) == figure


@pytest.mark.parametrize(
    ("figure", "span"),
    [
        ("突破8500家", "分别突破8500家和6万家"),
        ("突破6万家", "分别突破8500家和6万家"),
        ("7个百分点", "分别提高7个和3.7个百分点"),
        ("3.7个百分点", "分别提高7个和3.7个百分点"),
        ("8500家", "8500和6000家"),
    ],
)
def test_a_qualifier_or_measure_word_may_be_shared_by_a_list(figure: str, span: str) -> None:
    assert figure_in(figure, span) == figure


@pytest.mark.parametrize(
    ("figure", "span"),
    [
        ("10%", "增长110%"),
        ("10%", "增长3.10%"),
        ("945.9亿元", "1,945.9亿元"),
        ("7个百分点", "提高3.7个百分点"),
        ("202", "2024"),
        ("3", "增长3.5%"),
        ("3", "超过3万片"),
        ("三个", "十三个"),
        ("五年", "十五年"),
        ("第三", "第三十二"),
        ("11家", "12家"),
        ("突破6万家", "达到6万家"),
        ("6万家", ""),
    ],
)
def test_a_figure_that_is_not_printed_or_is_part_of_a_longer_one_is_not_found(figure: str, span: str) -> None:
    assert figure_in(figure, span) is None


PASSAGE = "加快建设具有全球影响力的集成电路产业创新高地"  # 22 characters


def copied_from(text: str, whole: str, names: Sequence[str] = ()) -> str | None:
    """What a text copies from a document."""
    return copied(text, shared_passages([text], [whole]), names)


def test_the_limit_is_eighteen_characters() -> None:
    assert COPY_LENGTH == 18
    assert copied_from("我们" + PASSAGE[:17] + "甲乙丙", PASSAGE) is None
    assert copied_from("我们" + PASSAGE[:18] + "甲乙丙", PASSAGE) == PASSAGE[:18]


def test_white_space_does_not_hide_a_copy() -> None:
    assert copied_from(PASSAGE[:9] + " \u3000" + PASSAGE[9:], PASSAGE) == PASSAGE[:18]


def test_the_middle_of_a_passage_counts_too() -> None:
    assert copied_from("本市" + PASSAGE[3:21], PASSAGE) == PASSAGE[3:21]


def test_names_are_set_aside() -> None:
    name = "全国集成电路标准化技术委员会秘书处办公室"
    whole = f"成立{name},负责标准。"
    assert copied_from(f"成立{name}", whole) is not None
    assert copied_from(f"成立{name}", whole, [name]) is None


@pytest.mark.parametrize("marks", ["《》", "“”", "「」"])
def test_quoted_titles_are_set_aside(marks: str) -> None:
    title = f"{marks[0]}{PASSAGE}{marks[1]}"
    assert copied_from(f"发布{title}", f"今天发布{title}。") is None


def test_what_stands_on_either_side_of_a_name_does_not_join_up() -> None:
    assert copied_from(PASSAGE[:10] + "某某公司" + PASSAGE[10:], PASSAGE, ["某某公司"]) is None


LIST = "培育芯片设计、封装测试、半导体材料、专用装备制造、电子化学品、算力服务等产业"


def test_a_list_in_printed_order_is_no_copy() -> None:
    assert copied_from("发展芯片设计、封装测试、半导体材料、专用装备制造、电子化学品、算力服务", LIST) is None


def test_a_sentence_is_a_copy_before_and_behind_a_list_too() -> None:
    assert copied_from("甲、乙、" + PASSAGE, f"{LIST};{PASSAGE}") == PASSAGE[:18]
    assert copied_from(PASSAGE + "、甲、乙", f"{LIST};{PASSAGE}") == PASSAGE[:18]


def test_a_mark_of_a_list_parts_what_stands_around_it() -> None:
    straddling = PASSAGE[:10] + "、" + PASSAGE[10:]
    assert copied_from(straddling, straddling) is None
