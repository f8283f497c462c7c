"""Reading a document: torn lines, clauses, articles, passages that stand twice, work reports, clauses of plans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.propose.articles import find_articles, find_repeats
from xinzhi.propose.commitments import find_commitments
from xinzhi.propose.names import find_names, region_names, vocabulary
from xinzhi.propose.reports import Report, find_reports
from xinzhi.propose.speakers import find_speakers
from xinzhi.propose.text import MAXIMUM_SPAN, Place, read

REGIONS = vocabulary(
    {
        ("regions", "370600"): ["烟台市", "烟台"],
        ("regions", "370000"): ["山东省", "山东"],
        ("regions", "330200"): ["宁波市", "宁波"],
    }
)


@given(st.text(alphabet="芯片产业增长5%A b,。；\n\r\t 　《》", max_size=200))
def test_every_place_that_is_read_has_its_words_in_the_document(text: str) -> None:
    reading = read(text)
    assert len(reading.flat) == len(reading.offsets)
    assert "".join(reading.flat.split()) == "".join(text.split())
    for clause in reading.clauses:
        start, end = reading.span(clause)
        assert "".join(text[start:end].split()) == "".join(reading.words(clause).split())
        assert reading.place(start, end) == clause
        around = reading.clause(Place(clause.start, clause.start + 1))
        first, last = reading.span(around)
        assert last - first <= max(MAXIMUM_SPAN, 1)


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


def reports(text: str) -> list[Report]:
    reading = read(text)
    return find_reports(reading, Place(0, len(reading.flat)), find_names(reading.flat, REGIONS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2031年1月9日,在烟台市第二十届人民代表大会第一次会议上,烟台市市长陆一鸣作政府工作报告,明确2031年工作重点:",
            ("370600", "2031", "2031-01-09", "烟台市第二十届人民代表大会第一次会议", "陆一鸣", "烟台市市长"),
        ),
        (
            "1月9日,宁波市二十届人大一次会议隆重开幕。会上,宁波市市长周小禾向大会作政府工作报告,明确了2031年的主要目标任务:",
            ("330200", "2031", "2031-01-09", "宁波市二十届人大一次会议", "周小禾", "宁波市市长"),
        ),
        (
            "1月9日，山东省二十届人大一次会议在济南开幕，省长林一川作《政府工作报告》，明确了2031年重点工作：",
            ("370000", "2031", "2031-01-09", "山东省二十届人大一次会议", "林一川", "省长"),
        ),
        ("近日,2031年烟台市政府工作报告公布,明确了工作重点:", ("370600", "2031", "", "", "", "")),
    ],
)
def test_a_work_report_is_recognised_however_it_is_announced(text: str, expected: tuple[str, ...]) -> None:
    (report,) = reports(text)
    assert (report.region, report.year, report.delivered, report.session, report.speaker, report.office) == expected


def test_a_report_governs_the_text_up_to_the_next() -> None:
    text = "近日,2031年烟台市政府工作报告公布:建设平台。\n近日,2031年宁波市政府工作报告公布:发展产业。"
    first, second = reports(text)
    reading = read(text)
    assert "建设平台" in reading.words(first.section) and "发展产业" not in reading.words(first.section)
    assert "发展产业" in reading.words(second.section)


def test_a_report_that_is_only_mentioned_announces_nothing() -> None:
    assert reports("他说,这与去年公布的2031年烟台市政府工作报告一致。") == []


def stances(text: str, *, in_report: bool = True) -> list[tuple[str, str]]:
    reading = read(text)
    found = find_commitments(reading, Place(0, len(reading.flat)), [], in_report=in_report)
    return [(reading.words(c.place), c.stance) for c in found]


def test_a_clause_takes_the_stance_of_its_verb_not_of_the_modifier() -> None:
    assert stances("加快建设中试平台,支持企业扩产,探索数据流通,争创国家试点。") == [
        ("加快建设中试平台", "build"),
        ("支持企业扩产", "support"),
        ("探索数据流通", "explore"),
        ("争创国家试点", "strive"),
    ]


def test_what_has_been_done_is_no_commitment_outside_a_report() -> None:
    assert stances("全市已建设三个平台。下一步,将建设两个平台。", in_report=False) == [("将建设两个平台", "build")]


def test_who_is_quoted_is_recognised_with_the_office() -> None:
    (speaker,) = find_speakers("据海棠微电子董事长周小禾介绍,产线进展顺利。周小禾表示,明年投产。")
    assert (speaker.name, speaker.office) == ("周小禾", "海棠微电子董事长")


def test_regions_are_known_with_and_without_their_ending() -> None:
    from commands import ROOT
    from xinzhi.contract.package import open_package
    from xinzhi.contract.tables import read_tables
    from xinzhi.domains import datasets_of
    from xinzhi.evidence.facts import gather

    package = open_package(ROOT)
    names = region_names(gather(read_tables(package), datasets_of(package)))
    assert names[("regions", "370600")] == ["烟台市", "烟台"]
    assert names[("regions", "450000")][1] == "广西壮族"
