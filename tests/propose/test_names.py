"""Registered names in running text, and words that look like names nobody has registered."""

from __future__ import annotations

import pytest
from xinzhi.propose.names import find_names, vocabulary
from xinzhi.propose.newnames import find_new_names
from xinzhi.propose.text import Place

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
    }
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


def new(flat: str, taken: list[Place] | None = None) -> set[tuple[str, str]]:
    return {(n.dataset, n.name) for n in find_new_names(flat, taken or [])}


@pytest.mark.parametrize(
    ("flat", "expected"),
    [
        ("由海棠芯材股份有限公司投资建设。", ("organizations", "海棠芯材股份有限公司")),
        ("依托云禾大学开展研究。", ("organizations", "云禾大学")),
        ("园区汇聚海棠芯、青禾芯等5家企业。", ("organizations", "青禾芯")),
        ("加快建设青禾产业园。", ("parks", "青禾产业园")),
        ("推进海棠芯封装、青禾材料等项目建设。", ("projects", "青禾材料")),
        ("近日印发《海棠区芯片产业若干措施》。", ("policies", "海棠区芯片产业若干措施")),
        ("深入实施强芯补链行动。", ("policies", "强芯补链行动")),
    ],
)
def test_what_looks_like_a_name_is_proposed(flat: str, expected: tuple[str, str]) -> None:
    assert expected in new(flat)


def test_a_registered_name_is_not_proposed_again() -> None:
    flat = "依托云禾大学开展研究。"
    assert new(flat, [m.place for m in find_names(flat, NAMES)]) == set()


def test_words_in_front_of_a_registered_name_make_no_new_one() -> None:
    flat = "多措并举力推云禾大学芯片研究院。"
    assert new(flat, [m.place for m in find_names(flat, NAMES)]) == set()


def test_the_short_form_of_a_title_is_no_second_policy() -> None:
    assert new("印发《海棠区芯片产业若干措施》(简称《若干措施》)。") == {("policies", "海棠区芯片产业若干措施")}


def test_a_kind_of_institution_is_no_name() -> None:
    assert new("支持企业与大学、研究院合作,建设国家重点实验室。") == set()
