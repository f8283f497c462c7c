"""How printed figures are read, and what is refused because it could be read two ways or not at all."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.evidence.quantity import Quantity, QuantityError, parse_number, parse_quantity, with_units_of_others

LABELS = "元 万元 亿元 万亿元 美元 万美元 家 个 项 批 年 台 部 块 件 辆 位 名 架 EFLOPS PF 百亿亿次/秒 名次 % 成 个百分点 倍 比例 单位数 级 P 纳米 平方公里 个品种"  # noqa: E501
UNITS = {label: label for label in LABELS.split()}


def read(text: str) -> tuple[str, str, str | None, str]:
    """A figure as (comparator, value, high, unit), its numbers without trailing zeros."""
    found = parse_quantity(text, UNITS)
    return found.comparator, plain(found.value), None if found.high is None else plain(found.high), found.unit_label


def plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("3500家", "eq", "3500", "家"),
        ("达14个", "eq", "14", "个"),
        ("达到1800亿元", "eq", "1800", "亿元"),
        ("3500家以上", "ge", "3500", "家"),
        ("3500家及以上", "ge", "3500", "家"),
        ("不低于3%", "ge", "3", "%"),
        ("不少于50个", "ge", "50", "个"),
        ("至少3家", "ge", "3", "家"),
        ("满2年", "ge", "2", "年"),
        ("达到40万辆以上", "ge", "400000", "辆"),
        ("超过70%", "gt", "70", "%"),
        ("超3530家", "gt", "3530", "家"),
        ("突破900亿元", "gt", "900", "亿元"),
        ("逾200家", "gt", "200", "家"),
        ("高于5%", "gt", "5", "%"),
        ("20多家", "gt", "20", "家"),
        ("20余家", "gt", "20", "家"),
        ("10多亿元", "gt", "10", "亿元"),
        ("10亿多元", "gt", "10", "亿元"),
        ("4.5万多台", "gt", "45000", "台"),
        ("最高500万元", "le", "500", "万元"),
        ("不超过10家", "le", "10", "家"),
        ("不高于3%", "le", "3", "%"),
        ("10家以内", "le", "10", "家"),
        ("10家以下", "le", "10", "家"),
        ("低于3%", "lt", "3", "%"),
        ("少于10家", "lt", "10", "家"),
        ("不足10家", "lt", "10", "家"),
        ("10家左右", "approx", "10", "家"),
        ("10家上下", "approx", "10", "家"),
        ("约10亿元", "approx", "10", "亿元"),
        ("大约10亿元", "approx", "10", "亿元"),
        ("近200家", "approx", "200", "家"),
    ],
)
def test_a_qualifier_becomes_the_comparator(text: str, comparator: str, value: str, unit: str) -> None:
    assert read(text) == (comparator, value, None, unit)


@pytest.mark.parametrize("text", ["约10家左右", "不低于10家以上", "超过10多家"])
def test_two_qualifiers_that_agree_are_one(text: str) -> None:
    assert parse_quantity(text, UNITS).value == 10


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3000万元", "3000", "万元"),
        ("658亿元", "658", "亿元"),
        ("1万亿元", "1", "万亿元"),
        ("1,945.9亿元", "1945.9", "亿元"),
        ("10万美元", "10", "万美元"),
        ("十亿元", "10", "亿元"),
        ("一万亿元", "1", "万亿元"),
        ("一亿零五百万元", "10500", "万元"),
        ("五百元", "500", "元"),
    ],
)
def test_money_keeps_its_scale_in_the_unit(text: str, value: str, unit: str) -> None:
    assert read(text) == ("eq", value, None, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("6万家", "60000", "家"),
        ("六万家", "60000", "家"),
        ("11.84亿部", "1184000000", "部"),
        ("3156亿块", "315600000000", "块"),
        ("1.5万亿个", "1500000000000", "个"),
        ("10亿美元", "1000000000", "美元"),
    ],
)
def test_a_scale_that_no_unit_takes_goes_into_the_value(text: str, value: str, unit: str) -> None:
    assert read(text) == ("eq", value, None, unit)


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [("百亿级", "approx", "10000000000"), ("千亿级", "approx", "100000000000"), ("超千亿级", "gt", "100000000000")],
)
def test_an_order_of_magnitude_is_about_that_much(text: str, comparator: str, value: str) -> None:
    assert read(text) == (comparator, value, None, "级")


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1至2个", "1", "2", "个"),
        ("10—20家", "10", "20", "家"),
        ("10-20家", "10", "20", "家"),
        ("10~20家", "10", "20", "家"),
        ("5到10%", "5", "10", "%"),
        ("5%至10%", "5", "10", "%"),
        ("十至二十家", "10", "20", "家"),
        ("3000万至5000万元", "3000", "5000", "万元"),
        ("3000万元至5000万元", "3000", "5000", "万元"),
        ("3000至5000万元", "3000", "5000", "万元"),
        ("3000万至1亿元", "0.3", "1", "亿元"),
        ("3.5至4万亿元", "3.5", "4", "万亿元"),
        ("十至二十亿元", "10", "20", "亿元"),
        ("1至2万家", "10000", "20000", "家"),
        ("一至两万家", "10000", "20000", "家"),
    ],
)
def test_a_range_gives_both_values_in_one_unit(text: str, low: str, high: str, unit: str) -> None:
    assert read(text) == ("range", low, high, unit)


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("五年", "eq", "5", "年"),
        ("两批", "eq", "2", "批"),
        ("六项", "eq", "6", "项"),
        ("二十余家", "gt", "20", "家"),
        ("三十二个品种", "eq", "32", "个品种"),
        ("近千家", "approx", "1000", "家"),
        ("逾百家", "gt", "100", "家"),
        ("二〇二四年", "eq", "2024", "年"),
        ("二十多万家", "gt", "200000", "家"),
    ],
)
def test_chinese_digits_read_as_numbers(text: str, comparator: str, value: str, unit: str) -> None:
    assert read(text) == (comparator, value, None, unit)


@pytest.mark.parametrize("text", ["三四十家", "三四家", "二百五家", "三万五家", "百千家", "一二十家"])
def test_chinese_short_forms_that_read_two_ways_are_refused(text: str) -> None:
    with pytest.raises(QuantityError, match="not a number"):
        parse_quantity(text, UNITS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("持平", ("eq", "0", None, "%")),
        ("全覆盖", ("eq", "100", None, "%")),
        ("翻了一倍", ("eq", "1", None, "倍")),
        ("翻一番", ("eq", "2", None, "倍")),
        ("3.7个百分点", ("eq", "3.7", None, "个百分点")),
        ("7个", ("eq", "7", None, "个")),
        ("1/5", ("eq", "0.2", None, "比例")),
        ("超过1/4", ("gt", "0.25", None, "比例")),
        ("1/4以上", ("ge", "0.25", None, "比例")),
        ("第三", ("eq", "3", None, "名次")),
        ("第3位", ("eq", "3", None, "名次")),
        ("前两位", ("le", "2", None, "名次")),
        ("前三", ("le", "3", None, "名次")),
        ("第5名", ("eq", "5", None, "名次")),
        ("93位", ("eq", "93", None, "位")),
        ("4.8万P", ("eq", "48000", None, "P")),
        ("15EFlops", ("eq", "15", None, "EFLOPS")),
        ("1.3万pf", ("eq", "13000", None, "PF")),
        ("10.36百亿亿次/秒", ("eq", "10.36", None, "百亿亿次/秒")),
        ("4万架", ("eq", "40000", None, "架")),
        ("两位数", ("ge", "10", None, "%")),
        ("翻番", ("eq", "2", None, "倍")),
        ("翻了一番", ("eq", "2", None, "倍")),
        ("翻两番", ("eq", "4", None, "倍")),
        ("万亿级", ("approx", "1000000000000", None, "级")),
        ("万亿", ("approx", "1000000000000", None, "级")),
        ("百亿", ("approx", "10000000000", None, "级")),
        ("超１２０家", ("gt", "120", None, "家")),
        ("２０．５％", ("eq", "20.5", None, "%")),
        ("达到1000p", ("eq", "1000", None, "P")),
        ("超300万", ("gt", "3000000", None, "单位数")),
        ("三", ("eq", "3", None, "单位数")),
        ("3 500\n家 以上", ("ge", "3500", None, "家")),
    ],
)
def test_words_fractions_ranks_case_and_torn_lines(text: str, expected: tuple[str, str, str | None, str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not one figure"),
        ("家", "not one figure"),
        ("若干家", "not one figure"),
        ("亿元", "not one figure"),
        ("增长10%", "not one figure"),
        ("10家,20家", "not one figure"),
        ("1,94亿元", "not one figure"),
        ("-5%", "not one figure"),
        ("10公斤", "unknown unit: '公斤'"),
        ("10家企业", "unknown unit: '家企业'"),
        ("10家。", "unknown unit"),
        ("8千万元", "unknown unit"),
        ("超过10家左右", "contradict"),
        ("近10多家", "contradict"),
        ("约10至20家", "contradict"),
        ("5至3个", "from the lower to the higher"),
        ("3至3个", "from the lower to the higher"),
        ("8000至1.2万家", "from the lower to the higher"),
        ("3个至5家", "one unit"),
        ("1/0", "division by zero"),
    ],
)
def test_what_is_not_one_figure_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(QuantityError, match=reason):
        parse_quantity(text, UNITS)


@pytest.mark.parametrize("text", ["持平", "翻了一倍", "1/5", "10家", "第三", "300"])
def test_a_figure_whose_unit_the_package_lacks_is_refused(text: str) -> None:
    with pytest.raises(QuantityError, match="unknown unit"):
        parse_quantity(text, {"亩": "mu"})


PRINTED = {"ge": "{}以上", "gt": "超过{}", "le": "不超过{}", "lt": "不足{}", "approx": "{}左右", "eq": "{}"}


@given(
    st.sampled_from(sorted(PRINTED)),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["家", "个", "%", "元", "万元", "亿元", "万亿元", "个百分点", "年", "个品种"]),
    st.booleans(),
)
def test_what_is_written_in_printed_form_reads_back(comparator: str, value: Decimal, unit: str, grouped: bool) -> None:
    number = f"{value:,f}" if grouped else f"{value:f}"
    assert parse_quantity(PRINTED[comparator].format(number + unit), UNITS) == Quantity(comparator, value, None, unit)


@given(
    st.integers(0, 10**6),
    st.integers(1, 10**6),
    st.sampled_from("至到~\uff5e—–-"),
    st.sampled_from(["家", "亿元", "%"]),
)
def test_what_is_written_as_a_range_reads_back(low: int, more: int, sign: str, unit: str) -> None:
    assert read(f"{low}{sign}{low + more}{unit}") == ("range", str(low), str(low + more), unit)


figure_like = st.text("0123456789.,/%一二两三十百千万亿零〇家个元年第前超过约近至—-多余以上左右持平 \n", max_size=16)


@given(st.one_of(st.text(max_size=30), figure_like))
def test_arbitrary_text_is_read_or_refused_never_an_accident(text: str) -> None:
    try:
        found = parse_quantity(text, UNITS)
    except QuantityError:
        return
    assert found.value.is_finite()
    assert found.unit_label in UNITS
    assert (found.comparator == "range") == (found.high is not None)


@given(figure_like)
def test_white_space_never_matters(text: str) -> None:
    def outcome(written: str) -> Quantity | str:
        try:
            return parse_quantity(written, UNITS)
        except QuantityError as error:
            return str(error)

    assert outcome(" ".join(text)) == outcome("".join(text.split()))


def in_chinese(number: int) -> str:
    """Write a whole number up to 10^16 in Chinese, the textbook way."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    for word, size in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if number >= size:
            head, rest = divmod(number, size)
            zero = "零" if 0 < rest < size // 10 else ""
            return in_chinese(head) + word + zero + (in_chinese(rest) if rest else "")
    raise AssertionError(number)


