"""Figures in running text: all that are there, with qualifier and unit, and nothing that only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.evidence.quantity import PREFIXES, SUFFIXES, parse_quantity
from xinzhi.propose.figures import find_figures
from xinzhi.propose.periods import printed_period
from xinzhi.propose.reading import FlatSpan, read

UNITS = {
    "家": "item-jia",
    "个": "item",
    "项": "item-xiang",
    "条": "item-tiao",
    "%": "percent",
    "亿元": "cny-100m",
    "万元": "cny-10k",
    "万亿元": "cny-1t",
    "个百分点": "percentage-point",
    "年": "year",
    "级": "cny-order",
    "单位数": "item-unit",
    "位": "people",
    "名次": "rank",
    "比例": "ratio",
    "倍": "times",
    "英寸": "inch",
    "纳米": "nanometre",
    "台": "item-tai",
    "批": "item-pi",
    "P": "petaflops",
    "平方公里": "square-kilometre",
}


def texts(flat: str) -> list[str]:
    return [f.text for f in find_figures(flat, UNITS)]


PREFIX = [p for p, c in PREFIXES.items() if c != "eq" and p not in ("前", "满", "近")]
NUMBER = st.one_of(
    st.integers(2, 99_999).map(str),
    st.decimals(Decimal("0.1"), Decimal("999.9"), places=1).map(str),
    st.integers(2, 99).map(lambda n: f"{n},500"),
)


@given(
    prefix=st.sampled_from(["", "达到", *PREFIX]),
    number=NUMBER,
    scale=st.sampled_from(["", "万"]),
    unit=st.sampled_from(["家", "项", "台", "亿元", "%", "平方公里"]),
    suffix=st.sampled_from(["", *SUFFIXES]),
    lead=st.sampled_from(["产业规模", "年内将新设企业", "全市设备总数"]),
    tail=st.sampled_from(["。", ",增速居前。", "\n", ""]),
)
def test_every_figure_that_can_be_read_is_found_whole(
    prefix: str, number: str, scale: str, unit: str, suffix: str, lead: str, tail: str
) -> None:
    if scale and unit in ("亿元", "%", "平方公里"):
        scale = ""
    if prefix not in ("", "达到") and suffix:
        suffix = ""  # two qualifiers contradict each other
    figure = prefix + number + scale + unit + suffix
    (found,) = find_figures(lead + figure + tail, UNITS)
    assert found.text == figure
    assert found.place == FlatSpan(len(lead), len(lead) + len(figure))
    assert found.quantity == parse_quantity(figure, UNITS)


@pytest.mark.parametrize(
    ("flat", "expected"),
    [
        ("力争新设企业分别突破30家和2万家。", ["突破30家", "突破2万家"]),
        ("增速分别比上年高7个和3.7个百分点。", ["7个百分点", "3.7个百分点"]),
        ("到年底培育3至5家企业。", ["3至5家"]),
        ("占全省的1/4。", ["1/4"]),
        ("打造千亿级产业集群。", ["千亿级"]),
        ("产量与上年持平。", ["持平"]),
        ("聚焦四大领域,出台“25条”。", ["四", "25条"]),
        ("算力达到800p。", ["达到800p"]),
        ("份额位居全国第三。", ["第三"]),
        ("累计涉及170多项措施。", ["170多项"]),
        ("集聚超30万开发者。", ["超30万"]),
    ],
)
def test_figures_that_share_a_word_or_are_one(flat: str, expected: list[str]) -> None:
    assert texts(flat) == expected


@pytest.mark.parametrize(
    "flat",
    [
        "2031年1月9日召开第二十届人民代表大会第一次会议。",
        "发布于2031-01-09 08:15:00。",
        "2031—2035年实施。",
        "支持平台建设,形成一批成果,组建一个联盟。",
        "沿G60走廊布局5G基站与AEC-Q100检测。",
        "深入实施“百项千亿”工程。",
        "过去五年,成效良好。五年来,持续发力。",
        "建设12英寸晶圆线,发展28纳米工艺。",
        "布局第三代半导体,推进二期项目。",
        "学习党的二十大精神。",
    ],
)
def test_what_is_no_figure_is_left_alone(flat: str) -> None:
    assert texts(flat) == []


@pytest.mark.parametrize(
    ("flat", "printed"),
    [
        ("设备运行24小时。", "24小时"),
        ("建成充电站33.7万座。", "33.7万座"),
        ("存储容量突破50EB,居全国前列。", "突破50EB"),
        ("出口带宽达到80Tbps。", "达到80Tbps"),
        ("装机1000万千瓦左右。", "1000万千瓦左右"),
        ("时延低于5毫秒。", "低于5毫秒"),
        ("培训12万人次。", "12万人次"),
        ("国产化率超八成。", "超八成"),
        ("推出百余款产品。", "百余款"),
    ],
)
def test_a_number_with_an_unknown_unit_is_kept_for_the_reader_as_printed(flat: str, printed: str) -> None:
    (found,) = find_figures(flat, UNITS | {"人": "people"})
    assert (found.text, found.quantity) == (printed, None)


@pytest.mark.parametrize(
    ("flat", "printed"),
    [
        ("甲、乙、丙产值分别突破300亿元、200亿元、100亿元。", ["突破300亿元", "突破200亿元", "突破100亿元"]),
        ("企业、机构分别增至8837家、69820家、310家。", ["增至8837家", "69820家", "310家"]),
    ],
)
def test_every_member_of_a_list_has_the_qualifier_that_it_shares(flat: str, printed: list[str]) -> None:
    assert texts(flat) == printed


@pytest.mark.parametrize(
    ("flat", "printed"),
    [
        ("形成百亿元级、千亿元级园区。", ["百亿元级", "千亿元级"]),
        ("投资突破百亿,增势良好。", ["突破百亿"]),
        ("综合排名居全国前三。", ["前三"]),
        ("能耗指标降至1.2以下。", ["1.2以下"]),
        ("能耗指标低于1.2。", ["低于1.2"]),
        ("引进60余万家企业。", ["60余万家"]),
    ],
)
def test_orders_of_magnitude_places_and_bare_numbers_with_a_qualifier_are_whole(flat: str, printed: list[str]) -> None:
    assert texts(flat) == printed


def test_a_figure_that_a_line_end_tears_keeps_its_offsets() -> None:
    text = "全市集成电路产业规模以上企业的营业收入力争突破50\n\n亿元,创历史新高。"
    reading = read(text)
    (found,) = find_figures(reading.flat, UNITS)
    start, end = reading.span(found.place)
    assert "".join(text[start:end].split()) == found.text == "突破50亿元"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2033年,产值达到5亿元。", ("2033-01-01", "2033-12-31")),
        ("2031年上半年,产值5亿元。", ("2031-01-01", "2031-06-30")),
        ("2031年前三季度产值5亿元。", ("2031-01-01", "2031-09-30")),
        ("2032年2月产值5亿元。", ("2032-02-01", "2032-02-29")),
        ("2030年产值4亿元,2031年产值5亿元。", ("2031-01-01", "2031-12-31")),
    ],
)
def test_the_period_is_the_one_printed_nearest(text: str, expected: tuple[str, str]) -> None:
    reading = read(text)
    figure = find_figures(reading.flat, UNITS)[-1]
    period = printed_period(reading, figure.place)
    assert period is not None
    assert (period.start, period.end) == expected


def test_a_year_of_another_sentence_is_not_the_figures() -> None:
    reading = read("2030年动工。产值5亿元。")
    (figure,) = find_figures(reading.flat, UNITS)
    assert printed_period(reading, figure.place) is None


UNITS_OF_REPORTS = {
    "亿元": "cny-100m",
    "万亿元": "cny-1t",
    "%": "percent",
    "名次": "rank",
    "P": "petaflops",
    "PF": "petaflops",
    "EFLOPS": "exaflops",
    "架": "rack",
    "倍": "times",
    "单位数": "item-unit",
}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("增长２０．５％、占全国超３０％", ["20.5%", "超30%"]),
        ("居全国第3位", ["第3位"]),
        ("获奖项数全国第2。", ["第2"]),
        ("算力达2000PF", ["达2000PF"]),
        ("算力超过55Eflops", ["超过55Eflops"]),
        ("机架101.2万架", ["101.2万架"]),
        ("规模翻番", ["翻番"]),
        ("产业规模分别达1.28万亿、1.18万亿、8200亿元", ["达1.28万亿元", "1.18万亿元", "8200亿元"]),
    ],
)
def test_the_figures_of_reports_are_read(text: str, printed: list[str]) -> None:
    figures = find_figures(text, UNITS_OF_REPORTS)
    assert [f.text for f in figures] == printed
    assert all(f.quantity is not None for f in figures)
