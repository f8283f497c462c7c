"""Reading a document: torn lines, clauses, articles, passages that stand twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from xinzhi.evidence.locate import LONGEST_SPAN
from xinzhi.propose.articles import find_articles, find_repeats
from xinzhi.propose.reading import FlatSpan, read


@given(st.text(alphabet="芯片产业增长5%A b,。；\n\r\t 　《》", max_size=200))
def test_every_place_that_is_read_has_its_words_in_the_document(text: str) -> None:
    reading = read(text)
    assert len(reading.flat) == len(reading.offsets)
    assert "".join(reading.flat.split()) == "".join(text.split())
    for clause in reading.clauses:
        start, end = reading.span(clause)
        assert "".join(text[start:end].split()) == "".join(reading.words(clause).split())
        assert reading.place(start, end) == clause
        around = reading.clause(FlatSpan(clause.start, clause.start + 1))
        first, last = reading.span(around)
        assert last - first <= max(LONGEST_SPAN, 1)


def test_a_torn_line_is_joined_and_a_heading_is_not() -> None:
    long = "推动集成电路产业的各类企业围绕重点任务开展技术攻关与成果转化应用布"
    assert read(f"{long}\n\n局,再上台阶。").flat == f"{long}局,再上台阶。"
    assert read("今年的工作\n推动产业发展。").flat == "今年的工作\n推动产业发展。"


def test_a_comma_within_a_number_ends_no_clause() -> None:
    reading = read("产值达1,945万元,同比增长。")
    assert [reading.words(c) for c in reading.clauses] == ["产值达1,945万元", "同比增长"]


def test_a_byline_is_no_part_of_a_clause() -> None:
    reading = read("本报讯 (记者 陆一鸣)昨天,产业园开园。")
    assert [reading.words(c) for c in reading.clauses] == ["昨天", "产业园开园"]


PAGE = """\
海棠区芯片产业园开园

本报讯 (记者 陆一鸣)昨天,海棠区芯片产业园开园。首批有9家企业入驻。

山茶节开幕

本报讯 (记者 周小禾)山茶节近日开幕。游客很多。
"""


def test_articles_are_parted_by_their_bylines() -> None:
    reading = read(PAGE)
    first, second = find_articles(reading)
    assert (first.title, first.author, second.author) == ("海棠区芯片产业园开园", "陆一鸣", "周小禾")
    assert PAGE[slice(*reading.span(second.place))].startswith("山茶节开幕")


def test_a_byte_order_mark_is_no_part_of_a_title() -> None:
    assert find_articles(read("\ufeff" + PAGE))[0].title == "海棠区芯片产业园开园"


def test_names_of_authors_and_photo_credits_part_articles() -> None:
    story = "海棠区近年来大力发展集成电路产业,坚持创新引领,今年继续推进重点项目建设,为全市发展提供支撑。"
    text = f"本报讯 {story} 陆一鸣 周小禾\n\n图片来源:海棠区\n\n近日,山茶节开幕。\n"
    reading = read(text)
    assert [text[slice(*reading.span(a.place))][:4] for a in find_articles(reading)] == ["本报讯 ", "图片来源"]


def test_a_document_without_bylines_is_one_article() -> None:
    reading = read("第一段。\n第二段。")
    (article,) = find_articles(reading)
    assert reading.span(article.place) == (0, len(reading.text))


def test_a_passage_that_stands_twice_is_found_once() -> None:
    passage = "海棠区今年将建设三个中试平台,支持企业扩大产能。\n并推动十项重点工程开工建设,力争早日投产。"
    reading = read(f"{passage}\n别的话在这里。\n{passage}")
    (repeat,) = find_repeats(reading)
    assert reading.words(repeat) == passage
    assert repeat.start > len(passage)