@pytest.mark.parametrize(
    ("number", "written"),
    [(10, "一十"), (105, "一百零五"), (20020, "二万零二十"), (100_500_000, "一亿零五十万"), (10**12, "一万亿")],
)
def test_the_writer_of_chinese_numbers_is_right(number: int, written: str) -> None:
    assert in_chinese(number) == written


@given(st.one_of(st.integers(0, 10**5), st.integers(0, 10**12)))
def test_chinese_integers_read_back(number: int) -> None:
    written = in_chinese(number)
    assert parse_number(written) == number
    assert parse_number(written.replace("零", "〇")) == number
    assert parse_number(written.removeprefix("一") if written.startswith("一十") else written) == number
    assert read(written + "家") == ("eq", str(number), None, "家")


def test_chinese_and_arabic_figures_of_the_same_amount_agree() -> None:
    for chinese, arabic in (
        ("十亿元", "10亿元"),
        ("一亿两千万元", "12000万元"),
        ("六万家", "60000家"),
        ("三万亿元", "3万亿元"),
    ):
        assert read(chinese) == read(arabic)


def test_every_figure_of_the_package_reads_as_its_row_says() -> None:
    """The published values, re-read with the published units: a change of the parser must not change the data."""
    datasets = Path(__file__).resolve().parents[2] / "datasets"

    def rows(name: str) -> list[dict[str, str]]:
        with (datasets / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    units = {row["label_zh"]: row["id"] for row in rows("units")}
    units |= {row["label_zh"]: row["unit"] for row in rows("unit_spellings")}
    for name in ("targets", "indicators", "policy_terms"):
        for row in rows(name):
            found = parse_quantity(row["value_text"], units)
            high = "" if found.high is None else plain(found.high)
            stated = (row["comparator"], plain(Decimal(row["value"])), row["value_high"], row["unit"])
            read_as = {units[found.unit_label]: found.value}
            read_as |= {units[label]: value for label, value in with_units_of_others(row["value_text"], units).items()}
            assert (found.comparator, plain(read_as[row["unit"]]), high, row["unit"]) == stated, row["id"]


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("万亿元", "eq", "1", "万亿元"),
        ("突破万亿元", "gt", "1", "万亿元"),
        ("千亿元级", "approx", "100000000000", "级"),
        ("万亿元级", "approx", "1000000000000", "级"),
        ("超4成", "gt", "4", "成"),
        ("九成", "eq", "9", "成"),
        ("1倍多", "gt", "1", "倍"),
        ("首位", "eq", "1", "名次"),
        ("居全国首位", "eq", "1", "名次"),
        ("全国第2", "eq", "2", "名次"),
        ("居全国第3位", "eq", "3", "名次"),
        ("升至第5位", "eq", "5", "名次"),
        ("翻倍", "eq", "2", "倍"),
        ("倍增", "eq", "2", "倍"),
        ("提高到56.7%", "eq", "56.7", "%"),
        ("增至93家", "eq", "93", "家"),
        ("迈上4万亿元", "ge", "4", "万亿元"),
        ("年均增长超20%", "gt", "20", "%"),
    ],
)
def test_reports_print_sizes_shares_and_places_in_these_ways_too(
    text: str, comparator: str, value: str, unit: str
) -> None:
    assert read(text) == (comparator, value, None, unit)


@pytest.mark.parametrize("text", ["增长", "居全国", "年均", "亿多"])
def test_what_introduces_a_figure_is_none(text: str) -> None:
    with pytest.raises(QuantityError):
        parse_quantity(text, UNITS)


def test_a_figure_without_its_unit_may_have_that_of_its_list() -> None:
    assert with_units_of_others("达1.28万亿", UNITS)["万亿元"] == Decimal("1.28")
    assert with_units_of_others("8200亿", UNITS)["亿元"] == 8200
    assert "亿元" not in with_units_of_others("达1.28万亿", UNITS)


@pytest.mark.parametrize("text", ["8200亿元", "1至2", "没有"])
def test_no_other_figure_takes_the_unit_of_its_list(text: str) -> None:
    assert with_units_of_others(text, UNITS) == {}
