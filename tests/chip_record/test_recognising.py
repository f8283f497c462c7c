"""What the record recognises in a document: work reports, clauses of plans, who is quoted, regions."""

from __future__ import annotations

import pytest
from xinzhi.chip_record.proposing.commitments import find_commitments
from xinzhi.chip_record.proposing.reports import WorkReport, find_reports
from xinzhi.chip_record.proposing.speakers import find_speakers
from xinzhi.propose.names import find_names, printed_forms, vocabulary
from xinzhi.propose.reading import FlatSpan, read

REGIONS = vocabulary(
    {
        ("regions", "370600"): ["烟台市", "烟台"],
        ("regions", "370000"): ["山东省", "山东"],
        ("regions", "330200"): ["宁波市", "宁波"],
    }
)


def reports(text: str) -> list[WorkReport]:
    reading = read(text)
    return find_reports(reading, FlatSpan(0, len(reading.flat)), find_names(reading.flat, REGIONS))


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
    found = find_commitments(reading, FlatSpan(0, len(reading.flat)), [], in_report=in_report)
    return [(reading.words(c.place), c.stance) for c in found]


def test_a_clause_takes_the_stance_of_its_verb_not_of_the_modifier() -> None:
    assert stances("加快建设中试平台,支持企业扩产,探索数据流通,争创国家试点。") == [
        ("加快建设中试平台", "build"),
        ("支持企业扩产", "support"),
        ("探索数据流通", "explore"),
        ("争创国家试点", "strive"),
    ]


def test_a_clause_of_plans_without_a_known_verb_is_left_to_the_reader_where_every_clause_counts() -> None:
    text = "大抓招商稳增长,特别是,引凤还巢筑新巢。"
    reading = read(text)
    whole = FlatSpan(0, len(reading.flat))
    found = find_commitments(reading, whole, [], in_report=True, verbless=True)
    assert [(reading.words(c.place), c.stance, c.printed) for c in found] == [
        ("大抓招商稳增长", "", ""),
        ("引凤还巢筑新巢", "", ""),
    ]
    assert stances(text) == []


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
    names = printed_forms(gather(read_tables(package), datasets_of(package)), "regions")
    assert names[("regions", "370600")] == ["烟台市", "烟台"]
    assert names[("regions", "450000")][1] == "广西壮族"
