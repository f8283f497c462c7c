"""How documents print regions: in full, without the ending, in short, and several together."""

from __future__ import annotations

import pytest
from xinzhi.chip_record.region_names import printed_forms


def forms(code: str, name: str, level: str = "province") -> list[str]:
    return list(printed_forms({"code": code, "name_zh": name, "level": level}))


@pytest.mark.parametrize(
    ("code", "name", "short"),
    [
        ("150000", "内蒙古自治区", "内蒙古"),
        ("450000", "广西壮族自治区", "广西"),
        ("540000", "西藏自治区", "西藏"),
        ("640000", "宁夏回族自治区", "宁夏"),
        ("650000", "新疆维吾尔自治区", "新疆"),
        ("632800", "海西蒙古族藏族自治州", "海西"),
        ("653000", "克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("422800", "恩施土家族苗族自治州", "恩施"),
        ("152500", "锡林郭勒盟", "锡林郭勒"),
        ("370600", "烟台市", "烟台"),
    ],
)
def test_a_region_is_printed_in_short(code: str, name: str, short: str) -> None:
    assert name in forms(code, name)
    assert short in forms(code, name)


def test_a_people_alone_is_no_place() -> None:
    assert "内" not in forms("150000", "内蒙古自治区")


def test_regions_that_are_named_together_are_each_named() -> None:
    assert "京津冀" in forms("110000", "北京市")
    assert "京津冀" in forms("130000", "河北省")
    assert "粤港澳" in forms("810000", "香港特别行政区")
    assert "京津冀" not in forms("310000", "上海市")


def test_no_single_character_names_a_region() -> None:
    assert all(len(form) > 1 for code in ("810000", "820000") for form in forms(code, "澳门特别行政区"))


def test_the_country_has_no_forms() -> None:
    assert forms("china", "中国", "country") == []
