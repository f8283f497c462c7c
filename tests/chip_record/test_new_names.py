"""Words that look like names of the record that nobody has registered."""

from __future__ import annotations

import pytest
from xinzhi.chip_record.proposing.new_names import find_new_names
from xinzhi.propose.names import find_names, vocabulary
from xinzhi.propose.reading import FlatSpan

NAMES = vocabulary(
    {
        ("organizations", "haitang-micro"): ["海棠微电子", "海棠微"],
        ("organizations", "yunhe-university"): ["云禾大学"],
        ("organizations", "yunhe-institute"): ["云禾大学芯片研究院"],
        ("parks", "haitang-park"): ["“海棠谷”孵化园"],
    }
)


def new(flat: str, taken: list[FlatSpan] | None = None) -> set[tuple[str, str]]:
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
