"""Registered names in running text."""

from __future__ import annotations

import pytest
from xinzhi.propose.names import Listing, find_names, vocabulary

NAMES = vocabulary(
    {
        ("organizations", "haitang-micro"): ["海棠微电子", "海棠微"],
        ("organizations", "haitang"): ["海棠"],
        ("organizations", "yunhe-university"): ["云禾大学"],
        ("organizations", "yunhe-institute"): ["云禾大学芯片研究院"],
        ("organizations", "sap"): ["SAP"],
        ("parks", "haitang-park"): ["“海棠谷”孵化园"],
        ("projects", "haitang-line"): ["海棠微封装项目"],
        ("projects", "yunhe-phase-2"): ["云禾材料(二期)项目"],
    },
    Listing("projects", "项目"),
)


def found(flat: str) -> list[tuple[str, str]]:
    return [(flat[m.place.start : m.place.end], id) for m in find_names(flat, NAMES) for _, id in m.entities]


def test_of_one_entity_the_longest_name_is_taken() -> None:
    assert ("海棠微", "haitang-micro") not in found("支持海棠微电子扩产。")
    assert ("海棠微电子", "haitang-micro") in found("支持海棠微电子扩产。")


def test_a_name_within_a_longer_one_says_so() -> None:
    mentions = {m.name: m.within for m in find_names("云禾大学芯片研究院成立。", NAMES)}
    assert mentions == {"云禾大学芯片研究院": "", "云禾大学": "云禾大学芯片研究院"}


@pytest.mark.parametrize("flat", ["海棠谷孵化园", "“海棠谷”孵化园", "《海棠谷》孵化园"])
def test_quotation_marks_do_not_hide_a_name(flat: str) -> None:
    assert ("haitang-park") in [id for _, id in found(f"建设{flat}。")]


def test_a_latin_name_is_a_whole_word() -> None:
    assert found("使用WhatsAPp的人。") == []
    assert ("sap", "sap") in [(w.lower(), i) for w, i in found("微软、SAP等企业。")]


def test_a_list_lends_its_noun_to_every_member() -> None:
    assert ("海棠微", "haitang-line") in found("推进青禾、海棠微、山茶等封装项目建设。")
    assert ("云禾材料（二期）", "yunhe-phase-2") in found("推进云禾材料（二期）、山茶等2个项目建设。")
