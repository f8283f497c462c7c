"""Work reports as governments publish them: the page's head, the report's sections, its sentences in scope.

The pages are invented; the regions and their assemblies are real, names, dates and figures are not.
"""

from __future__ import annotations

import pytest
from xinzhi.chip_record.datasets import DATASETS
from xinzhi.chip_record.proposing.official_pages import OfficialPage, find_official_page, read_document
from xinzhi.chip_record.proposing.passages import find_passages
from xinzhi.chip_record.proposing.scope import find_sentences
from xinzhi.chip_record.proposing.sections import Kind, find_sections, opening_of
from xinzhi.chip_record.proposing.sessions import session_in_english
from xinzhi.evidence.facts import Facts
from xinzhi.evidence.scope import ScopeTerms
from xinzhi.propose.names import find_names, vocabulary
from xinzhi.propose.reading import Reading

REGIONS = vocabulary({("regions", "370000"): ["山东省", "山东"], ("regions", "310000"): ["上海市", "上海"]})
OPENING = "各位代表：\n现在，我代表省政府向大会报告工作，请审议。\n"
BODY = (
    OPENING
    + "一、2032年和“十四五”时期工作回顾\n"
    + "2032年，全省生产总值增长5%。集成电路产量增长20%；旅游收入增长8%。\n"
    + "“十四五”时期，我们建成一批平台。芯片产业规模翻番。\n"
    + "二、“十五五”时期主要目标\n主要目标是：经济稳步增长。\n"
    + "三、2033年重点工作\n今年预期目标是：生产总值增长5%。\n"
    + "（一）发展新质生产力，建设现代化产业体系\n推动集成电路项目投产。发展乡村旅游。\n"
    + "（二）做强种业。实施农业“芯片”攻关。\n"
    + "四、加强政府自身建设\n依法行政。\n"
    + "各位代表！让我们携手前行！\n"
)
FACTS = Facts({}, DATASETS)
FACTS.rows["scope_terms"] = {
    "ic": {"term_zh": "集成电路", "kind": "term"},
    "chip": {"term_zh": "芯片", "kind": "term"},
    "seed": {"term_zh": "农业芯片", "kind": "false friend"},
}
TERMS = ScopeTerms(FACTS)


def page(text: str) -> tuple[Reading, OfficialPage]:
    reading = read_document(text)
    found = find_official_page(reading, find_names(reading.flat, REGIONS))
    assert found is not None
    return reading, found


SESSION = "山东省第二十届人民代表大会第三次会议"


@pytest.mark.parametrize(
    ("head", "session", "office"),
    [
        (f"2033年山东省政府工作报告\n——2033年1月9日在{SESSION}上\n山东省省长 林一川\n", SESSION, "山东省省长"),
        (f"山东省2033年政府工作报告\n2033年1月9日在{SESSION}上 省长 林一川\n", SESSION, "省长"),
        (f"政府工作报告\n（2033年1月9日在{SESSION}上）\n省长　林一川\n", SESSION, "省长"),
        (f"2033年山东省政府工作报告\n2033年1月9日在{SESSION}上省长林一川作政府工作报告。\n", SESSION, "省长"),
        (f"2033年山东省政府工作报告\n——2033年1月9日代省长 林一川在{SESSION}上的讲话\n", SESSION, "代省长"),
        ("政府工作报告\n——2033年1月9日在山东省第二十届\n人民代表大会第三次会议上\n省长 林一川\n", SESSION, "省长"),
        (
            "2033年山东省政府工作报告\n——二〇三三年一月九日在山东省二十届人民代表大会第三次会议上\n山东省省长 林一川\n",
            "山东省二十届人民代表大会第三次会议",
            "山东省省长",
        ),
    ],
)
def test_the_head_of_a_page_is_read_however_it_is_laid_out(head: str, session: str, office: str) -> None:
    _, found = page(head + BODY)
    printed = (found.delivered, found.session, found.speaker, found.office)
    assert [words.value if words else "" for words in printed] == ["2033-01-09", session, "林一川", office]
    assert (found.region, found.year) == ("370000", "2033")


