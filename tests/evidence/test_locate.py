"""Clauses are found although lines tear them, wherever they stand, and their offsets count code points."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st
from xinzhi.evidence.documents import digest_of
from xinzhi.evidence.locate import locate, moved_to, nearest, squash


def places(text: str, clause: str) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in locate(text, clause)]


def test_a_clause_is_found_where_it_stands() -> None:
    (span,) = locate("今年力争新增3500家以上企业", "新增3500家以上")
    assert (span.start, span.end, span.text) == (4, 13, "新增3500家以上")


def test_white_space_on_either_side_does_not_count() -> None:
    text = "集成电\n  路产\u3000业"
    (span,) = locate(text, "集成 电路\n产业")
    assert span.text == text
    assert span.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_span_is_tight_around_the_clause() -> None:
    assert places("甲\n 乙丙 \n丁", " 乙丙\n") == [(3, 5)]


def test_every_place_is_given_overlapping_ones_too() -> None:
    assert places("芯片与芯片", "芯片") == [(0, 2), (3, 5)]
    assert places("哈哈哈", "哈哈") == [(0, 2), (1, 3)]


def test_nothing_is_found_of_an_absent_or_empty_clause() -> None:
    assert places("集成电路", "光刻机") == []
    assert places("集成电路", " \n") == []


def test_offsets_are_code_points_not_utf16_units_or_bytes() -> None:
    assert places("𠮷林😀有芯片", "芯片") == [(4, 6)]
    assert places("有𠮷😀林", "𠮷😀") == [(1, 3)]


def test_the_nearest_passage_is_what_shares_the_longest_run() -> None:
    text = "一季度产业规模增长10.6%。二季度产\n业规模增长12.8%。"
    found = nearest(text, "二季度产业规模上升12.8%")
    assert found is not None
    assert found.text == "二季度产\n业规模增长12.8%"
    assert text[found.start : found.end] == found.text


def test_nearest_stays_within_the_text() -> None:
    found = nearest("芯片产业", "发展壮大芯片产业和人工智能产业")
    assert found is not None and found.text == "芯片产业"


def test_there_is_no_nearest_passage_where_hardly_anything_is_shared() -> None:
    assert nearest("集成电路产业", "生物医药和光刻机") is None


def test_a_span_that_moved_is_found_by_its_digest() -> None:
    found = moved_to("新加的一段😀。芯片产业", 4, digest_of("芯片产业"))
    assert found is not None
    assert (found.start, found.end, found.text) == (7, 11, "芯片产业")


def test_a_span_that_is_gone_is_nowhere() -> None:
    assert moved_to("芯片行业", 4, digest_of("芯片产业")) is None
    assert moved_to("芯", 4, digest_of("芯片产业")) is None


characters = "芯片产业😀𠮷 \n\u3000a"


@given(st.text(characters, max_size=30), st.text(characters, min_size=1, max_size=5), st.text(characters, max_size=30))
def test_what_was_put_there_is_found_there(before: str, clause: str, after: str) -> None:
    wanted = "".join(clause.split())
    text = before + clause + after
    spans = list(locate(text, clause))
    assert bool(spans) == bool(wanted)
    for span in spans:
        assert span.text == text[span.start : span.end]
        assert squash(span.text)[0] == wanted
    if wanted:
        start = len(before) + clause.index(wanted[0])
        assert start in {s.start for s in spans}
