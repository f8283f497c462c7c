"""Where sentences and clauses end, by which scope is decided and text is accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.evidence.sentences import clauses, has_letters, sentences


def cut(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成一座。投产两座。", ["建成一座。", "投产两座。"]),
        ("建成一座；投产两座！可喜？", ["建成一座；", "投产两座！", "可喜？"]),
        ("标题\n正文没有句号", ["标题\n", "正文没有句号"]),
        ("他说：“建成了。”随后离开。", ["他说：“建成了。”", "随后离开。"]),
        ("。\n\n", []),
        ("增长3.5倍。", ["增长3.5倍。"]),
    ],
)
def test_sentences_end_at_stops_and_at_the_ends_of_lines(text: str, expected: list[str]) -> None:
    assert cut(text, list(sentences(text, 0, len(text)))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("编制规划、出台政策，加快建设。", ["编制规划", "出台政策", "加快建设"]),
        ("规模1,945.9万元,增长3%", ["规模1,945.9万元", "增长3%"]),
        ("9:42:03发布:全文如下", ["9:42:03发布", "全文如下"]),
        ("一、 总体要求 \n（略）", ["一", "总体要求", "（略）"]),
    ],
)
def test_clauses_stand_between_marks_and_figures_stay_whole(text: str, expected: list[str]) -> None:
    assert cut(text, list(clauses(text, 0, len(text)))) == expected


@given(st.text("甲乙1,，。；\n：、 ”", max_size=40))
def test_every_letter_stands_in_one_sentence_and_in_one_clause(text: str) -> None:
    for parts in (sentences, clauses):
        places = [at for start, end in parts(text, 0, len(text)) for at in range(start, end)]
        assert len(places) == len(set(places))
        assert {at for at in range(len(text)) if has_letters(text, at, at + 1)} <= set(places)