@pytest.mark.parametrize(
    ("lines", "speaker", "office"),
    [
        ("省长\n林一川\n", "林一川", "省长"),
        ("（山东省省长　林一川）\n", "林一川", "山东省省长"),
        ("报告人：省长林一川\n", "林一川", "省长"),
        ("——省长 林一川（2033年1月9日）\n", "林一川", "省长"),
        ("林一川\n1月9日，会议开幕。省长林一川作政府工作报告。东海日报记者 摄\n", "林一川", "省长"),
        ("下载\n林 川\n", "林川", ""),
        ("艾山·江河\n", "艾山·江河", ""),
        ("来源：东海日报\n字号\n", "", ""),
    ],
)
def test_a_speaker_may_stand_on_a_line_of_their_own(lines: str, speaker: str, office: str) -> None:
    _, found = page(f"打印\n王印\n2033年山东省政府工作报告\n——2033年1月9日在{SESSION}上\n{lines}{BODY}")
    assert [words.value if words else "" for words in (found.speaker, found.office)] == [speaker, office]


def test_every_printed_cell_of_the_head_has_its_place_in_the_document() -> None:
    text = f"下载\n打印\n2033年山东省政府工作报告\n——2033年1月9日在{SESSION}上\n山东省省长 林 川\n{BODY}"
    reading, found = page(text)
    assert found.speaker is not None and found.session is not None and found.title is not None
    for words in (found.speaker, found.session, found.title):
        start, end = reading.span(words.place)
        assert "".join(text[start:end].split()) == words.value


def test_what_a_page_does_not_print_stays_empty() -> None:
    _, found = page("上海市市长　林一川 " + OPENING.replace("省人民政府", "上海市人民政府").replace("\n", " 　　"))
    assert (found.delivered, found.session, found.title, found.region) == (None, None, None, "310000")
    assert found.speaker is not None and found.speaker.value == "林一川"


def test_a_source_is_a_publisher_only_beside_the_date_of_the_page() -> None:
    head = "2033年山东省政府工作报告\n来源：东海日报\n{}"
    _, compiled = page(head.format("") + BODY)
    _, dated = page(head.format("时间：2033-02-03\n") + BODY)
    assert compiled.publisher is None
    assert dated.publisher is not None and dated.publisher.value == "东海日报"
    assert dated.published is not None and dated.published.value == "2033-02-03"


def test_news_about_a_report_is_no_official_page() -> None:
    text = "1月9日,山东省二十届人大三次会议开幕,省长林一川作政府工作报告,明确了2033年重点工作:发展产业。"
    assert find_official_page(read_document(text), []) is None


def test_furniture_and_annexes_are_no_part_of_the_report() -> None:
    text = f"下载\n打印\n政府工作报告\n{BODY}附件\n1.“某计划”：指若干项目。\n相关报道：\n"
    reading, found = page(text)
    assert reading.words(found.body).endswith("让我们携手前行！")
    assert "某计划" in reading.flat[found.body.end : found.end] and "相关报道" not in reading.flat[: found.end]


def sections(text: str) -> list[tuple[Kind, str, str]]:
    reading, found = page(text)
    parts = find_sections(reading, found.head, found.body, found.end, found.year)
    assert [p.place.end for p in parts[:-1]] == [p.place.start for p in parts[1:]]
    return [(p.kind, p.period, p.heading) for p in parts]


def test_sections_tell_what_looks_back_on_which_years_and_what_is_planned_for_which() -> None:
    head = "2033年山东省政府工作报告\n"
    found = sections(head + BODY)
    review = "2032年和“十四五”时期工作回顾"
    assert found[2:] == [
        (Kind.review, "2032", review),
        (Kind.review, "2021/2025", review),
        (Kind.targets, "2033/2037", "“十五五”时期主要目标"),
        (Kind.tasks, "2033", "2033年重点工作"),
        (Kind.targets, "2033", "2033年重点工作"),
        (Kind.tasks, "2033", "发展新质生产力，建设现代化产业体系"),
        (Kind.tasks, "2033", "做强种业"),
        (Kind.tasks, "2033", "加强政府自身建设"),
        (Kind.other, "", ""),
    ]


@pytest.mark.parametrize(
    ("heading", "kind", "period"),
    [
        ("一、2032年工作回顾", Kind.review, "2032"),
        ("一、2032年主要工作和“十四五”发展成就", Kind.review, "2032"),
        ("一、过去五年工作回顾", Kind.review, "2028/2032"),
        ("2032年工作回顾", Kind.review, "2032"),
        ("一、牢记嘱托，全省建设取得新成效", Kind.review, "2032"),
    ],
)
def test_a_review_is_told_by_its_heading(heading: str, kind: Kind, period: str) -> None:
    text = f"2033年山东省政府工作报告\n{OPENING}{heading}\n经济增长。\n二、2033年工作安排\n继续努力。\n"
    assert sections(text)[2][:2] == (kind, period)
    assert sections(text)[3] == (Kind.tasks, "2033", "2033年工作安排")


def test_the_sentences_that_hold_a_term_are_in_scope_and_false_friends_are_not() -> None:
    text = "2033年山东省政府工作报告\n" + BODY
    reading, found = page(text)
    assert [text[s.start : s.end] for s in find_sentences(reading, found.body, TERMS)] == [
        "集成电路产量增长20%；",
        "芯片产业规模翻番。",
        "推动集成电路项目投产。",
    ]


def test_a_sentence_in_which_a_heading_lost_its_line_is_in_scope_as_a_whole() -> None:
    text = BODY.replace("（一）发展新质生产力", "（一）发展芯片产业").replace("\n", " ")
    reading, found = page(text)
    parts = find_sections(reading, found.head, found.body, found.end, found.year)
    passages = find_passages(reading, found, parts, find_sentences(reading, found.body, TERMS))
    assert "".join(text[p.start : p.end] for p in passages) == text
    assert any(text[p.start : p.end].startswith("（一）发展芯片产业") for p in passages if p.kind.value == "scope")


def test_passages_tile_the_page_and_hold_each_sentence_with_its_stop() -> None:
    text = "下载\n打印\n2033年山东省政府工作报告\n省长 林一川\n" + BODY + "相关报道：\n"
    reading, found = page(text)
    parts = find_sections(reading, found.head, found.body, found.end, found.year)
    scope = find_sentences(reading, found.body, TERMS)
    passages = find_passages(reading, found, parts, scope)
    assert "".join(text[p.start : p.end] for p in passages) == text
    assert [text[p.start : p.end].strip() for p in passages if p.kind.value == "scope"] == [
        "集成电路产量增长20%；",
        "芯片产业规模翻番。",
        "推动集成电路项目投产。",
    ]
    assert [text[p.start : p.end].strip() for p in passages if p.kind.value == "context"] == [
        "2033年山东省政府工作报告\n省长 林一川"
    ]
    assert [p.section.period for p in passages if p.kind.value == "scope" and p.section] == [
        "2032",
        "2021/2025",
        "2033",
    ]


@pytest.mark.parametrize(
    ("session", "english"),
    [
        (SESSION, "Third Session of the Twentieth Shandong Provincial People's Congress"),
        ("山东省二十届人大一次会议", "First Session of the Twentieth Shandong Provincial People's Congress"),
        ("山东省经济工作会议", ""),
    ],
)
def test_a_session_is_put_into_english_by_its_fixed_form(session: str, english: str) -> None:
    assert session_in_english(session, "Shandong") == english


@pytest.mark.parametrize(
    ("heading", "opening"),
    [
        ("2033年工作安排", "2033年工作安排"),
        ("做强临港新城，兴办三座晶圆厂并引入二十家封装企业", "做强临港新城"),
        ("做强临港新城，兴办晶圆厂，引入二十家封装企业落户", "做强临港新城，兴办晶圆厂"),
        ("把临港新城做成全省晶圆厂与封装企业最多的地方", "把临港新城做成全省晶圆厂与封装企…"),
    ],
)
def test_of_a_heading_no_more_is_kept_than_finds_it(heading: str, opening: str) -> None:
    assert opening_of(heading) == opening and len(opening) < 18


def test_what_a_list_with_a_term_is_called_together_is_a_term_of_the_report() -> None:
    reading, found = page(
        OPENING
        + "发展芯片、海药、山机三大先导产业。农业丰收。三大先导产业规模增长9%。\n"
        + "做优茶、酒、瓷三大传统产业。三大传统产业提质。\n"
    )
    sentences = [reading.words(s.place) for s in find_sentences(reading, found.body, TERMS)]
    assert sentences == ["发展芯片、海药、山机三大先导产业。", "三大先导产业规模增长9%。"]
